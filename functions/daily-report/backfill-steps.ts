/**
 * The contract between the stack, whose workflow makes a long range of days, and the function, which answers each of its steps:
 * where its files are in the archive, and what the events and the answers are. The workflow calls the function
 *
 * 1. with a BackfillEvent, which writes the list of days;
 * 2. with each BackfillDay of the list;
 * 3. with a BackfillEvent that names the results, which are summed up for operations.
 */

/** The top folder of the lists and the results in the archive. They hold ids of reports, dates and names of errors. */
export const backfillFolder = "backfills";

/** What is asked for: days from `from` to `to`, both included, yyyy-mm-dd. The input of the workflow. */
export type BackfillPlan = {
  readonly from: string;
  readonly to: string;
  /** The id of a report; without it every enabled report of days. */
  readonly report?: string | undefined;
  /** Also days that have a revision: they get a new one if their figures changed. */
  readonly again?: boolean;
};

/** `backfill`: the name of the run of the workflow. `results`: the archive key of the list of the files of results. */
export type BackfillEvent = { readonly backfill: string; readonly plan: BackfillPlan; readonly results?: string };

/** One report of one day, week or month: an event of the function that mails nobody. */
export type BackfillDay = {
  readonly backfill: string;
  readonly report: string;
  /** The day, or the first date of the week or month. */
  readonly from: string;
  readonly to: string;
  readonly missing: boolean;
};

/** The answer to step 1. `key`: where the list is. */
export type PlannedBackfill = { readonly key: string; readonly days: number };

/** What step 2 leaves of the answer for the results: how many reports were made, 0 if the day had a revision. */
export type BackfillDayResult = { readonly made: number };

/** The answer to step 3. `subject` and `message` are the mail to operations; `failed` names at most MOST_NAMED days. */
export type BackfillSummary = {
  readonly subject: string;
  readonly message: string;
  readonly made: number;
  /** Days that had a revision. */
  readonly before: number;
  readonly notMade: number;
  readonly failed: readonly FailedDay[];
};

export type FailedDay = { readonly report: string; readonly date: string; readonly error: string };

/** The answer of a step must stay below the 256 KB that a workflow hands on. */
export const MOST_NAMED = 300;

/** The archive key of the list of days. */
export function daysKey(backfill: string): string {
  return `${backfillFolder}/${backfill}/days.json`;
}

/** The name of the workflow of a stage. */
export function backfillNameOf(stage: string): string {
  return `daily-report-${stage}-backfill`;
}
