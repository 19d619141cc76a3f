import { readFile } from "node:fs/promises";
import ExcelJS from "exceljs";
import { sortOut } from "../../functions/daily-report/domain/sort-out.ts";
import type { ScratchFolder } from "../../functions/daily-report/ports.ts";
import { openSessionTable } from "../../functions/daily-report/session-table/open-session-table.ts";
import { columnsFor, type PersonalData } from "../../functions/daily-report/session-table/table-columns.ts";
import type { TableFrame } from "../../functions/daily-report/session-table/table-entry.ts";
import type { Locale } from "../../functions/daily-report/texts/texts.ts";
import { textsFor } from "../../functions/daily-report/texts/texts-for.ts";
import { wordsFor } from "../../functions/daily-report/texts/words.ts";
import { withScratchFolder } from "./scratch-folder.ts";
import { maskKey, frame as ordinary } from "./table-of.ts";

export type TableRequest = {
  personalData?: PersonalData;
  frame?: TableFrame;
  rowLimit?: number;
  locale?: Locale;
  groupNames?: Record<string, string | null>;
  sessionUrl?: string | null;
  /** Used instead of the sheet names of the language. */
  sheetNames?: { sessions: string; invalid: string };
};

/** Opens an empty table in the folder. */
export function openTable(folder: ScratchFolder, request: TableRequest = {}) {
  const { personalData = "keep", frame = ordinary, rowLimit, locale = "en", sheetNames } = request;
  const { groupNames = {}, sessionUrl = null } = request;
  const words = wordsFor(locale, null);
  const { texts } = words;
  const workbook = { ...texts.workbook, sheets: { ...texts.workbook.sheets, ...sheetNames } };
  return openSessionTable({
    columns: columnsFor(personalData, maskKey),
    words: { ...words, texts: { ...texts, workbook } },
    frame,
    sheetSettings: { groupNames, sessionUrl },
    folder,
    ...(rowLimit === undefined ? {} : { rowLimit }),
  });
}

/** Writes the rows, chunk by chunk, and returns the bytes of both files and the number of sessions. */
export async function filesOf(pieces: readonly (readonly unknown[])[], request: TableRequest = {}) {
  return await withScratchFolder(async (folder) => {
    const table = openTable(folder, request);
    for (const rows of pieces) await table.add(sortOut(rows, (request.frame ?? ordinary).day));
    const { xlsx, parquet, rows } = await table.finish();
    return { xlsx: await readFile(xlsx.path), parquet: await readFile(parquet.path), rows };
  });
}

/** Writes the rows and reads the workbook back. */
export async function workbookOf(pieces: readonly (readonly unknown[])[], request: TableRequest = {}) {
  const { xlsx } = await filesOf(pieces, request);
  return await openWorkbook(xlsx);
}

export async function openWorkbook(bytes: Uint8Array): Promise<ExcelJS.Workbook> {
  const workbook = new ExcelJS.Workbook();
  // A copy with its own memory: a slice of a Buffer can share its memory pool with other buffers.
  await workbook.xlsx.load(new Uint8Array(bytes).buffer);
  return workbook;
}

/** The sheets of sessions and of invalid rows: all except those that explain the table. */
export function rowSheetsOf({ worksheets }: ExcelJS.Workbook): ExcelJS.Worksheet[] {
  return worksheets.filter(({ name }) => !["Columns", "About this table"].includes(name));
}

export function sheetOf(workbook: ExcelJS.Workbook, name: string): ExcelJS.Worksheet {
  const sheet = workbook.getWorksheet(name);
  if (sheet === undefined) throw new Error(`There is no sheet ${name}.`);
  return sheet;
}

/** The names of the columns by their English heads. */
export const namesByHead: ReadonlyMap<unknown, string> = new Map(
  Object.entries(textsFor("en").sessionTable.columns).map(([name, { head }]) => [head, name]),
);

/** The rows below the header of an English sheet, by column name. Empty cells are null. */
export function rowsOf(sheet: ExcelJS.Worksheet): Record<string, ExcelJS.CellValue>[] {
  const [heads = [], ...rows] = sheet.getSheetValues().slice(1) as ExcelJS.CellValue[][];
  const names = heads.slice(1).map((head) => namesByHead.get(head) ?? String(head));
  return rows.map((row) => Object.fromEntries(names.map((name, index) => [name, row[index + 1] ?? null])));
}
