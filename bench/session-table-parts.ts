import type { ReportDay } from "../functions/daily-report/domain/report-day.ts";
import type { TallySettings } from "../functions/daily-report/domain/tally.ts";
import type { ScratchFolder, SessionTable } from "../functions/daily-report/ports.ts";
import type { ReportDefinition } from "../functions/daily-report/report-definition.ts";
import { groupNamesOf } from "../functions/daily-report/report-frame.ts";
import { cellReader } from "../functions/daily-report/session-table/read-cells.ts";
import { allColumns, columnsFor } from "../functions/daily-report/session-table/table-columns.ts";
import { entriesOf } from "../functions/daily-report/session-table/table-entry.ts";
import { PARQUET_SCHEMA, tableMetadata } from "../functions/daily-report/session-table/table-metadata.ts";
import { createParquetFile } from "../functions/daily-report/session-table/write-parquet.ts";
import { createScratchFile } from "../functions/daily-report/session-table/write-scratch-file.ts";
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
  const sheetSettings = { groupNames: groupNamesOf(definition.groups), sessionUrl: definition.sessionUrl };
  const outputs = {
    xlsx: createScratchFile(folder.newPath("sessions.xlsx")),
    parquet: createScratchFile(folder.newPath("sessions.parquet")),
  };
  const xlsx = parts.includes("xlsx")
    ? createXlsxFile({ columns, words, day, sheetSettings }, outputs.xlsx.write)
    : null;
  const parquet = parts.includes("parquet")
    ? createParquetFile(
        { fileColumns: allColumns(), rowColumns: columns, metadata: tableMetadata(day, PARQUET_SCHEMA) },
        outputs.parquet.write,
      )
    : null;
  const readCells = cellReader(columns);
  let rows = 0;
  return {
    async add({ sessions }) {
      const cells = entriesOf(sessions, { day, settings }).map(readCells);
      rows += cells.length;
      await xlsx?.add(cells);
      await parquet?.add(cells);
    },
    async finish() {
      await xlsx?.addInvalid([], []);
      await xlsx?.finish();
      await parquet?.finish();
      return { xlsx: await outputs.xlsx.finish(), parquet: await outputs.parquet.finish(), rows };
    },
    async abort() {
      await Promise.all([outputs.xlsx.abort(), outputs.parquet.abort()]);
    },
  };
}
