import type { InvalidRow } from "../domain/sort-out.ts";
import type { ScratchFolder, SessionTable } from "../ports.ts";
import type { Words } from "../texts/words.ts";
import type { Column } from "./column.ts";
import { cellReader } from "./read-cells.ts";
import type { SheetSettings } from "./sheet-columns.ts";
import { allColumns, invalidColumns } from "./table-columns.ts";
import { entriesOf, invalidEntriesOf, type TableFrame } from "./table-entry.ts";
import { PARQUET_SCHEMA, tableMetadata } from "./table-metadata.ts";
import { createParquetFile } from "./write-parquet.ts";
import { createScratchFile } from "./write-scratch-file.ts";
import { createXlsxFile } from "./write-xlsx.ts";

export type SessionTableOptions = {
  readonly columns: readonly Column[];
  /** The report's language. */
  readonly words: Words;
  readonly frame: TableFrame;
  /** What the workbook shows of the report's definition. */
  readonly sheetSettings: SheetSettings;
  /** Where both files are written. */
  readonly folder: ScratchFolder;
  /** Most rows of a sheet, including the header; the default is the limit of Excel. */
  readonly rowLimit?: number;
};

/**
 * Starts sessions.xlsx and sessions.parquet. Both have the same rows in the same order, by creation time, then id. The
 * workbook has the given columns, for readers: see `sheetColumns`. The parquet file always has all columns, so that the files of all days can be read as one
 * table; a column that is not given is null there. The workbook shows invalid rows, if any, on separate sheets; the parquet
 * file does not contain them. If a file cannot be written, `add` or `finish` rejects, and the caller aborts the table.
 */
export function openSessionTable({
  columns,
  words,
  frame,
  sheetSettings,
  folder,
  ...options
}: SessionTableOptions): SessionTable {
  const { day } = frame;
  const outputs = {
    xlsx: createScratchFile(folder.newPath("sessions.xlsx")),
    parquet: createScratchFile(folder.newPath("sessions.parquet")),
  };
  const xlsx = createXlsxFile({ columns, words, day, sheetSettings, ...options }, outputs.xlsx.write);
  const parquet = createParquetFile(
    { fileColumns: allColumns(), rowColumns: columns, metadata: tableMetadata(day, PARQUET_SCHEMA) },
    outputs.parquet.write,
  );
  const readCells = cellReader(columns);
  const invalid: InvalidRow[] = [];
  let rows = 0;

  return {
    async add(piece) {
      for (const row of piece.invalid) invalid.push(row);
      // Both files use the same cells.
      const cells = entriesOf(piece.sessions, frame).map(readCells);
      rows += cells.length;
      await xlsx.add(cells);
      await parquet.add(cells);
    },
    async finish() {
      const kept = invalidColumns(columns);
      await xlsx.addInvalid(kept, invalidEntriesOf(invalid).map(cellReader(kept)));
      await xlsx.finish();
      await parquet.finish();
      return { xlsx: await outputs.xlsx.finish(), parquet: await outputs.parquet.finish(), rows };
    },
    async abort() {
      await Promise.all([outputs.xlsx.abort(), outputs.parquet.abort()]);
    },
  };
}
