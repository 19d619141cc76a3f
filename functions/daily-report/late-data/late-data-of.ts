import type { DayRef } from "../delivery/archive-layout.ts";
import { readAgainMarks } from "../delivery/read-again-marks.ts";
import type { LateData, NotReadAgain } from "../domain/history/history.ts";
import type { ArchiveStore, Operations } from "../ports.ts";
import { reasonOf } from "../run-account.ts";
import { restatementsFor } from "./restatements-for.ts";

export const NO_LATE_DATA: LateData = { restatements: [], notReadAgain: [] };

/** The days that a run was to read again for a report, and those that it did not read. */
export type ReadAgain = { readonly dates: readonly string[]; readonly notReadAgain: readonly NotReadAgain[] };

type Dependencies = { readonly archive: ArchiveStore; readonly operations: Operations };

/**
 * What the archive says about late data of the days before the report's day. A day whose run died before it recorded a result
 * is "failed", unless it has a new revision. Never throws: a failure is logged, because it must not prevent the report.
 */
export async function lateDataOf(ref: DayRef, dependencies: Dependencies): Promise<LateData> {
  try {
    const marks = await readAgainMarks(dependencies.archive, ref);
    if (marks === null) return NO_LATE_DATA;
    const { dates } = marks.claim;
    return await withRestatements(ref, { dates, notReadAgain: marks.notReadAgain ?? failed(dates) }, dependencies);
  } catch (error) {
    dependencies.operations.log("warn", "late data left out", {
      report: ref.report,
      day: ref.date,
      reason: reasonOf(error),
    });
    return NO_LATE_DATA;
  }
}

/** Adds the new revisions of the days. A day with one was read, even if its run was stopped before it could say so. */
export async function withRestatements(
  ref: DayRef,
  { dates, notReadAgain }: ReadAgain,
  dependencies: Dependencies,
): Promise<LateData> {
  const restatements = await restatementsFor(ref, dates, dependencies);
  const restated = restatements.map(({ date }) => date);
  return { restatements, notReadAgain: notReadAgain.filter(({ date }) => !restated.includes(date)) };
}

export function failed(dates: readonly string[]): NotReadAgain[] {
  return dates.map((date) => ({ date, reason: "failed" }));
}
