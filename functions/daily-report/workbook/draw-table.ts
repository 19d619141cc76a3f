import type { Cell as ExcelCell, Worksheet } from "exceljs";
import { cellNumber } from "../texts/cell-number.ts";
import { cellText } from "../texts/cell-text.ts";
import { clock, NOTHING } from "../texts/format.ts";
import type { Words } from "../texts/words.ts";
import { bandStyle, cellStyle, headStyle, isTextFormat, noteStyle, tableTitleStyle } from "./cell-styles.ts";
import { linesOf } from "./lines-of.ts";
import { numberFormatOf } from "./number-format.ts";
import type { Cell, CellFormat, DrawnCell, DrawnRow, DrawnTable } from "./sheet.ts";

/** The position of a drawn table; rows and columns are counted from 1. */
export type TablePosition = { head: number; columns: number; lastRow: number; end: number };

type DrawTarget = { row: number; words: Words };

/** Draws a table, starting in the given row. */
export function drawTable(worksheet: Worksheet, table: DrawnTable, { row: start, words }: DrawTarget): TablePosition {
  let row = start;
  if (table.title !== null) write(worksheet.getCell(row++, 1), table.title, tableTitleStyle);
  if (table.note !== null) write(worksheet.getCell(row++, 1), table.note, noteStyle);
  if (hasBands(table)) drawBands(worksheet, table, row++);
  const head = row++;
  drawHead(worksheet, table, head);
  for (const drawn of table.rows) drawRow(worksheet, drawn, { row: row++, words });
  const lastRow = row - 1;
  // An empty row separates the foot, because programs extend a filter to the rows that touch it.
  if (table.foot.length > 0) worksheet.getRow(row++).height = 6;
  for (const drawn of table.foot) drawRow(worksheet, drawn, { row: row++, words });
  return { head, columns: table.columns.length, lastRow, end: row - 1 };
}

/** Bands are drawn only if there are at least two. */
function hasBands({ columns }: DrawnTable): boolean {
  return new Set(columns.map(({ band }) => band).filter((band) => band !== null)).size > 1;
}

function drawBands(worksheet: Worksheet, { columns }: DrawnTable, row: number): void {
  columns.forEach(({ band }, index) => {
    if (band !== null && band !== columns[index - 1]?.band) write(worksheet.getCell(row, index + 1), band, bandStyle);
  });
}

function drawHead(worksheet: Worksheet, { columns, rows, foot, hasFilter }: DrawnTable, row: number): void {
  const sample = rows[0] ?? foot[0];
  columns.forEach(({ header }, index) => {
    const { format = "text", isLeft = false } = sample?.cells[index] ?? {};
    const style = headStyle({ format, isFirst: index === 0, isLeft, hasFilter });
    write(worksheet.getCell(row, index + 1), header, style);
  });
  const lines = linesIn(
    worksheet,
    columns.map(({ header }) => header),
    true,
  );
  setLines(worksheet, row, lines + (hasFilter ? 1 : 0));
}

function drawRow(worksheet: Worksheet, { cells, isSum, startsGroup }: DrawnRow, { row, words }: DrawTarget): void {
  const wrapped = cells.map(({ value, format }) => (format === "prose" && typeof value === "string" ? value : ""));
  const lines = linesIn(worksheet, wrapped, isSum);
  cells.forEach((cell, index) => {
    const value = stored(cell);
    const isValue = value !== NOTHING && (isTextFormat(cell.format) || typeof value !== "string");
    const { format, isLow, isLeft } = cell;
    const numberFormat = isValue ? numberFormatOf(cell, words) : null;
    const alignment = { format, isFirst: index === 0, isLeft };
    const style = cellStyle({ ...alignment, numberFormat, isValue, isLow, isSum, startsGroup, isTall: lines > 1 });
    write(worksheet.getCell(row, index + 1), value, style);
  });
  if (lines > 1) setLines(worksheet, row, lines);
}

/** The number of lines of the tallest text in a row. */
function linesIn(worksheet: Worksheet, texts: readonly string[], isBold: boolean): number {
  const lines = texts.map((text, index) =>
    text === "" ? 1 : linesOf(text, { width: worksheet.getColumn(index + 1).width ?? UNSET_WIDTH, isBold }),
  );
  return Math.max(1, ...lines);
}

/** The width of a column that has no width of its own. */
const UNSET_WIDTH = 9;

/** The maximum row height of spreadsheets, in points. */
const HIGHEST = 409;

/** The height is set because some programs do not adjust it to wrapped text. */
function setLines(worksheet: Worksheet, row: number, lines: number): void {
  worksheet.getRow(row).height = Math.min(HIGHEST, 3 + 13 * lines);
}

/** The stored value. All except texts, finite numbers and valid dates become "—", because exceljs turns objects into formulas and links. */
function stored({ value, format }: DrawnCell): string | number | Date {
  if (typeof value === "string") return value;
  if (typeof value === "number") return storedNumber(value, format) ?? NOTHING;
  return value instanceof Date && Number.isFinite(value.getTime()) ? value : NOTHING;
}

/** The longest duration in seconds: spreadsheets store a duration as a date after 1900, and the last date is in the year 9999. */
const LONGEST_DURATION = 2_958_465 * 86_400;

function storedNumber(value: number, format: CellFormat): number | string | null {
  if (format === "duration" && value >= LONGEST_DURATION) return clock(value);
  return cellNumber(value / (divisors[format] ?? 1));
}

const divisors: Partial<Record<CellFormat, number>> = { percent: 100, duration: 86_400 };

/** All cell values are written here: text is made safe, and an empty text leaves the cell empty. */
export function write(cell: ExcelCell, value: Exclude<Cell, null>, style: object): void {
  if (value !== "") cell.value = typeof value === "string" ? cellText(value) : value;
  cell.style = style;
}
