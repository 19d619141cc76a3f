import { setImmediate } from "node:timers/promises";
import type { Style, stream, Worksheet } from "exceljs";
import { cellText } from "../texts/cell-text.ts";
import type { CellRow, CellValue, Column, ColumnType } from "./column.ts";

/** A table on as many sheets as it needs, of which one is open at a time. */
export type Sheets = {
  write(rows: readonly CellRow[]): Promise<void>;
  /** Ends the last sheet; another table may then be opened. */
  close(): void;
};

export type SheetsOptions = {
  readonly name: string;
  readonly columns: readonly Column[];
  /** Rows that a sheet takes, its head included. */
  readonly rowLimit: number;
  /** Milliseconds since 1970 to those whose UTC parts are the local ones. */
  readonly localTime: (instant: number) => number;
};

/** The writer hands on to the zip only while the event loop turns; more rows at once would pile up in memory. */
const ROWS_A_TURN = 10;

/** Starts a table at the workbook's end; its first sheet is there even if no row follows. */
export function openSheets(workbook: stream.xlsx.WorkbookWriter, options: SheetsOptions): Sheets {
  const { name, columns, rowLimit, localTime } = options;
  let sheets = 1;
  let rows = 1;
  let sheet = openSheet(workbook, name, columns);
  const close = () => closeSheet(sheet, { rows, columns: columns.length });
  return {
    async write(added) {
      for (const cells of added) {
        if (rows === rowLimit) {
          close();
          sheet = openSheet(workbook, `${name} ${++sheets}`, columns);
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

function openSheet(workbook: stream.xlsx.WorkbookWriter, name: string, columns: readonly Column[]): Worksheet {
  const sheet = workbook.addWorksheet(name, { views: [{ state: "frozen", xSplit: 1, ySplit: 1 }] });
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

/** A number that spreadsheets do not take, were there one, is drawn as its text; exceljs would write a broken cell. */
const LARGEST = 1e307;
/** Spreadsheets count days from 1900, differ over its first two months, and end with 9999; a day is left for the zone. */
const EARLIEST = Date.UTC(1900, 2, 2);
const LATEST = Date.UTC(9999, 11, 31);

function drawn(value: CellValue, type: ColumnType, localTime: (instant: number) => number): Drawn | null {
  if (value === null) return null;
  if (typeof value === "string") return { value: cellText(value), style: plainStyle };
  if (typeof value === "boolean") return { value, style: plainStyle };
  if (type === "timestamp") {
    const isDrawable = value >= EARLIEST && value < LATEST;
    return isDrawable
      ? { value: new Date(localTime(value)), style: timeStyle }
      : { value: new Date(value).toISOString(), style: plainStyle };
  }
  return Math.abs(value) < LARGEST ? { value, style: plainStyle } : { value: String(value), style: plainStyle };
}

// Shared objects, since the writer looks a style it has met up by identity.
const font = { name: "Arial", size: 10 };
const plainStyle: Partial<Style> = { font };
const timeStyle: Partial<Style> = { font, numFmt: "yyyy-mm-dd hh:mm:ss" };
const headStyle: Partial<Style> = {
  font: { ...font, bold: true },
  fill: { type: "pattern", pattern: "solid", fgColor: { argb: "FFE4EBF2" } },
  border: { bottom: { style: "medium", color: { argb: "FF5B6672" } } },
};

const widths: Record<ColumnType, number> = { text: 18, timestamp: 20, integer: 10, number: 10, boolean: 8 };

/** In characters; the head with the button of its filter always fits. */
function widthOf({ name, type }: Column): number {
  return Math.max(widths[type], name.length + 4);
}
