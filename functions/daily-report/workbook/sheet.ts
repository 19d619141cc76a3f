import type { Report } from "../domain/report.ts";
import type { Words } from "../texts/words.ts";

/** What all sheets are made of. */
export type SheetInput = { readonly report: Report; readonly title: string; readonly words: Words };

/** What a cell may hold. Null and numbers that are not finite are drawn as "—", an empty text as nothing. */
export type Cell = string | number | Date | null;

/** How a cell is drawn. Percentages come as 0-100 and are stored as 0-1; durations come in seconds and are stored in days. */
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

/** A column is data: what it says of a row, and how that is drawn. `cell` is a pure function. */
export type Column<Row> = {
  header: string;
  /** In characters. */
  width: number;
  /** How wide the column may grow with its texts; without it, not at all. */
  widest?: number;
  format: CellFormat | ((row: Row) => CellFormat);
  cell(row: Row): Cell;
  /** Puts values of all kinds on one side, the left. */
  isLeft?: boolean;
  /** Whether the value rests on few answers and is marked so. */
  isLow?(row: Row): boolean;
  /** What several neighbouring columns have in common, written above them. */
  band?: string;
};

export type Table<Row> = {
  title?: string;
  note?: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  /** Rows below the table, out of reach of its filter and set off: the others, the total. */
  foot?: readonly Row[];
  /** Rows that are set off inside the table, as sums are. */
  isSum?(row: Row): boolean;
  /** Rows that begin something new, with a line above. */
  startsGroup?(row: Row, previous: Row): boolean;
  /** A sheet can have one filter, on its main table. */
  hasFilter?: boolean;
};

/** A sheet of one or more tables, one below the other. */
export type Sheet = {
  name: string;
  title: string;
  /** Lines below the title. */
  notes: readonly string[];
  /** A line that must not be overlooked. */
  warning: string | null;
  tables: readonly DrawnTable[];
  /** Whether the first table's head stays in sight: where all tables have the same columns. */
  keepsHead: boolean;
  /** How many columns stay in sight, and are repeated on every printed page. */
  frozenColumns: number;
};

/** A table whose rows are behind its columns, so that tables of different rows can share a sheet. */
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

/** Applies the columns to the rows. */
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

/** Characters that a column is wider than its longest text. */
const MARGIN = 3;

function widthOf<Row>({ width, widest = width }: Column<Row>, rows: readonly DrawnRow[], index: number): number {
  const lengths = rows
    .map(({ cells }) => cells[index]?.value)
    .map((value) => (typeof value === "string" ? value.length : 0));
  const longest = lengths.reduce((most, length) => Math.max(most, length), 0);
  return Math.min(widest, Math.max(width, longest + MARGIN));
}

function cellsOf<Row>(row: Row, columns: readonly Column<Row>[]): DrawnCell[] {
  return columns.map(({ format, cell, isLow, isLeft }) => ({
    value: cell(row),
    format: typeof format === "function" ? format(row) : format,
    isLow: isLow?.(row) ?? false,
    isLeft: isLeft ?? false,
  }));
}
