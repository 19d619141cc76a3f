import type { CellRow, Column, ColumnType } from "./column.ts";
import { cellDrawing } from "./draw-cells.ts";
import { cellStart, columnLetters, inlineCell, rowXml, sheetStart } from "./sheet-xml.ts";
import { cellStyle } from "./styles-xml.ts";
import type { WorkbookFile } from "./workbook-file.ts";

/** A table that continues on further sheets. Only one sheet is open at a time. */
export type Sheets = {
  write(rows: readonly CellRow[]): Promise<void>;
  /** Closes the last sheet. The caller may then open another table. */
  close(): Promise<void>;
};

export type SheetsOptions = {
  /** The name of the first sheet; the next ones are "<name> 2" and so on. */
  readonly name: string;
  readonly columns: readonly Column[];
  /** Most rows of a sheet, including the header. */
  readonly rowLimit: number;
  /** Converts an instant to the milliseconds whose UTC parts are the local date and time; see `localTimeIn`. */
  readonly localTime: (instant: number) => number;
  /** The header of every printed page. */
  readonly pageHead: string;
};

const orientation = "portrait";

/** Starts a table at the end of the workbook. The first sheet is created even if the table has no rows. */
export function openSheets(workbook: WorkbookFile, options: SheetsOptions): Sheets {
  const { name, columns, rowLimit, localTime, pageHead } = options;
  const draw = cellDrawing({ types: columns.map(({ type }) => type), localTime, shared: workbook.shared });
  const head = columns.map((column, index) => `${cellStart(index)}1${inlineCell(cellStyle.head, column.name)}`);
  const start = sheetStart({ widths: columns.map(widthOf), isFrozen: true, orientation }) + rowXml(1, head.join(""));
  let rows = 0;

  function open(): void {
    workbook.openSheet(name, start);
    rows = 1;
  }
  async function close(): Promise<void> {
    const filter = { lastColumn: columnLetters(columns.length - 1), lastRow: rows };
    await workbook.closeSheet({ orientation, filter, pageHead });
  }

  open();
  return {
    async write(added) {
      for (const cells of added) {
        if (rows === rowLimit) {
          await close();
          open();
        }
        rows++;
        await workbook.write(rowXml(rows, draw(cells, rows)));
      }
    },
    close,
  };
}

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
