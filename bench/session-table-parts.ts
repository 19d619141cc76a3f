import { createHash } from "node:crypto";
import { writeFile } from "node:fs/promises";
import type { ReportDay } from "../functions/daily-report/domain/report-day.ts";
import type { TallySettings } from "../functions/daily-report/domain/tally.ts";
import type { ScratchFile, ScratchFolder, SessionTable } from "../functions/daily-report/ports.ts";
import type { ReportDefinition } from "../functions/daily-report/report-definition.ts";
import type { CellRow } from "../functions/daily-report/session-table/column.ts";
import { allColumns, columnsFor } from "../functions/daily-report/session-table/table-columns.ts";
import { entriesOf } from "../functions/daily-report/session-table/table-entry.ts";
import { tableMetadata } from "../functions/daily-report/session-table/table-metadata.ts";
import { createParquetFile } from "../functions/daily-report/session-table/write-parquet.ts";
import { createXlsxFile } from "../functions/daily-report/session-table/write-xlsx.ts";
import { wordsFor } from "../functions/daily-report/texts/words.ts";

/** A file of the session table. Without any, the cells are computed and dropped. */
export type TablePart = "xlsx" | "parquet";

export type TablePlace = {
  readonly definition: ReportDefinition;
  readonly day: ReportDay;
  readonly settings: TallySettings;
  readonly maskKey: string;
  readonly folder: ScratchFolder;
};

/**
 * The session table as `open-session-table.ts` makes it, but only the given files of it; the others are empty. The cost of a
 * file is the difference between two measures.
 */
export function sessionTableOf(parts: readonly TablePart[], place: TablePlace): SessionTable {
  const { definition, day, settings, maskKey, folder } = place;
  const columns = columnsFor(definition.personalData, maskKey);
  const words = wordsFor(definition.locale, null);
  const xlsx = parts.includes("xlsx") ? createXlsxFile({ columns, words, day, rowLimit: 1_048_576 }) : null;
  const parquet = parts.includes("parquet")
    ? createParquetFile({ fileColumns: allColumns(), rowColumns: columns, metadata: tableMetadata(day) })
    : null;
  let rows = 0;
  return {
    async add({ sessions }) {
      const cells = entriesOf(sessions, { day, settings }).map(
        (entry): CellRow => columns.map(({ value }) => value(entry)),
      );
      rows += cells.length;
      parquet?.add(cells);
      await xlsx?.add(cells);
    },
    async finish() {
      await xlsx?.addInvalid([], []);
      const nothing = new Uint8Array();
      return {
        xlsx: await writtenTo(folder.newPath("sessions.xlsx"), (await xlsx?.finish()) ?? nothing),
        parquet: await writtenTo(folder.newPath("sessions.parquet"), parquet?.finish() ?? nothing),
        rows,
      };
    },
    async abort() {
      xlsx?.abort();
    },
  };
}

async function writtenTo(path: string, body: Uint8Array): Promise<ScratchFile> {
  await writeFile(path, body);
  return { path, bytes: body.byteLength, sha256: createHash("sha256").update(body).digest("hex") };
}
