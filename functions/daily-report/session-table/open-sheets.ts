import { setImmediate } from "node:timers/promises";
import type { Style, stream, Worksheet } from "exceljs";
import { cellNumber } from "../texts/cell-number.ts";
import { cellText } from "../texts/cell-text.ts";
import type { CellRow, CellValue, Column, ColumnType } from "./column.ts";

/** A table that continues on further sheets. Only one sheet is open at a time. */
export type Sheets = {
  write(rows: readonly CellRow[]): Promise<void>;
  /** Closes the last sheet. The caller may then open another table. */
  close(): void;
};

export type SheetsOptions = {
  /** The name of the first sheet; the next ones are "<name> 2" and so on. */
  readonly name: string;
  readonly nameOf: (wanted: string) => string;
  readonly columns: readonly Column[];
  /** Most rows of a sheet, including the header. */
  readonly rowLimit: number;
  /** Converts an instant to the milliseconds whose UTC parts are the local date and time; see `localTimeIn`. */
  readonly localTime: (instant: number) => number;
  /** The header of every printed page. */
  readonly pageHead: string;
};

/** exceljs passes rows to the zip only when the event loop runs; more rows at once would fill the memory. */
const ROWS_A_TURN = 10;

/** Starts a table at the end of the workbook. The first sheet is created even if the table has no rows. */
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

type StyledValue = { readonly value: string | number | boolean | Date; readonly style: Partial<Style> };

function writeRow(sheet: Worksheet, cells: readonly (StyledValue | null)[]): void {
  const row = sheet.addRow([]);
  cells.forEach((cell, index) => {
    if (cell === null) return;
    const target = row.getCell(index + 1);
    target.value = cell.value;
    target.style = cell.style;
  });
  row.commit();
}

/** A value that a cell cannot hold becomes text or null, because exceljs would write a broken cell. */
function drawn(value: CellValue, type: ColumnType, localTime: (instant: number) => number): StyledValue | null {
  const shown = typeof value === "number" ? drawnNumber(value, type, localTime) : value;
  if (shown === null) return null;
  if (shown instanceof Date) return { value: shown, style: timeStyle };
  return { value: typeof shown === "string" ? cellText(shown) : shown, style: plainStyle };
}

/** Spreadsheets support years up to 9999; one day is left for the zone. Times before 1970 do not occur: they are read as zero dates. */
const LATEST = Date.UTC(9999, 11, 31);

function drawnNumber(value: number, type: ColumnType, localTime: (instant: number) => number) {
  if (type !== "timestamp" && type !== "utcTimestamp") return cellNumber(value);
  const time = new Date(value);
  if (Number.isNaN(time.getTime())) return null;
  if (value >= LATEST) return time.toISOString();
  return type === "utcTimestamp" ? time : new Date(localTime(value));
}

// The styles are shared objects because exceljs looks up a known style by identity.
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

/** The width in characters. The header and its filter button always fit. */
function widthOf({ name, type }: Column): number {
  return Math.max(widths[type], name.length + 4);
}
