import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { tallyTableKey } from "../functions/daily-report/delivery/archive-layout.ts";
import { obstaclesOf } from "../functions/daily-report/domain/history/comparable.ts";
import { dayPart } from "../functions/daily-report/domain/history/pool.ts";
import type { Headlines } from "../functions/daily-report/domain/history/usual.ts";
import { metricsOf } from "../functions/daily-report/domain/metrics/catalogue.ts";
import { localDate, reportDay } from "../functions/daily-report/domain/report-day.ts";
import { ReportError } from "../functions/daily-report/domain/report-error.ts";
import { createdAtOf } from "../functions/daily-report/domain/session.ts";
import { sortOut } from "../functions/daily-report/domain/sort-out.ts";
import { figuresOf, type Tally, tallyOf } from "../functions/daily-report/domain/tally.ts";
import { readTallyFile } from "../functions/daily-report/history/read-tally-file.ts";
import { readSessionFile } from "../local/twin-emulator/read-session-file.ts";

/** The figures of days, by date (yyyy-mm-dd). */
export type KnownDays = ReadonlyMap<string, Headlines>;

/** The first-reply target of days that are counted from sessions. */
const FIRST_REPLY_SECONDS = 60;

/** The days of a file of TWIN sessions in a zone. Sessions without a readable `createdAt` are left out. Throws SessionFileError. */
export async function daysOfSessions(path: string, zone: string): Promise<KnownDays> {
  const { items } = await readSessionFile(path);
  const byDate = Map.groupBy(items, (item) => {
    const instant = createdAtOf(item);
    return instant === null ? "" : localDate(instant, zone);
  });
  byDate.delete("");
  return new Map([...byDate].map(([date, rows]) => [date, figures(tallyOfRows(rows, date, zone))]));
}

function tallyOfRows(rows: readonly unknown[], date: string, zone: string): Tally {
  const day = reportDay(date, zone);
  return tallyOf(sortOut(rows, day), day, { firstReplySeconds: FIRST_REPLY_SECONDS, groupFirstReplySeconds: {} });
}

/**
 * The days of a report in an archive folder, or in a copy of the bucket, of which only the newest tallies are read. Days that
 * cannot be compared with the newest day are left out. Throws ReportError if there are none.
 */
export async function daysOfArchive(folder: string, report: string): Promise<KnownDays> {
  const dates = await datesIn(folder, report);
  const days = await Promise.all(
    dates.map(async (date) => {
      const body = await readFile(join(folder, tallyTableKey({ report, date })));
      return [date, readTallyFile(body, dayPart)] as const;
    }),
  );
  const newest = days.at(-1)?.[1];
  if (newest === undefined) {
    throw new ReportError(
      "NO_DAYS",
      `There is no day of the report ${report} in ${folder}; name a report that has some.`,
    );
  }
  const alike = days.filter(([, day]) => obstaclesOf(day, newest).length === 0);
  return new Map(alike.map(([date, { tally }]) => [date, figures(tally)]));
}

/** The dates of a report in the archive, in order. */
async function datesIn(folder: string, report: string): Promise<string[]> {
  const [days = ""] = tallyTableKey({ report, date: "" }).split("/day=");
  const names = await readdir(join(folder, days)).catch(() => []);
  return names.flatMap((name) => /^day=(\d{4}-\d\d-\d\d)$/.exec(name)?.[1] ?? []).sort();
}

function figures(tally: Tally): Headlines {
  return metricsOf(figuresOf(tally, "day", ""));
}
