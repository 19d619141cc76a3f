import type { CellRow } from "./column.ts";
import { cellDrawing } from "./draw-cells.ts";
import { printedColumns, type SheetColumn, type Shown } from "./sheet-columns.ts";
import { cellStart, rowXml, sharedCell, sheetStart } from "./sheet-xml.ts";
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
  /** The name of the first sheet's table, in ASCII; the next ones are "<name>_2" and so on. */
  readonly tableName: string;
  readonly columns: readonly SheetColumn[];
  /** Most rows of a sheet, including the header. */
  readonly rowLimit: number;
  /** Converts an instant to the milliseconds whose UTC parts are the local date and time; see `localTimeIn`. */
  readonly localTime: (instant: number) => number;
  /** The header of every printed page. */
  readonly pageHead: string;
};

/**
 * Starts a table at the end of the workbook. The first sheet is created even if the table has no rows. The rows of a sheet are
 * a table of Excel, with a filter, unless there are none.
 */
export function openSheets(workbook: WorkbookFile, options: SheetsOptions): Sheets {
  const { name, tableName, columns, rowLimit, localTime, pageHead } = options;
  const draw = cellDrawing({ columns, localTime, shared: workbook.shared });
  const heads = columns.map(({ head }) => head);
  const headCells = columns.map(({ head, shown }, at) => {
    const style = shown.as === "integer" || shown.as === "number" ? cellStyle.numberHead : cellStyle.head;
    return `${cellStart(at)}1${sharedCell(style, workbook.shared(head))}`;
  });
  const start =
    sheetStart({ widths: columns.map(widthOf), isFrozen: true }) + rowXml(1, headCells.join(""), HEAD_HEIGHT);
  let sheets = 0;
  let rows = 0;

  function open(): void {
    workbook.openSheet(name, start);
    sheets++;
    rows = 1;
  }
  async function close(): Promise<void> {
    const table = { name: sheets === 1 ? tableName : `${tableName}_${sheets}`, heads, lastRow: rows };
    const printed = { columns: printedColumns(columns), rows };
    await workbook.closeSheet({ table: rows === 1 ? null : table, printed, pageHead });
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

/** In points: three lines. */
const HEAD_HEIGHT = 42;

const widths: Record<Shown["as"], number> = {
  text: 18,
  words: 14,
  timestamp: 20,
  utcTimestamp: 20,
  date: 12,
  halfHour: 10,
  integer: 10,
  number: 10,
  boolean: 10,
  link: 10,
};

/** The characters of a filter button and of the space around a text. */
const BUTTON = 4;

/** Columns that are wider than others of their kind. */
const wide: Readonly<Record<string, number | undefined>> = { operator_name: 24, group_names: 28 };

/** The width in characters. The longest word of the head and the filter button always fit. */
function widthOf({ name, head, shown }: SheetColumn): number {
  return Math.max(wide[name] ?? widths[shown.as], ...head.split(" ").map((word) => word.length + BUTTON));
}
