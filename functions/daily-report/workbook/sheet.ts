import type { Report } from "../domain/report.ts";
import type { Words } from "../texts/words.ts";

/** The input of all sheets. */
export type SheetInput = { readonly report: Report; readonly title: string; readonly words: Words };

/** The value of a cell. Null and numbers that are not finite are shown as "—"; an empty text gives an empty cell. */
export type Cell = string | number | Date | null;

/** The format of a cell. Percentages are given as 0-100 and stored as 0-1; durations are given in seconds and stored in days. */
export type CellFormat =
  | "text"
  | "prose"
  | "count"
  | "number"
  | "percent"
  | "nps"
  | "duration"
  | "points"
  | "decimal"
  | "money"
  | "date"
  | "dateTime";

/** A column of a table: the cell of each row and its format. `cell` is a pure function. */
export type SheetColumn<Row> = {
  header: string;
  /** In characters. */
  width: number;
  /** The largest width to which the column grows with its texts; without it, the column does not grow. */
  widest?: number;
  format: CellFormat | ((row: Row) => CellFormat);
  cell(row: Row): Cell;
  /** Whether values of all formats are aligned left. */
  isLeft?: boolean;
  /** Whether the value is marked because it has few answers. */
  isLow?(row: Row): boolean;
  /** A common title above neighbouring columns. */
  band?: string;
};

export type Table<Row> = {
  title?: string;
  note?: string;
  columns: readonly SheetColumn<Row>[];
  rows: readonly Row[];
  /** Rows below the table that its filter does not hide: the others and the total. */
  foot?: readonly Row[];
  /** Whether a row inside the table is a sum and therefore bold. */
  isSum?(row: Row): boolean;
  /** Whether a row starts a new group and has a line above it. */
  startsGroup?(row: Row, previous: Row): boolean;
  /** A sheet can have only one filter, on its main table. */
  hasFilter?: boolean;
};

/** A sheet of one or more tables, one below the other. */
export type Sheet = {
  name: string;
  title: string;
  /** Lines below the title. */
  notes: readonly string[];
  /** A line that readers must not miss. */
  warning: string | null;
  tables: readonly DrawnTable[];
  /** Whether the header of the first table is frozen. Only for sheets whose tables have the same columns. */
  keepsHead: boolean;
  /** The number of columns that are frozen and repeated on every printed page. */
  frozenColumns: number;
};

/** A table with computed cells. It no longer depends on the type of the rows, so that a sheet can have different tables. */
export type DrawnTable = {
  title: string | null;
  note: string | null;
  columns: readonly { header: string; width: number; band: string | null }[];
  rows: readonly DrawnRow[];
  foot: readonly DrawnRow[];
  hasFilter: boolean;
};

export type DrawnRow = { cells: readonly DrawnCell[]; startsGroup: boolean; isSum: boolean };
export type DrawnCell = { value: Cell; format: CellFormat; isLow: boolean; isLeft: boolean };

/** Computes the cells of a table. */
export function tableOf<Row>({ title, note, columns, foot = [], hasFilter, ...table }: Table<Row>): DrawnTable {
  const rows = table.rows.map((row, index): DrawnRow => {
    const previous = table.rows[index - 1];
    const startsGroup = previous !== undefined && (table.startsGroup?.(row, previous) ?? false);
    return { cells: cellsOf(row, columns), startsGroup, isSum: table.isSum?.(row) ?? false };
  });
  const below = foot.map((row): DrawnRow => ({ cells: cellsOf(row, columns), startsGroup: false, isSum: true }));
  return {
    title: title ?? null,
    note: note ?? null,
    columns: columns.map((column, index) => ({
      header: column.header,
      width: widthOf(column, [...rows, ...below], index),
      band: column.band ?? null,
    })),
    rows,
    foot: below,
    hasFilter: hasFilter ?? false,
  };
}

/** How much wider than its longest text a column is, in characters. */
const MARGIN = 3;

function widthOf<Row>({ width, widest = width }: SheetColumn<Row>, rows: readonly DrawnRow[], index: number): number {
  const lengths = rows
    .map(({ cells }) => cells[index]?.value)
    .map((value) => (typeof value === "string" ? value.length : 0));
  const longest = lengths.reduce((most, length) => Math.max(most, length), 0);
  return Math.min(widest, Math.max(width, longest + MARGIN));
}

function cellsOf<Row>(row: Row, columns: readonly SheetColumn<Row>[]): DrawnCell[] {
  return columns.map(({ format, cell, isLow, isLeft }) => ({
    value: cell(row),
    format: typeof format === "function" ? format(row) : format,
    isLow: isLow?.(row) ?? false,
    isLeft: isLeft ?? false,
  }));
}
