import { tallyTableKey } from "../delivery/archive-layout.ts";
import type { WeekdayHistory } from "../domain/findings.ts";
import { datesWeeksBefore, type ReportDay } from "../domain/report-day.ts";
import { type SessionFilters, sameFilters } from "../domain/session-filters.ts";
import type { ArchiveStore, Operations } from "../ports.ts";
import { readTallyFile, type TallyFile, TallyFileError } from "./read-tally-file.ts";

/** The day of a report, and the filters of its sessions. */
export type DayAsked = { readonly report: string; readonly day: ReportDay; readonly filters: SessionFilters };

type Dependencies = { readonly archive: ArchiveStore; readonly operations: Operations };

/** Four weeks are enough to see what is usual, and a new report soon has them. */
const WEEKS = 4;

/**
 * How many days of the same weekday in the four weeks before are in the archive, and how many of them had sessions. Days made
 * with another zone or other filters are left out, because they cannot be compared. A file that cannot be read is left out and
 * logged: it must not prevent the report. Reads at most four small files.
 */
export async function weekdayBefore(asked: DayAsked, dependencies: Dependencies): Promise<WeekdayHistory> {
  const dates = datesWeeksBefore(asked.day.date, WEEKS);
  const files = await Promise.all(dates.map((date) => tallyFileOf({ report: asked.report, date }, dependencies)));
  const known = files.filter((file) => file !== null).filter((file) => isAlike(file, asked));
  return { known: known.length, withSessions: known.filter(({ sessions }) => sessions > 0).length };
}

async function tallyFileOf(
  ref: { report: string; date: string },
  { archive, operations }: Dependencies,
): Promise<TallyFile | null> {
  const body = await archive.get(tallyTableKey(ref));
  try {
    return body && readTallyFile(body);
  } catch (error) {
    if (!(error instanceof TallyFileError)) throw error;
    operations.log("warn", "tally left out", { report: ref.report, day: ref.date, reason: error.message });
    return null;
  }
}

function isAlike({ zone, filters }: TallyFile, asked: DayAsked): boolean {
  return zone === asked.day.zone && sameFilters(filters, asked.filters);
}
