import type { Cell as ExcelCell, Style, Worksheet } from "exceljs";
import { cellNumber } from "../texts/cell-number.ts";
import { cellText } from "../texts/cell-text.ts";
import { clock, NOTHING } from "../texts/format.ts";
import type { Words } from "../texts/words.ts";
import { bandStyle, cellStyle, headStyle, isTextFormat, noteStyle, tableTitleStyle } from "./cell-styles.ts";
import { drawShades } from "./draw-shades.ts";
import { linesOf, widthForLines } from "./lines-of.ts";
import { numberFormatOf } from "./number-format.ts";
import type { Cell, CellFormat, DrawnCell, DrawnRow, DrawnTable } from "./sheet.ts";

/**
 * The position of a drawn table; rows and columns are counted from 1. `first` is its bands or its header, `head` the last row above
 * the rows that a filter hides: the header, or the total under it.
 */
export type TablePosition = { first: number; head: number; columns: number; lastRow: number; end: number };

type DrawTarget = { row: number; words: Words };

type TableTarget = DrawTarget & {
  /** The number of columns that a long text may cover. */
  span: number;
};

/** Draws a table, starting in the given row. */
export function drawTable(
  worksheet: Worksheet,
  table: DrawnTable,
  { row: start, words, span }: TableTarget,
): TablePosition {
  let row = start;
  if (table.title !== null) write(worksheet.getCell(row++, 1), table.title, tableTitleStyle);
  if (table.note !== null) drawText(worksheet, table.note, { row: row++, span, style: noteStyle });
  const first = row;
  if (hasBands(table)) drawBands(worksheet, table, row++);
  if (table.columns.length > 0) drawHead(worksheet, table, row++);
  for (const drawn of table.top) drawRow(worksheet, drawn, { row: row++, words, columns: table.columns });
  const head = row - 1;
  // The button of a filter covers the lower edge of the row.
  if (table.hasFilter && table.top.length > 0) setLines(worksheet, head, 2);
  for (const drawn of table.rows) drawRow(worksheet, drawn, { row: row++, words, columns: table.columns });
  const lastRow = row - 1;
  if (table.isWide) for (let wide = head + 1; wide <= lastRow; wide++) widen(worksheet, wide, span);
  drawShades(worksheet, table, head + 1);
  // An empty row separates the foot, because programs extend a filter to the rows that touch it.
  if (table.foot.length > 0) worksheet.getRow(row++).height = 6;
  for (const drawn of table.foot) drawRow(worksheet, drawn, { row: row++, words, columns: table.columns });
  return { first, head, columns: table.columns.length, lastRow, end: row - 1 };
}

/** Draws a text over the given number of columns, wrapped, in a row as high as it needs. */
export function drawText(
  worksheet: Worksheet,
  text: string,
  { row, span, style }: { row: number; span: number; style: Partial<Style> },
): void {
  write(worksheet.getCell(row, 1), text, { ...style, alignment: { wrapText: true, vertical: "top" } });
  widen(worksheet, row, span);
}

/** Merges the first cells of a row, so that no text in the first one is cut at the edge of the page. */
function widen(worksheet: Worksheet, row: number, span: number): void {
  const cell = worksheet.getCell(row, 1);
  const columns = Array.from({ length: span }, (_, index) => worksheet.getColumn(index + 1));
  const width = columns.filter(({ hidden }) => !hidden).map((column) => column.width ?? UNSET_WIDTH);
  const size = cell.font?.size ?? PLAIN_SIZE;
  const room = (sum(width) * PLAIN_SIZE) / size;
  const lines = linesOf(String(cell.value ?? ""), { width: room, isBold: cell.font?.bold ?? false });
  cell.style = { ...cell.style, alignment: { ...cell.alignment, wrapText: true, vertical: "top" } };
  if (span > 1) worksheet.mergeCells(row, 1, row, span);
  if (lines > 1 || size > PLAIN_SIZE) setLines(worksheet, row, (lines * size) / PLAIN_SIZE);
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

function drawHead(worksheet: Worksheet, { columns, top, rows, foot, ...table }: DrawnTable, row: number): void {
  const sample = rows[0] ?? top[0] ?? foot[0];
  const hasFilter = table.hasFilter && top.length === 0;
  columns.forEach(({ header }, index) => {
    const { format = "text", isLeft = false } = sample?.cells[index] ?? {};
    const style = headStyle({ format, isFirst: index === 0, isLeft, hasFilter });
    write(worksheet.getCell(row, index + 1), header, style);
  });
  const headers = columns.map(({ header }) => header);
  const { lines } = linesIn(worksheet, headers, { columns, isBold: true });
  widenFolded(worksheet, headers, lines);
  setLines(worksheet, row, lines + (hasFilter ? 1 : 0));
  spanColumns(worksheet, columns, row);
}

/** Widens the folded columns until their heads fit in the lines that the others need. It takes no room on the page. */
function widenFolded(worksheet: Worksheet, headers: readonly string[], lines: number): void {
  headers.forEach((header, index) => {
    const column = worksheet.getColumn(index + 1);
    if (column.hidden) {
      column.width = widthForLines(header, { lines, least: column.width ?? UNSET_WIDTH, most: WIDEST_FOLDED });
    }
  });
}

const WIDEST_FOLDED = 60;

type RowTarget = DrawTarget & Pick<DrawnTable, "columns">;

function drawRow(
  worksheet: Worksheet,
  { cells, isSum, startsGroup }: DrawnRow,
  { row, words, columns }: RowTarget,
): void {
  const wrapped = cells.map(({ value, format }) => (format === "prose" && typeof value === "string" ? value : ""));
  const { lines, isCut } = linesIn(worksheet, wrapped, { columns, isBold: isSum });
  cells.forEach((cell, index) => {
    const value = stored(cell);
    const isValue = isTextFormat(cell.format) ? value !== NOTHING : typeof value !== "string";
    const { format, isLow, isLeft, tone, link } = cell;
    const numberFormat = isValue ? numberFormatOf(cell, words) : null;
    const alignment = { format, isFirst: index === 0, isLeft };
    const style = cellStyle({
      ...alignment,
      numberFormat,
      isValue,
      isLow,
      isSum,
      startsGroup,
      isTall: lines > 1,
      tone,
      isLink: link !== null,
    });
    write(worksheet.getCell(row, index + 1), value, style, link);
  });
  if (lines > 1) setLines(worksheet, row, lines, isCut ? 0 : undefined);
  spanColumns(worksheet, columns, row);
}

/** Merges the cells that a column covers. */
function spanColumns(worksheet: Worksheet, columns: DrawnTable["columns"], row: number): void {
  columns.forEach(({ span }, index) => {
    if (span > 1) worksheet.mergeCells(row, index + 1, row, index + span);
  });
}

/** The number of lines of the tallest text in a row, except in folded columns, and whether a text has more lines than are shown. */
function linesIn(
  worksheet: Worksheet,
  texts: readonly string[],
  { columns, isBold }: Pick<DrawnTable, "columns"> & { isBold: boolean },
): { lines: number; isCut: boolean } {
  const found = texts.map((text, index) => {
    if (text === "" || worksheet.getColumn(index + 1).hidden) return { lines: 1, needed: 1 };
    const covered = Array.from({ length: columns[index]?.span ?? 1 }, (_, next) => index + next);
    const needed = linesOf(text, { width: sum(covered.map((column) => widthOf(worksheet, column))), isBold });
    return { lines: Math.min(needed, columns[index]?.mostLines ?? needed), needed };
  });
  const lines = Math.max(1, ...found.map((text) => text.lines));
  return { lines, isCut: found.some(({ needed }) => needed > lines) };
}

function widthOf(worksheet: Worksheet, index: number): number {
  return worksheet.getColumn(index + 1).width ?? UNSET_WIDTH;
}

/** The width of a column that has no width of its own. */
const UNSET_WIDTH = 9;

/** The size of plain text, in points. */
const PLAIN_SIZE = 10;

/** The maximum row height of spreadsheets, in points. */
const HIGHEST = 409;

/**
 * The height is set because some programs do not adjust it to wrapped text. With less `space`, a line that is not shown does not show
 * its upper edge either.
 */
function setLines(worksheet: Worksheet, row: number, lines: number, space = 3): void {
  worksheet.getRow(row).height = Math.min(HIGHEST, space + 13 * lines);
}

/**
 * The stored value. All except texts, finite numbers and valid dates are replaced, because exceljs turns objects into formulas and
 * links: by "—" in a column of texts, and by an empty cell in all others, because sorting puts texts above numbers.
 */
function stored({ value, format }: DrawnCell): string | number | Date {
  const nothing = isTextFormat(format) ? NOTHING : "";
  if (typeof value === "string") return value;
  if (typeof value === "number") return Number.isFinite(value) ? (storedNumber(value, format) ?? nothing) : nothing;
  return value instanceof Date && Number.isFinite(value.getTime()) ? value : nothing;
}

/** The longest duration in seconds: spreadsheets store a duration as a date after 1900, and the last date is in the year 9999. */
const LONGEST_DURATION = 2_958_465 * 86_400;

function storedNumber(value: number, format: CellFormat): number | string | null {
  if (format === "duration" && value >= LONGEST_DURATION) return clock(value);
  const exact = format === "duration" ? besideHalf(value) : value;
  return cellNumber(exact / (divisors[format] ?? 1));
}

/**
 * Half a second is no exact number of days, so programs that show whole seconds round it up or down by accident. A duration of half
 * a second is moved to the side to which the mail rounds it, by far less than programs show.
 */
function besideHalf(seconds: number): number {
  const half = Math.floor(seconds) + 0.5;
  if (Math.abs(seconds - half) >= HAIR) return seconds;
  return seconds < half ? half - HAIR : half + HAIR;
}

/** In seconds. */
const HAIR = 1e-7;

const divisors: Partial<Record<CellFormat, number>> = { percent: 100, wholePercent: 100, duration: 86_400 };

/** All cell values are written here: text is made safe, and an empty text leaves the cell empty. Only texts can be links. */
export function write(cell: ExcelCell, value: Exclude<Cell, null>, style: object, link: string | null = null): void {
  if (value !== "") cell.value = typeof value === "string" ? textOrLink(cellText(value), link) : value;
  cell.style = style;
}

function textOrLink(text: string, link: string | null): string | { text: string; hyperlink: string } {
  return link === null ? text : { text, hyperlink: link };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
