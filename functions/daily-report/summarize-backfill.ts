import * as v from "valibot";
import {
  type BackfillDayResult,
  type BackfillEvent,
  type BackfillSummary,
  backfillFolder,
  type FailedDay,
  MOST_NAMED,
} from "./backfill-steps.ts";
import { ReportError } from "./domain/report-error.ts";
import { jsonIn } from "./json-in.ts";
import type { ArchiveStore } from "./ports.ts";

/** The results of a backfill are not where or what the workflow writes. */
export class BackfillError extends ReportError {
  override readonly name = "BackfillError";
}

/** What the workflow writes: a list of files, by what became of the days in them. */
const listSchema = v.object({
  ResultFiles: v.record(v.string(), v.array(v.object({ Key: v.string() }))),
});

/** A day in such a file; `Input` and `Output` are JSON as text. */
const recordSchema = v.object({
  Input: v.optional(v.string()),
  Output: v.optional(v.string()),
  Error: v.optional(v.string()),
});
type DayRecord = v.InferOutput<typeof recordSchema>;

const daySchema = v.object({ report: v.string(), from: v.string() });

/** `stage`: of the stack; null if there is none. */
export type SummaryRequest = BackfillEvent & { readonly results: string; readonly stage: string | null };

/**
 * Counts what became of the days of a backfill, and writes the mail to operations: counts, and the days that were not made by
 * name with the name of the error, never its message. Throws BackfillError if the results cannot be read.
 */
export async function summarizeBackfill(request: SummaryRequest, archive: ArchiveStore): Promise<BackfillSummary> {
  const { backfill, results } = request;
  const folder = `${backfillFolder}/${backfill}/`;
  if (!results.startsWith(folder)) throw unreadable(results, `it must be in ${folder}`);
  const { ResultFiles: files } = await readFile(archive, results, listSchema);
  let [made, before, notMade] = [0, 0, 0];
  const failed: FailedDay[] = [];
  for (const [status, ofStatus] of Object.entries(files)) {
    for (const { Key: key } of ofStatus) {
      // One file at a time: a file of thousands of days has some megabytes.
      for (const record of await readFile(archive, key, v.array(recordSchema))) {
        if (status === "SUCCEEDED") {
          if (madeIn(record)) made += 1;
          else before += 1;
        } else {
          notMade += 1;
          if (failed.length < MOST_NAMED) failed.push(failedDay(record, key));
        }
      }
    }
  }
  failed.sort((a, b) => (a.date + a.report < b.date + b.report ? -1 : 1));
  const counts = { made, before, notMade, failed };
  return { ...counts, ...mailOf(request, counts, archive.locate(results)) };
}

function madeIn({ Output: output = "" }: DayRecord): boolean {
  const { made = 0 } = (jsonIn(output) ?? {}) as Partial<BackfillDayResult>;
  return made > 0;
}

function failedDay({ Input: input = "", Error: error }: DayRecord, key: string): FailedDay {
  const day = v.safeParse(daySchema, jsonIn(input));
  if (!day.success) throw unreadable(key, "each of its records must have the event of a day as Input");
  const { report, from: date } = day.output;
  return { report, date, error: error === undefined ? "not begun" : /^[\w.]{1,60}$/.test(error) ? error : "Error" };
}

type Counts = Pick<BackfillSummary, "made" | "before" | "notMade" | "failed">;

function mailOf({ backfill, plan, stage }: SummaryRequest, { made, before, notMade, failed }: Counts, place: string) {
  const all = made + before + notMade;
  const reports = plan.report === undefined ? "every daily report" : `report ${plan.report}`;
  const command = [
    `npm run backfill -- --from ${plan.from} --to ${plan.to}`,
    ...(plan.report === undefined ? [] : [`--report ${plan.report}`]),
    // Without the option the command is about "prod".
    ...(stage === null || stage === "prod" ? [] : [`--stage ${stage}`]),
    ...(plan.again ? ["--again"] : []),
  ].join(" ");
  const unnamed = notMade - failed.length;
  const lines = [
    `Backfill of ${reports} from ${plan.from} to ${plan.to} (${backfill}).`,
    `${all} report-days: ${made} made, ${before} had a revision before, ${notMade} failed.`,
    ...(notMade === 0 ? [] : ["", "Failed:"]),
    ...failed.map(({ report, date, error }) => `  ${report} of ${date} (${error})`),
    ...(unnamed === 0 ? [] : [`  and ${unnamed} more`]),
    ...(notMade === 0 ? [] : ["", `To try these again: ${command}`]),
    "",
    `All results: ${place}`,
  ];
  const subject = `Backfill ${plan.from} to ${plan.to}: ${notMade === 0 ? "all done" : `${notMade} of ${all} failed`}`;
  return { subject, message: lines.join("\n") };
}

async function readFile<T>(
  archive: ArchiveStore,
  key: string,
  schema: v.BaseSchema<unknown, T, v.BaseIssue<unknown>>,
): Promise<T> {
  const body = await archive.get(key);
  if (body === null) throw unreadable(key, "it does not exist");
  const result = v.safeParse(schema, jsonIn(Buffer.from(body).toString()));
  if (!result.success) throw unreadable(key, "it must be as Step Functions writes it");
  return result.output;
}

function unreadable(key: string, why: string): BackfillError {
  return new BackfillError("RESULTS_UNREADABLE", `The results of a backfill, ${key}, cannot be read: ${why}.`);
}
