import { Writable } from "node:stream";
import { finished } from "node:stream/promises";
import ExcelJS from "exceljs";
import type { ReportDay } from "../domain/report-day.ts";
import { createSheetNames } from "../texts/sheet-names.ts";
import type { Words } from "../texts/words.ts";
import { writeAboutSheet } from "./about-sheet.ts";
import type { CellRow, Column } from "./column.ts";
import { localTimeIn } from "./local-time.ts";
import { openSheets } from "./open-sheets.ts";
import { tableMetadata } from "./table-metadata.ts";

/**
 * An xlsx file that is written row by row: sheets of sessions (the second one is "<sessions> 2"), sheets of invalid rows,
 * and a sheet that explains the table. Spreadsheets have no time zones: a `timestamp` is shown in the report's zone, a
 * `utcTimestamp` in UTC.
 */
export type XlsxFile = {
  add(rows: readonly CellRow[]): Promise<void>;
  /** Closes the sheets of sessions and writes the sheets of invalid rows, if there are any. */
  addInvalid(columns: readonly Column[], rows: readonly CellRow[]): Promise<void>;
  /** Adds the sheet that explains the table and returns the file; rejects if the file was aborted or could not be written. */
  finish(): Promise<Uint8Array>;
  abort(): void;
};

export type XlsxOptions = {
  readonly columns: readonly Column[];
  /** The report's language, used for the sheet names and the explanations. */
  readonly words: Words;
  readonly day: ReportDay;
  /** Most rows of a sheet, including the header. */
  readonly rowLimit: number;
};

/** The stream that the file is written to, and a function that returns its bytes after the end. */
export type Sink = { readonly sink: Writable; readonly bytes: () => Uint8Array };

/** Starts an xlsx file. If the sink fails, `add`, `addInvalid` and `finish` reject. */
export function createXlsxFile(options: XlsxOptions, { sink, bytes }: Sink = memorySink()): XlsxFile {
  const { columns, words, day, rowLimit } = options;
  const { sheets: sheetNames, settingNames } = words.texts.workbook;
  // Every write races against the state of the sink, because the promises of exceljs never settle if the sink is destroyed.
  const written = finished(sink);
  written.catch(() => {});
  const unlessFailed = async (work: Promise<void>) => {
    await Promise.race([written, work]);
  };
  const workbook = openWorkbook(sink, options);
  const nameOf = createSheetNames();
  const pageHead = `${settingNames.zone}: ${day.zone}`;
  const shape = { rowLimit, localTime: localTimeIn(day.zone), nameOf, pageHead };
  const sheets = openSheets(workbook, { ...shape, columns, name: sheetNames.sessions });

  return {
    add: (rows) => unlessFailed(sheets.write(rows)),
    async addInvalid(invalidColumns, rows) {
      sheets.close();
      if (rows.length === 0) return;
      const invalid = openSheets(workbook, { ...shape, columns: invalidColumns, name: sheetNames.invalid });
      await unlessFailed(invalid.write(rows));
      invalid.close();
    },
    async finish() {
      writeAboutSheet(workbook, nameOf(sheetNames.about), { columns, day, words });
      await Promise.all([workbook.commit(), written]);
      return bytes();
    },
    abort() {
      sink.destroy();
    },
  };
}

function openWorkbook(stream: Writable, { day, words }: XlsxOptions): ExcelJS.stream.xlsx.WorkbookWriter {
  const workbook = new ExcelJS.stream.xlsx.WorkbookWriter({ stream, useStyles: true });
  workbook.creator = workbook.lastModifiedBy = "daily-report";
  // The end of the day instead of the current time, so that the same day gives the same content.
  workbook.created = workbook.modified = new Date(day.to);
  workbook.description = `${words.format.date(day.date)}, ${day.zone}`;
  workbook.keywords = Object.entries(tableMetadata(day))
    .map(([key, value]) => `${key}=${value}`)
    .join("; ");
  return workbook;
}

function memorySink(): Sink {
  const chunks: Buffer[] = [];
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      chunks.push(chunk);
      done();
    },
  });
  return { sink, bytes: () => Buffer.concat(chunks) };
}
