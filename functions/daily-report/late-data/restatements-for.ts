import type { DayRef } from "../delivery/archive-layout.ts";
import { manifestsOf } from "../delivery/commit-day.ts";
import { readReportFile } from "../delivery/read-report-file.ts";
import type { RestatedMetric, Restatement } from "../domain/history/history.ts";
import { headlineIds } from "../domain/history/past.ts";
import type { Report } from "../domain/report.ts";
import type { ArchiveStore, Operations } from "../ports.ts";
import { reasonOf } from "../run-account.ts";

type Dependencies = { readonly archive: ArchiveStore; readonly operations: Operations };

/**
 * The days that a run read again for the report of `ref` and found changed: what their new revisions, which name that report,
 * change of the revision before. A day that cannot be compared is left out and logged.
 */
export async function restatementsFor(
  ref: DayRef,
  dates: readonly string[],
  { archive, operations }: Dependencies,
): Promise<Restatement[]> {
  const restatements: Restatement[] = [];
  // One day after the other: a report.json may be large.
  for (const date of dates) {
    try {
      const restatement = await restatementOf({ report: ref.report, date }, ref.date, archive);
      if (restatement !== null) restatements.push(restatement);
    } catch (error) {
      operations.log("warn", "restatement left out", { report: ref.report, day: date, reason: reasonOf(error) });
    }
  }
  return restatements;
}

async function restatementOf(ref: DayRef, restatedFor: string, archive: ArchiveStore): Promise<Restatement | null> {
  const manifests = await manifestsOf(archive, ref);
  const first = manifests.findIndex((manifest) => manifest.restatedFor === restatedFor);
  const before = manifests[first - 1];
  const after = manifests.findLast((manifest) => manifest.restatedFor === restatedFor);
  if (before === undefined || after === undefined) return null;
  const changes = changesOf(await readReportFile(archive, before), await readReportFile(archive, after));
  return { date: ref.date, from: before.revision, revision: after.revision, changes };
}

/** The headline metrics whose value or n differ. */
export function changesOf(before: Report, after: Report): RestatedMetric[] {
  return headlineIds
    .map((metric) => ({ metric, before: shown(before.metrics[metric]), after: shown(after.metrics[metric]) }))
    .filter((change) => change.before.value !== change.after.value || change.before.n !== change.after.n);
}

function shown(figure: { readonly value: number | null; readonly n?: number }) {
  return { value: figure.value, n: figure.n ?? null };
}
