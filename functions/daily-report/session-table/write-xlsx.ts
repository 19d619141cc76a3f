import type { ReportDay } from "../domain/report-day.ts";
import type { Words } from "../texts/words.ts";
import { aboutSheet } from "./about-sheet.ts";
import type { CellRow, Column } from "./column.ts";
import { fieldsSheet } from "./fields-sheet.ts";
import { localTimeIn } from "./local-time.ts";
import { writeNoteSheet } from "./note-sheet.ts";
import { openSheets } from "./open-sheets.ts";
import { type SheetSettings, sheetColumns } from "./sheet-columns.ts";
import { tableMetadata, WORKBOOK_SCHEMA } from "./table-metadata.ts";
import { createWorkbookFile } from "./workbook-file.ts";
import type { Properties } from "./workbook-parts.ts";
import type { ByteSink } from "./write-zip.ts";

/**
 * An xlsx file that is written row by row: sheets of sessions (the second one is "<sessions> 2"), a sheet that says what every
 * column means, sheets of invalid rows, and a sheet about the zone and the day. The rows have the values of the given columns;
 * the sheets show them in the order and the words of `sheetColumns`. Spreadsheets have no time zones: a `timestamp` is shown in the report's zone, a
 * `utcTimestamp` in UTC. Equal rows give equal bytes, no matter how they are split into `add` calls.
 */
export type XlsxFile = {
  /** Adds sessions; resolves when more may come. */
  add(rows: readonly CellRow[]): Promise<void>;
  /** Closes the sheets of sessions, says what the columns mean, and writes the sheets of invalid rows, if there are any. */
  addInvalid(columns: readonly Column[], rows: readonly CellRow[]): Promise<void>;
  /** Adds the sheet about the zone and the day, and the end of the file. */
  finish(): Promise<void>;
};

export type XlsxOptions = {
  readonly columns: readonly Column[];
  /** The report's language. */
  readonly words: Words;
  readonly day: ReportDay;
  readonly sheetSettings: SheetSettings;
  /** Most rows of a sheet, including the header; the default is the limit of Excel. */
  readonly rowLimit?: number;
};

const EXCEL_ROWS = 1_048_576;

/** Starts an xlsx file. If the sink rejects, a later call rejects with its error, at the latest `finish`. */
export function createXlsxFile(options: XlsxOptions, sink: ByteSink): XlsxFile {
  const { columns, words, day, sheetSettings, rowLimit = EXCEL_ROWS } = options;
  const { sheets: sheetNames, settingNames } = words.texts.workbook;
  const workbook = createWorkbookFile(sink, propertiesOf(options));
  const pageHead = `${settingNames.zone}: ${day.zone}`;
  const shape = { rowLimit, localTime: localTimeIn(day.zone), pageHead };
  const shown = sheetColumns(columns, words.texts, sheetSettings);
  const sessions = openSheets(workbook, {
    ...shape,
    columns: shown,
    name: sheetNames.sessions,
    tableName: "Sessions",
  });

  return {
    add: (rows) => sessions.write(rows),
    async addInvalid(invalidColumns, rows) {
      await sessions.close();
      const shownInvalid = sheetColumns(invalidColumns, words.texts, sheetSettings);
      const hasInvalid = rows.length > 0;
      await writeNoteSheet(workbook, fieldsSheet(hasInvalid ? shownInvalid : shown, words));
      if (!hasInvalid) return;
      const invalid = openSheets(workbook, {
        ...shape,
        columns: shownInvalid,
        name: sheetNames.invalid,
        tableName: "Invalid",
      });
      await invalid.write(rows);
      await invalid.close();
    },
    async finish() {
      await writeNoteSheet(workbook, aboutSheet(shown, day, words));
      await workbook.finish();
    },
  };
}

function propertiesOf({ day, words }: XlsxOptions): Properties {
  return {
    author: "daily-report",
    // The end of the day instead of the current time, so that the same day gives the same content.
    created: day.to,
    description: `${words.format.date(day.date)}, ${day.zone}`,
    keywords: Object.entries(tableMetadata(day, WORKBOOK_SCHEMA))
      .map(([key, value]) => `${key}=${value}`)
      .join("; "),
  };
}
