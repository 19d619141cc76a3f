import { sortOut } from "../../functions/daily-report/domain/sort-out.ts";
import type { CellValue, Column } from "../../functions/daily-report/session-table/column.ts";
import { cellReader } from "../../functions/daily-report/session-table/read-cells.ts";
import { columnsFor, type PersonalData } from "../../functions/daily-report/session-table/table-columns.ts";
import { entriesOf, type TableEntry, type TableFrame } from "../../functions/daily-report/session-table/table-entry.ts";
import { day, settings } from "../session-rows.ts";

export const maskKey = "a key for tests alone";

export const frame: TableFrame = { day, settings };

export type Cells = Record<string, CellValue>;

/** The cells of the day's sessions by column name. */
export function tableOf(
  rows: readonly unknown[],
  personalData: PersonalData = "keep",
  of: TableFrame = frame,
): Cells[] {
  const columns = columnsFor(personalData, maskKey);
  return namedCells(entriesOf(sortOut(rows, of.day).sessions, of), columns);
}

/** The cells of the entries by column name. */
export function namedCells(entries: readonly TableEntry[], columns: readonly Column[]): Cells[] {
  const read = cellReader(columns);
  return entries.map((entry) => {
    const cells = read(entry);
    return Object.fromEntries(columns.map(({ name }, index) => [name, cells[index] ?? null]));
  });
}

/** The cells of a table with one session. */
export function cellsOf(row: unknown, personalData: PersonalData = "keep"): Cells {
  const [cells, ...others] = tableOf([row], personalData);
  if (cells === undefined || others.length > 0) throw new Error("The row is no session of the day.");
  return cells;
}
