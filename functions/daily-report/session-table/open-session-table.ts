import type { InvalidRow } from "../domain/sort-out.ts";
import type { SessionTable } from "../ports.ts";
import type { Words } from "../texts/words.ts";
import type { CellRow, Column } from "./column.ts";
import { allColumns, invalidColumns } from "./table-columns.ts";
import { entriesOf, invalidEntriesOf, type TableEntry, type TableFrame } from "./table-entry.ts";
import { tableMetadata } from "./table-metadata.ts";
import { createParquetFile } from "./write-parquet.ts";
import { createXlsxFile } from "./write-xlsx.ts";

export type SessionTableOptions = {
  readonly columns: readonly Column[];
  /** The report's language. */
  readonly words: Words;
  readonly frame: TableFrame;
  /** Rows that a sheet takes, its head included; Excel's own limit unless given. */
  readonly rowLimit?: number;
};

const EXCEL_ROWS = 1_048_576;

/**
 * Begins sessions.xlsx and sessions.parquet: the same rows in the same order, by creation, then id. The workbook has the
 * given columns. The parquet file has all columns, so that the files of all days are one table; a column that is not given is
 * null there. Invalid rows are on sheets of their own, which are there only when there are any, and not in the parquet file.
 */
export function openSessionTable({ columns, words, frame, ...options }: SessionTableOptions): SessionTable {
  const { day } = frame;
  const { rowLimit = EXCEL_ROWS } = options;
  const xlsx = createXlsxFile({ columns, words, day, rowLimit });
  const parquet = createParquetFile({
    fileColumns: allColumns(),
    rowColumns: columns,
    metadata: tableMetadata(day),
  });
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
