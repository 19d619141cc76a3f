import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { tableKey } from "../../functions/daily-report/delivery/archive-layout.ts";
import type { Report } from "../../functions/daily-report/domain/report.ts";
import { reportDay } from "../../functions/daily-report/domain/report-day.ts";
import { sortOut } from "../../functions/daily-report/domain/sort-out.ts";
import { type Tally, type TallySettings, tallyOf } from "../../functions/daily-report/domain/tally.ts";
import { drawDayTable } from "../../functions/daily-report/session-table/draw-day-table.ts";
import { cellReader } from "../../functions/daily-report/session-table/read-cells.ts";
import { allColumns, columnsFor } from "../../functions/daily-report/session-table/table-columns.ts";
import { entriesOf, type TableFrame } from "../../functions/daily-report/session-table/table-entry.ts";
import { createParquetFile } from "../../functions/daily-report/session-table/write-parquet.ts";
import { type Answer, answerQuery } from "../../local/ask/answer-query.ts";
import { openTables } from "../../local/ask/open-tables.ts";
import { reportOfTally, settings } from "../session-rows.ts";
import { maskKey } from "../session-table/table-of.ts";

export type WrittenDay = { readonly report: Report; readonly tally: Tally };

type Made = { readonly report?: string; readonly under?: TallySettings; readonly groupNames?: Record<string, string> };

/** Writes both tables of a day with these rows into the folder of an archive, as a commit does, but no other file. */
export async function writeTables(
  folder: string,
  date: string,
  rows: readonly unknown[],
  { report: id = "support", under = settings, groupNames = {} }: Made = {},
): Promise<WrittenDay> {
  const day = reportDay(date, "Europe/Moscow");
  const tally = tallyOf(sortOut(rows, day), day, under);
  const report = { ...reportOfTally(tally, { declared: rows.length, of: day, under, groupNames }), report: id };
  const ref = { report: id, date };
  await write(folder, tableKey(ref, "sessions.parquet"), await sessionTable(rows, { day, settings: under }));
  await write(folder, tableKey(ref, "days.parquet"), await drawDayTable(report));
  return { report, tally };
}

async function sessionTable(rows: readonly unknown[], frame: TableFrame): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  const columns = columnsFor("mask", maskKey);
  const file = createParquetFile(
    { fileColumns: allColumns(), rowColumns: columns, metadata: {} },
    async (chunk) => void chunks.push(chunk),
  );
  await file.add(entriesOf(sortOut(rows, frame.day).sessions, frame).map(cellReader(columns)));
  await file.finish();
  return Buffer.concat(chunks);
}

async function write(folder: string, key: string | null, body: Uint8Array): Promise<void> {
  const path = join(folder, key ?? "no table");
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, body);
}

/** Asks the archive in the folder as `npm run ask` does. */
export async function askArchive(folder: string, sql: string): Promise<Answer> {
  const tables = await openTables(folder, "out");
  try {
    return await answerQuery(tables, sql);
  } finally {
    await tables.close();
  }
}
