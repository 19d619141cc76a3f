import type { Workbook, Worksheet } from "exceljs";
import { NOTHING } from "../texts/format.ts";
import {
  bandStyle,
  cellStyle,
  headStyle,
  isTextFormat,
  noteStyle,
  tableTitleStyle,
  titleStyle,
  warningStyle,
} from "./cell-styles.ts";
import { cellText } from "./cell-text.ts";
import type { Cell, CellFormat, DrawnCell, DrawnRow, DrawnTable, Sheet } from "./sheet.ts";

/** Characters that fit across a landscape page in print that can still be read. */
const PAGE_WIDTH = 220;

/** Characters of a line that breaks between words leave empty. */
const LOST_TO_BREAKS = 2.5;

/** Adds a sheet with all its tables: heads that stay in sight, a filter, widths, and the way it is printed. */
export function drawSheet(workbook: Workbook, sheet: Sheet): void {
  const worksheet = workbook.addWorksheet(sheet.name);
  const widths = widthsOf(sheet.tables);
  widths.forEach((width, index) => {
    worksheet.getColumn(index + 1).width = width;
  });
  let next = drawTop(worksheet, sheet);
  sheet.tables.forEach((table, index) => {
    const drawn = drawTable(worksheet, table, next);
    if (index === 0) keepInSight(worksheet, sheet, drawn);
    next = drawn.end + 2;
  });
  setUpPrint(worksheet, Math.ceil(sum(widths) / PAGE_WIDTH));
}

/** The title and the lines below it; answers the row the first table starts in. */
function drawTop(worksheet: Worksheet, { title, notes, warning }: Sheet): number {
  const lines = [
    { text: title, style: titleStyle },
    ...(warning === null ? [] : [{ text: warning, style: warningStyle }]),
    ...notes.map((text) => ({ text, style: noteStyle })),
  ];
  lines.forEach(({ text, style }, index) => {
    write(worksheet, [index + 1, 1], text, style);
  });
  worksheet.getRow(1).height = 24;
  return lines.length + 2;
}

/** Where a table came to stand. */
type Place = { head: number; columns: number; lastRow: number; end: number };

function drawTable(worksheet: Worksheet, table: DrawnTable, start: number): Place {
  let row = start;
  if (table.title !== null) write(worksheet, [row++, 1], table.title, tableTitleStyle);
  if (table.note !== null) write(worksheet, [row++, 1], table.note, noteStyle);
  if (table.columns.some(({ band }) => band !== null)) drawBands(worksheet, table, row++);
  const head = row++;
  drawHead(worksheet, table, head);
  for (const drawn of table.rows) drawRow(worksheet, drawn, { row: row++, isFoot: false });
  const lastRow = row - 1;
  // A row apart, since programs stretch a filter over what touches it.
  if (table.foot.length > 0) worksheet.getRow(row++).height = 6;
  for (const drawn of table.foot) drawRow(worksheet, drawn, { row: row++, isFoot: true });
  return { head, columns: table.columns.length, lastRow, end: row - 1 };
}

function drawBands(worksheet: Worksheet, { columns }: DrawnTable, row: number): void {
  columns.forEach(({ band }, index) => {
    if (band !== null && band !== columns[index - 1]?.band) write(worksheet, [row, index + 1], band, bandStyle);
  });
}

function drawHead(worksheet: Worksheet, { columns, rows, foot }: DrawnTable, row: number): void {
  const sample = rows[0] ?? foot[0];
  columns.forEach(({ header }, index) => {
    write(worksheet, [row, index + 1], header, headStyle(sample?.cells[index]?.format ?? "text", index === 0));
  });
  setHeight(
    worksheet,
    row,
    columns.map(({ header }) => header),
  );
}

function drawRow(worksheet: Worksheet, drawn: DrawnRow, { row, isFoot }: { row: number; isFoot: boolean }): void {
  drawn.cells.forEach((cell, index) => {
    const value = stored(cell);
    const isValue = value !== NOTHING && (isTextFormat(cell.format) || typeof value !== "string");
    const look = { format: cell.format, isFirst: index === 0, isValue, isLow: cell.isLow, isFoot };
    write(worksheet, [row, index + 1], value, cellStyle({ ...look, startsGroup: drawn.startsGroup }));
  });
  const wrapped = drawn.cells.map(({ value, format }) =>
    format === "prose" && typeof value === "string" ? value : "",
  );
  if (drawn.cells.some(({ format }) => format === "prose")) setHeight(worksheet, row, wrapped);
}

/** Not every program makes a row as high as its wrapped texts need. */
function setHeight(worksheet: Worksheet, row: number, texts: readonly string[]): void {
  const lines = texts.map((text, index) =>
    Math.ceil(text.length / ((worksheet.getColumn(index + 1).width ?? 10) - LOST_TO_BREAKS)),
  );
  worksheet.getRow(row).height = 3 + 13 * Math.max(1, ...lines);
}

/** What stands in the cell. Anything but a text, a finite number or a real date becomes "—": exceljs makes formulas and links of objects. */
function stored({ value, format }: DrawnCell): string | number | Date {
  if (typeof value === "string") return value;
  if (typeof value === "number" && Number.isFinite(value)) return value / (divisors[format] ?? 1);
  return value instanceof Date && Number.isFinite(value.getTime()) ? value : NOTHING;
}

const divisors: Partial<Record<CellFormat, number>> = { percent: 100, duration: 86_400 };

function write(worksheet: Worksheet, [row, column]: [number, number], value: Exclude<Cell, null>, style: object): void {
  const cell = worksheet.getCell(row, column);
  if (value !== "") cell.value = typeof value === "string" ? cellText(value) : value;
  cell.style = style;
}

function keepInSight(worksheet: Worksheet, { frozenColumns, tables }: Sheet, { head, columns, lastRow }: Place): void {
  worksheet.views = [{ state: "frozen", xSplit: frozenColumns, ySplit: head, showGridLines: false }];
  worksheet.autoFilter = { from: { row: head, column: 1 }, to: { row: Math.max(lastRow, head), column: columns } };
  // Repeated on every page, the head would stand over the other tables too.
  if (tables.length === 1) worksheet.pageSetup.printTitlesRow = `${head}:${head}`;
  if (frozenColumns > 0) worksheet.pageSetup.printTitlesColumn = `A:${worksheet.getColumn(frozenColumns).letter}`;
}

function setUpPrint(worksheet: Worksheet, pagesWide: number): void {
  Object.assign(worksheet.pageSetup, {
    orientation: "landscape",
    paperSize: 9,
    fitToPage: true,
    fitToWidth: pagesWide,
    fitToHeight: 0,
    margins: { left: 0.4, right: 0.4, top: 0.5, bottom: 0.6, header: 0.3, footer: 0.3 },
  });
  worksheet.headerFooter.oddFooter = "&C&P / &N";
}

/** The widest that any of the tables wants each column. */
function widthsOf(tables: readonly DrawnTable[]): number[] {
  const most = Math.max(...tables.map(({ columns }) => columns.length));
  return Array.from({ length: most }, (_, index) =>
    Math.max(...tables.map(({ columns }) => columns[index]?.width ?? 0)),
  );
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
