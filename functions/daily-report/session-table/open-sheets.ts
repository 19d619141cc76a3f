import { setImmediate } from "node:timers/promises";
import type { Style, stream, Worksheet } from "exceljs";
import { cellNumber } from "../texts/cell-number.ts";
import { cellText } from "../texts/cell-text.ts";
import type { CellRow, CellValue, Column, ColumnType } from "./column.ts";

/** A table on as many sheets as it needs, of which one is open at a time. */
export type Sheets = {
  write(rows: readonly CellRow[]): Promise<void>;
  /** Ends the last sheet; another table may then be opened. */
  close(): void;
};

export type SheetsOptions = {
  /** Of the first sheet; further ones are "<name> 2" and so on. */
  readonly name: string;
  readonly nameOf: (wanted: string) => string;
  readonly columns: readonly Column[];
  /** Rows that a sheet takes, its head included. */
  readonly rowLimit: number;
  /** Milliseconds since 1970 to those whose UTC parts are the local ones. */
  readonly localTime: (instant: number) => number;
  /** Stands above the rows on every printed page. */
  readonly pageHead: string;
};

/** The writer hands on to the zip only while the event loop turns; more rows at once would pile up in memory. */
const ROWS_A_TURN = 10;

/** Starts a table at the workbook's end; its first sheet is there even if no row follows. */
export function openSheets(workbook: stream.xlsx.WorkbookWriter, options: SheetsOptions): Sheets {
  const { name, nameOf, columns, rowLimit, localTime } = options;
  let rows = 1;
  let sheet = openSheet(workbook, nameOf(name), options);
  const close = () => closeSheet(sheet, { rows, columns: columns.length });
  return {
    async write(added) {
      for (const cells of added) {
        if (rows === rowLimit) {
          close();
          sheet = openSheet(workbook, nameOf(name), options);
          rows = 1;
        }
        writeRow(
          sheet,
          columns.map(({ type }, index) => drawn(cells[index] ?? null, type, localTime)),
        );
        if (++rows % ROWS_A_TURN === 0) await setImmediate();
      }
    },
    close,
  };
}

function openSheet(
  workbook: stream.xlsx.WorkbookWriter,
  name: string,
  { columns, pageHead }: SheetsOptions,
): Worksheet {
  const sheet = workbook.addWorksheet(name, {
    views: [{ state: "frozen", xSplit: 1, ySplit: 1 }],
    headerFooter: { oddHeader: `&L${pageHead}` },
  });
  sheet.columns = columns.map((column) => ({ width: widthOf(column) }));
  writeRow(
    sheet,
    columns.map(({ name: head }) => ({ value: head, style: headStyle })),
  );
  return sheet;
}

function closeSheet(sheet: Worksheet, { rows, columns }: { rows: number; columns: number }): void {
  sheet.autoFilter = { from: { row: 1, column: 1 }, to: { row: rows, column: columns } };
  sheet.commit();
}

type Drawn = { readonly value: string | number | boolean | Date; readonly style: Partial<Style> };

function writeRow(sheet: Worksheet, cells: readonly (Drawn | null)[]): void {
  const row = sheet.addRow([]);
  cells.forEach((cell, index) => {
    if (cell === null) return;
    const target = row.getCell(index + 1);
    target.value = cell.value;
    target.style = cell.style;
  });
  row.commit();
}

/** What a cell cannot hold as what it is becomes its text, or nothing: exceljs would write a broken cell. */
function drawn(value: CellValue, type: ColumnType, localTime: (instant: number) => number): Drawn | null {
  const shown = typeof value === "number" ? drawnNumber(value, type, localTime) : value;
  if (shown === null) return null;
  if (shown instanceof Date) return { value: shown, style: timeStyle };
  return { value: typeof shown === "string" ? cellText(shown) : shown, style: plainStyle };
}

/** Spreadsheets end with the year 9999; a day is left for the zone. No time is before 1970: it would be a zero date. */
const LATEST = Date.UTC(9999, 11, 31);

function drawnNumber(value: number, type: ColumnType, localTime: (instant: number) => number) {
  if (type !== "timestamp" && type !== "utcTimestamp") return cellNumber(value);
  const time = new Date(value);
  if (Number.isNaN(time.getTime())) return null;
  if (value >= LATEST) return time.toISOString();
  return type === "utcTimestamp" ? time : new Date(localTime(value));
}

// Shared objects, since the writer looks a style it has met up by identity.
export const tableFont = { name: "Arial", size: 10 };
const plainStyle: Partial<Style> = { font: tableFont };
const timeStyle: Partial<Style> = { font: tableFont, numFmt: "yyyy-mm-dd hh:mm:ss" };
const headStyle: Partial<Style> = {
  font: { ...tableFont, bold: true },
  fill: { type: "pattern", pattern: "solid", fgColor: { argb: "FFE4EBF2" } },
  border: { bottom: { style: "medium", color: { argb: "FF5B6672" } } },
};

const widths: Record<ColumnType, number> = {
  text: 18,
  timestamp: 20,
  utcTimestamp: 20,
  integer: 10,
  number: 10,
  boolean: 8,
};

/** In characters; the head with the button of its filter always fits. */
function widthOf({ name, type }: Column): number {
  return Math.max(widths[type], name.length + 4);
}
