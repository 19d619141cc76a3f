import ExcelJS from "exceljs";

/** A cell as a reader of the file finds it. */
export type ReadCell = { value: unknown; format: string; formula: boolean };

/** A sheet's rows from the top; cells by column, those never written left out. */
export type ReadSheet = { name: string; sheet: ExcelJS.Worksheet; rows: ReadCell[][] };

/** Opens a workbook and reads all of it. */
export async function readWorkbook(bytes: Uint8Array): Promise<{ workbook: ExcelJS.Workbook; sheets: ReadSheet[] }> {
  const workbook = new ExcelJS.Workbook();
  // A copy with memory of its own, since a Buffer may share its memory with others.
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

/** exceljs reads a duration as a moment of 1899, to the millisecond; here it is a number of days again, as in the file. */
function inDays(value: unknown, format: string): unknown {
  const isDuration = value instanceof Date && format.startsWith("[h]");
  return isDuration ? (value.getTime() - Date.UTC(1899, 11, 30)) / 86_400_000 : value;
}

/** The rows below the head that has the given word as its first or second, down to the next blank row, by the words of the head. */
export function tableIn({ rows }: Pick<ReadSheet, "rows">, word: string): Record<string, ReadCell>[] {
  const head = rows.findIndex((row) => row.slice(0, 2).some(({ value }) => value === word));
  const heads = (rows[head] ?? []).map(({ value }) => String(value));
  const below = rows.slice(head + 1);
  const end = below.findIndex((row) => row.every(({ value }) => value === null));
  const body = end === -1 ? below : below.slice(0, end);
  return body.map((row) => Object.fromEntries(row.map((cell, index) => [heads[index] ?? "", cell])));
}
