import { ReportError } from "./domain/report-error.ts";
import type { Next } from "./plan-runs.ts";
import { RunFailedError } from "./run-account.ts";
import type { DayRun } from "./run-day.ts";
import type { RunRequest } from "./run-report.ts";

/**
 * Reports of a day failed, or a schedule had no time for all of its reports; the message names them. If only one failed, `code`
 * is the code of its error.
 */
export class ReportsFailedError extends ReportError {
  override readonly name = "ReportsFailedError";
}

/** Codes of failures that usually pass within hours without a person: TWIN, AWS or another run was busy, slow or away. */
const passingCodes = [
  "ARCHIVE_STORE",
  "COMMIT_RACE",
  "DELIVERY_IN_PROGRESS",
  "EMPTY_PERIOD",
  "MAILS_LATER",
  "NOTHING_RECEIVED",
  "OUT_OF_TIME",
  "TWIN_ABORTED",
  "TWIN_ANSWER_UNREADABLE",
  "TWIN_LIST_INCONSISTENT",
  "TWIN_UNAVAILABLE",
];

/** A failure that is left to the next try of the schedule: the report, its day, week or month, and the code of the error. */
export type LeftToNextTry = { readonly report: string; readonly day: string; readonly code: string };

/**
 * What may be left to the next try of the schedule, which comes within the hour: failures that may pass by themselves. Null if
 * somebody must be told now: after the last try, on demand, or if a failure will not pass by itself.
 *
 * A report that ran out of time is left too, although Lambda would repeat a call that throws within a minute: of an unfinished
 * reading nothing is kept, so each repetition would read the whole day from a TWIN that is slow, for up to 15 minutes; and after
 * the second one the event would be in the failures queue, which calls somebody hours before the last try.
 */
export function leftToNextTry({ failures, notBegun }: DayRun): LeftToNextTry[] | null {
  return notBegun.length > 0 || failures.size === 0 ? null : passing(failures);
}

/**
 * Whether a call of a schedule that throws is only to be repeated, and nobody need be told: it had no time for some reports, and
 * what failed may pass by itself.
 */
export function isToBeContinued({ failures, notBegun }: DayRun): boolean {
  return notBegun[0]?.isLastTry === false && passing(failures) !== null;
}

/** Null if one of the failures is of the last try or on demand, or will not pass by itself. */
function passing(failures: DayRun["failures"]): LeftToNextTry[] | null {
  const left = [...failures].flatMap(([{ isLastTry }, error]) =>
    isLastTry === false && error instanceof RunFailedError && passingCodes.includes(error.code)
      ? [{ report: error.report, day: error.day, code: error.code }]
      : [],
  );
  return left.length === failures.size ? left : null;
}

/**
 * The error of a single run as it is; otherwise one error for all. Each message names its report and day. `rest`: what makes the
 * reports and days that were not begun.
 */
export function failureOf(asked: number, { failures, notBegun, answers }: DayRun, rest: Next | undefined): unknown {
  const all = [...failures.values()];
  if (asked === 1 && all.length === 1 && rest === undefined) return all[0];
  const own = all.filter((failure) => failure instanceof ReportError);
  const told = own.slice(0, MOST_TOLD).map(({ message }) => message);
  const list = own.flatMap((failure) =>
    failure instanceof RunFailedError ? [`${failure.report} of ${failure.day} (${failure.code})`] : [],
  );
  const failed = own.length > 1 ? [`${own.length} of ${asked} reports failed: ${list.join(", ")}.`] : [];
  const done = answers.size > 0 ? [`${answers.size} of ${asked} reports of that day are done.`] : [];
  const late = notBegun.length > 0 || rest ? [notBegunSentence(notBegun, rest)] : [];
  const code = all.length === 1 ? (own[0]?.code ?? "REPORTS_FAILED") : "REPORTS_FAILED";
  return new ReportsFailedError(code, [...failed, ...told, ...done, ...late].join(" "));
}

/** So many messages are told in full; the others only by report, day and code. */
const MOST_TOLD = 3;

function notBegunSentence(notBegun: readonly RunRequest[], rest: Next | undefined): string {
  const event = `send the event again with ${JSON.stringify(rest)}.`;
  if (notBegun.length === 0) return `The days after it were not begun; to make them, ${event}`;
  const first = notBegun[0]?.definition.id ?? "";
  const many = notBegun.length === 1 ? "one report," : `${notBegun.length} reports, the first of them`;
  const what = `There was no time for ${many} ${first};`;
  if (notBegun[0]?.skipIfDone) return `${what} the next try makes them.`;
  return `${what} to make them, ${event}`;
}
