import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { tableKey } from "../../../functions/daily-report/delivery/archive-layout.ts";
import type { Report } from "../../../functions/daily-report/domain/report.ts";
import { type ReportDay, reportDay } from "../../../functions/daily-report/domain/report-day.ts";
import type { TallySettings } from "../../../functions/daily-report/domain/tally.ts";
import { drawDayTable } from "../../../functions/daily-report/session-table/draw-day-table.ts";
import { reportOf, settings } from "../../session-rows.ts";
import { filesOf } from "../../session-table/table-files.ts";

export const zone = "Europe/Moscow";

type Made = { readonly report?: string; readonly under?: TallySettings };

/** Writes both tables of a day with these rows into the folder of an archive, as a commit does. Returns the report. */
export async function writeTables(
  folder: string,
  day: ReportDay | string,
  rows: readonly unknown[],
  { report = "support", under = settings }: Made = {},
): Promise<Report> {
  const of = typeof day === "string" ? reportDay(day, zone) : day;
  const made = { ...reportOf(rows, of, under), report };
  const { parquet } = await filesOf([rows], { frame: { day: of, settings: under } });
  const ref = { report, date: of.date };
  await write(folder, tableKey(ref, "sessions.parquet"), parquet);
  await write(folder, tableKey(ref, "days.parquet"), await drawDayTable(made));
  return made;
}

async function write(folder: string, key: string | null, body: Uint8Array): Promise<void> {
  const path = join(folder, key ?? "no table");
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, body);
}
