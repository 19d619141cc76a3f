import type { InvalidRow } from "../domain/sort-out.ts";
import type { SessionTable } from "../ports.ts";
import type { CellRow, Column } from "./column.ts";
import { invalidColumns } from "./table-columns.ts";
import { entriesOf, invalidEntriesOf, type TableEntry, type TableFrame } from "./table-entry.ts";
import { createParquetFile } from "./write-parquet.ts";
import { createXlsxFile, type SheetNames } from "./write-xlsx.ts";

export type SessionTableOptions = {
  readonly columns: readonly Column[];
  readonly sheetNames: SheetNames;
  readonly frame: TableFrame;
  /** Rows that a sheet takes, its head included; Excel's own limit unless given. */
  readonly rowLimit?: number;
};

const EXCEL_ROWS = 1_048_576;

/**
 * Begins sessions.xlsx and sessions.parquet: the same rows and columns, by creation, then id. Invalid rows are on sheets
 * of their own, which are there only when there are any, and not in the parquet file.
 */
export function openSessionTable({ columns, sheetNames, frame, ...options }: SessionTableOptions): SessionTable {
  const { rowLimit = EXCEL_ROWS } = options;
  const xlsx = createXlsxFile({ columns, sheetNames, day: frame.day, rowLimit });
  const parquet = createParquetFile(columns);
  const invalid: InvalidRow[] = [];
  let rows = 0;

  return {
    async add(piece) {
      for (const row of piece.invalid) invalid.push(row);
      // Made once for both files.
      const cells = entriesOf(piece.sessions, frame).map((entry) => cellsOf(entry, columns));
      rows += cells.length;
      parquet.add(cells);
      await xlsx.add(cells);
    },
    async finish() {
      const kept = invalidColumns(columns);
      const entries = invalidEntriesOf(invalid);
      await xlsx.addInvalid(
        kept,
        entries.map((entry) => cellsOf(entry, kept)),
      );
      return { xlsx: await xlsx.finish(), parquet: parquet.finish(), rows };
    },
    abort() {
      xlsx.abort();
    },
  };
}

function cellsOf(entry: TableEntry, columns: readonly Column[]): CellRow {
  return columns.map(({ value }) => value(entry));
}
