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
  | "money"
  | "date"
  | "dateTime";

/** A column is data: what it says of a row, and how that is drawn. `cell` is a pure function. */
export type Column<Row> = {
  header: string;
  /** In characters. */
  width: number;
  format: CellFormat | ((row: Row) => CellFormat);
  cell(row: Row): Cell;
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
  /** Rows below the table, out of reach of its filter: the others, the total. */
  foot?: readonly Row[];
  /** Rows that begin something new, with a line above. */
  startsGroup?(row: Row, previous: Row): boolean;
};

/** A sheet of one or more tables, one below the other. The first table's head stays in sight and has the filter. */
export type Sheet = {
  name: string;
  title: string;
  /** Lines below the title. */
  notes: readonly string[];
  /** A line that must not be overlooked. */
  warning: string | null;
  tables: readonly DrawnTable[];
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
};

export type DrawnRow = { cells: readonly DrawnCell[]; startsGroup: boolean };
export type DrawnCell = { value: Cell; format: CellFormat; isLow: boolean };

/** Applies the columns to the rows. */
export function tableOf<Row>({ title, note, columns, rows, foot = [], startsGroup }: Table<Row>): DrawnTable {
  const draw = (row: Row, index: number, all: readonly Row[]): DrawnRow => {
    const previous = all[index - 1];
    return {
      cells: columns.map((column) => cellOf(column, row)),
      startsGroup: previous !== undefined && (startsGroup?.(row, previous) ?? false),
    };
  };
  return {
    title: title ?? null,
    note: note ?? null,
    columns: columns.map(({ header, width, band }) => ({ header, width, band: band ?? null })),
    rows: rows.map(draw),
    foot: foot.map(draw),
  };
}

function cellOf<Row>({ format, cell, isLow }: Column<Row>, row: Row): DrawnCell {
  return {
    value: cell(row),
    format: typeof format === "function" ? format(row) : format,
    isLow: isLow?.(row) ?? false,
  };
}
