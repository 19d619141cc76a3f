import { join } from "node:path";
import { createFolderArchiveStore } from "../functions/daily-report/archive/folder-archive-store.ts";
import { compareDay } from "../functions/daily-report/compare-day.ts";
import { checksOf, timerFields } from "../functions/daily-report/domain/checks.ts";
import { buildReport, type Report } from "../functions/daily-report/domain/report.ts";
import { reportDay } from "../functions/daily-report/domain/report-day.ts";
import { sessionFields } from "../functions/daily-report/domain/session.ts";
import { filtersOf } from "../functions/daily-report/domain/session-filters.ts";
import { sortOut } from "../functions/daily-report/domain/sort-out.ts";
import { mergeTallies, tallyOf } from "../functions/daily-report/domain/tally.ts";
import { SessionWatch } from "../functions/daily-report/domain/watch/session-watch.ts";
import type { Operations } from "../functions/daily-report/ports.ts";
import type { ReportDefinition } from "../functions/daily-report/report-definition.ts";
import { settingsOf } from "../functions/daily-report/report-frame.ts";
import { inventEarlierDays } from "./invent-earlier-days.ts";
import { type PreviewKind, previewDay } from "./preview-days.ts";

/** The day to preview; `date` is yyyy-mm-dd. */
export type PreviewOf = { readonly kind: PreviewKind; readonly date: string; readonly seed: number };

const silent: Operations = { log: () => {}, measure: () => {} };

/**
 * Builds the report of the invented day with the same functions as a run. Earlier days are kept in the folder, and invented only
 * the first time. The report is the same in every language.
 */
export async function previewReport(
  definition: ReportDefinition,
  { kind, date, seed }: PreviewOf,
  folder: string,
): Promise<Report> {
  const day = reportDay(date, definition.zone);
  const { rows, declared, weekday, earlier, late } = previewDay(kind, { day, seed });
  const archive = createFolderArchiveStore(join(folder, earlier === null ? "no-earlier-days" : "earlier-days"));
  if (earlier !== null) await inventEarlierDays({ definition, day, seed, share: earlier, archive });
  const sorted = sortOut(rows, day);
  const asked = {
    fields: [...sessionFields, ...timerFields, ...Object.keys(rows[0] ?? {})],
    filters: filtersOf(definition),
  };
  const tally = mergeTallies(tallyOf(sorted, day, settingsOf(definition)), checksOf(sorted, asked));
  const watch = new SessionWatch(settingsOf(definition));
  watch.add(sorted);
  const pulled = { tally, table: null, declared, inOrder: true, fetchedAt: day.to + 4.5 * 3_600_000, watch };
  const frame = await compareDay({ definition, day, late }, pulled, { archive, operations: silent });
  return buildReport(tally, { ...frame, weekday, revision: 1 });
}
