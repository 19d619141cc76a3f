import ExcelJS from "exceljs";
import { textsFor } from "../../functions/daily-report/texts/texts-for.ts";

/** A cell as read from the file. */
export type ReadCell = { value: unknown; format: string; formula: boolean };

/** The rows of a sheet from the top, with their cells by column; cells that were never written are left out. */
export type ReadSheet = { name: string; sheet: ExcelJS.Worksheet; rows: ReadCell[][] };

/** Reads a whole workbook. */
export async function readWorkbook(bytes: Uint8Array): Promise<{ workbook: ExcelJS.Workbook; sheets: ReadSheet[] }> {
  const workbook = new ExcelJS.Workbook();
  // A copy with its own memory, because a Buffer can share its memory with others.
  await workbook.xlsx.load(new Uint8Array(bytes).buffer);
  const sheets = workbook.worksheets.map((sheet) => ({ name: sheet.name, sheet, rows: rowsOf(sheet) }));
  return { workbook, sheets };
}

function rowsOf(sheet: ExcelJS.Worksheet): ReadCell[][] {
  return Array.from({ length: sheet.rowCount }, (_, row) =>
    Array.from({ length: sheet.columnCount }, (_, column) => {
      const { value, numFmt = "", type } = sheet.getCell(row + 1, column + 1);
      return { value: inDays(value, numFmt), format: numFmt, formula: type === ExcelJS.ValueType.Formula };
    }),
  );
}

/** exceljs reads a duration as a date in 1899, to the millisecond; this converts it back to days, as stored in the file. */
function inDays(value: unknown, format: string): unknown {
  const isDuration = value instanceof Date && format.startsWith("[h]");
  return isDuration ? (value.getTime() - Date.UTC(1899, 11, 30)) / 86_400_000 : value;
}

/**
 * The rows of the table whose first or second header is the given text, down to the next blank row, with their cells by header. The
 * total under the header is left out. The header of a metric's part is given as "NPS: promoters".
 */
export function tableIn(sheet: Pick<ReadSheet, "rows">, word: string): Record<string, ReadCell>[] {
  return linesIn(sheet, word).filter(
    (row) =>
      !Object.values(row)
        .slice(0, 2)
        .some(({ value }) => isTotal(value)),
  );
}

/** The lines of the table below a title. */
export function linesAfter(title: string, rows: readonly ReadCell[][]): Record<string, ReadCell>[] {
  const at = rows.findIndex(([first]) => first?.value === title);
  if (at === -1) return [];
  // The header follows the title and, in some tables, a note.
  const below = rows.slice(at + 1);
  const head = below.findIndex(
    (row) => row.filter(({ value }) => value !== null && value !== row[0]?.value).length > 0,
  );
  return tableIn({ rows: below.slice(head) }, String(below[head]?.[0]?.value));
}

/** The total under the header of the table. */
export function totalIn(sheet: Pick<ReadSheet, "rows">, word: string): Record<string, ReadCell> | undefined {
  return linesIn(sheet, word).find((row) => Object.values(row).some(({ value }) => isTotal(value)));
}

function linesIn({ rows }: Pick<ReadSheet, "rows">, word: string): Record<string, ReadCell>[] {
  const head = rows.findIndex((row) => row.slice(0, 2).some(({ value }) => value === word));
  const heads = headsOf(rows[head] ?? [], rows[head - 1] ?? []);
  const below = rows.slice(head + 1);
  const end = below.findIndex((row) => row.every(({ value }) => value === null));
  const body = end === -1 ? below : below.slice(0, end);
  return body.map((row) => Object.fromEntries(row.map((cell, index) => [heads[index] ?? "", cell])));
}

const languages = (["en", "ru"] as const).map(textsFor);
const partNames: ReadonlySet<string> = new Set(
  languages.flatMap(({ parts, workbook }) => [...Object.values(parts), ...Object.values(workbook.answers)]),
);
const isTotal = (value: unknown) => languages.some(({ common }) => common.total === value);

/** The headers; that of a part with the header before it, or with its band if it is the first there. */
function headsOf(head: readonly ReadCell[], bands: readonly ReadCell[]): string[] {
  let owner = "";
  return head.map(({ value }, index) => {
    const [text, band] = [String(value), bands[index]?.value];
    // A merged note above the header repeats its text in every cell.
    if (typeof band === "string" && index > 0 && band !== bands[index - 1]?.value) owner = band;
    if (partNames.has(text) && owner !== "") return `${owner}: ${text}`;
    owner = text;
    return text;
  });
}
