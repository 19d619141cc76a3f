import { createHash } from "node:crypto";
import { rm, writeFile } from "node:fs/promises";
import type { InvalidRow } from "../domain/sort-out.ts";
import type { ScratchFile, ScratchFolder, SessionTable } from "../ports.ts";
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
  /** Where the files are written. */
  readonly folder: ScratchFolder;
  /** Most rows of a sheet, including the header; the default is the limit of Excel. */
  readonly rowLimit?: number;
};

const EXCEL_ROWS = 1_048_576;

/**
 * Starts sessions.xlsx and sessions.parquet. Both have the same rows in the same order, by creation time, then id. The
 * workbook has the given columns. The parquet file always has all columns, so that the files of all days can be read as one
 * table; a column that is not given is null there. The workbook shows invalid rows, if any, on separate sheets; the parquet
 * file does not contain them.
 */
export function openSessionTable({ columns, words, frame, folder, ...options }: SessionTableOptions): SessionTable {
  const { day } = frame;
  const { rowLimit = EXCEL_ROWS } = options;
  const xlsx = createXlsxFile({ columns, words, day, rowLimit });
  const parquet = createParquetFile({
    fileColumns: allColumns(),
    rowColumns: columns,
    metadata: tableMetadata(day),
  });
  const invalid: InvalidRow[] = [];
  const paths = { xlsx: folder.newPath("sessions.xlsx"), parquet: folder.newPath("sessions.parquet") };
  let rows = 0;

  return {
    async add(piece) {
      for (const row of piece.invalid) invalid.push(row);
      // Both files use the same cells.
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
      return {
        xlsx: await writtenTo(paths.xlsx, await xlsx.finish()),
        parquet: await writtenTo(paths.parquet, parquet.finish()),
        rows,
      };
    },
    async abort() {
      xlsx.abort();
      for (const path of Object.values(paths)) await rm(path, { force: true }).catch(() => {});
    },
  };
}

/** Only this user may read the file, because it holds personal data. */
async function writtenTo(path: string, body: Uint8Array): Promise<ScratchFile> {
  await writeFile(path, body, { flag: "wx", mode: 0o600 });
  return { path, bytes: body.byteLength, sha256: createHash("sha256").update(body).digest("hex") };
}

function cellsOf(entry: TableEntry, columns: readonly Column[]): CellRow {
  return columns.map(({ value }) => value(entry));
}
