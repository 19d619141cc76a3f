import type { Report } from "../domain/report.ts";
import type { Words } from "../texts/words.ts";
import type { ChartBlock } from "./charts/chart.ts";

/** The input of all sheets. */
export type SheetInput = { readonly report: Report; readonly title: string; readonly words: Words };

/**
 * The value of a cell. An empty text gives an empty cell. Null and numbers that are not finite give an empty cell in a column of
 * numbers or dates, so that it can be sorted, and "—" in a column of texts.
 */
export type Cell = string | number | Date | null;

/** The format of a cell. Whole percentages and scores are shown without decimals. Percentages are given as 0-100 and stored as 0-1; durations are given in seconds and stored in days. */
export type CellFormat =
  | "text"
  | "prose"
  | "count"
  | "number"
  | "percent"
  | "wholePercent"
  | "nps"
  | "wholeNps"
  | "difference"
  | "pointsDifference"
  | "wholePointsDifference"
  | "npsDifference"
  | "wholeNpsDifference"
  | "secondsDifference"
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
  /** The most lines that its texts add to the height of a row; the end of a longer text is in the cell, but not shown. */
  mostLines?: number;
  /** How many columns of the sheet its cells cover; only the last column of a table may cover more than one. */
  span?: number;
  /** Whether values of all formats are aligned left. */
  isLeft?: boolean;
  /** Whether the value is marked because it has few answers. */
  isLow?(row: Row): boolean;
  /** A common title above neighbouring columns. */
  band?: string;
  /** Whether the column belongs to the details, which are folded away until the reader unfolds them. */
  isDetail?: boolean;
  /** How the values of the rows are compared by eye: bars from 0, or colours from the worst to the best. */
  shade?: Shade;
  /** Whether the value has enough answers to be shaded; without it, all values are. */
  isShaded?(row: Row): boolean;
  /** The address that the text of the cell leads to, as `sessionLink` returns it; null if it leads nowhere. */
  link?(row: Row): string | null;
  /** Whether the cell says that something is worse or better than usual; null or absent if neither. */
  tone?(row: Row): Tone;
};

export type Tone = "worse" | "better" | null;

/** `low`, `middle` and `high` are values of the column; a scale whose `low` is above `high` says that less is better. */
export type Shade = { kind: "bar" } | { kind: "scale"; low: number; middle: number; high: number };

export type Table<Row> = {
  title?: string;
  note?: string;
  columns: readonly SheetColumn<Row>[];
  rows: readonly Row[];
  /** Rows directly under the header that filter and sorting leave in place: the total. */
  top?: readonly Row[];
  /** Rows below the table that its filter does not hide: the others. */
  foot?: readonly Row[];
  /** Whether a row inside the table is a sum and therefore bold. */
  isSum?(row: Row): boolean;
  /** Whether a row starts a new group and has a line above it. */
  startsGroup?(row: Row, previous: Row): boolean;
  /** A sheet can have only one filter, on its main table. */
  hasFilter?: boolean;
  /** Whether the texts of the first column use the whole width of the sheet. */
  isWide?: boolean;
};

/** A sheet of one or more tables, one below the other. */
export type Sheet = {
  name: string;
  title: string;
  /** A sentence below the title that tells the most important, in larger letters. */
  lead?: string;
  /** What can be done now, in an amber line. */
  action?: string | null;
  /** Lines below the title. */
  notes: readonly string[];
  /** A line that readers must not miss. */
  warning: string | null;
  tables: readonly DrawnTable[];
  /** Whether the header of the first table is frozen. Only for sheets whose tables have the same columns. */
  keepsHead: boolean;
  /** The number of columns that are frozen and repeated on every printed page. */
  frozenColumns: number;
  /** Whether the whole sheet is printed on one page. */
  isOnePage?: boolean;
  charts?: ChartBlock;
  /** Whether only the charts are printed; they stand above the tables. */
  printsCharts?: boolean;
  /** The index of the last table that is printed; without it, all tables are. */
  lastInPrint?: number;
};

/** A table with computed cells. It no longer depends on the type of the rows, so that a sheet can have different tables. */
export type DrawnTable = {
  title: string | null;
  note: string | null;
  columns: readonly DrawnColumn[];
  top: readonly DrawnRow[];
  rows: readonly DrawnRow[];
  foot: readonly DrawnRow[];
  hasFilter: boolean;
  isWide: boolean;
};

export type DrawnColumn = {
  header: string;
  width: number;
  band: string | null;
  isDetail: boolean;
  shade: Shade | null;
  span: number;
  mostLines: number;
};

export type DrawnRow = { cells: readonly DrawnCell[]; startsGroup: boolean; isSum: boolean };
export type DrawnCell = {
  value: Cell;
  format: CellFormat;
  isLow: boolean;
  isLeft: boolean;
  isShaded: boolean;
  tone: Tone;
  link: string | null;
};

/** Computes the cells of a table. */
export function tableOf<Row>({ title, note, columns, top = [], foot = [], ...table }: Table<Row>): DrawnTable {
  const rows = table.rows.map((row, index): DrawnRow => {
    const previous = table.rows[index - 1];
    const startsGroup = previous !== undefined && (table.startsGroup?.(row, previous) ?? false);
    return { cells: cellsOf(row, columns), startsGroup, isSum: table.isSum?.(row) ?? false };
  });
  const sumOf = (row: Row): DrawnRow => ({ cells: cellsOf(row, columns), startsGroup: false, isSum: true });
  const [above, below] = [top.map(sumOf), foot.map(sumOf)];
  return {
    title: title ?? null,
    note: note ?? null,
    columns: columns.map((column, index) => ({
      header: column.header,
      width: widthOf(column, [...above, ...rows, ...below], index),
      band: column.band ?? null,
      isDetail: column.isDetail ?? false,
      shade: column.shade ?? null,
      span: column.span ?? 1,
      mostLines: column.mostLines ?? Number.POSITIVE_INFINITY,
    })),
    top: above,
    rows,
    foot: below,
    hasFilter: table.hasFilter ?? false,
    isWide: table.isWide ?? false,
  };
}

/** A name of people or places that is longer than this is recognized by its beginning. */
export const LINES_OF_NAME = 2;

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
  return columns.map(({ format, cell, isLow, isLeft, isShaded, tone, link }) => ({
    value: cell(row),
    format: typeof format === "function" ? format(row) : format,
    isLow: isLow?.(row) ?? false,
    isLeft: isLeft ?? false,
    isShaded: isShaded?.(row) ?? true,
    tone: tone?.(row) ?? null,
    link: link?.(row) ?? null,
  }));
}
