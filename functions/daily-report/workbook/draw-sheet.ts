import type { Workbook, Worksheet } from "exceljs";
import type { Words } from "../texts/words.ts";
import { noteStyle, titleStyle, warningStyle } from "./cell-styles.ts";
import { drawTable, type Place, write } from "./draw-table.ts";
import type { DrawnTable, Sheet } from "./sheet.ts";

/** Characters that fit across a landscape page in print that can still be read. */
const PAGE_WIDTH = 220;

/** Adds a sheet with all its tables: heads that stay in sight, a filter, widths, and the way it is printed. */
export function drawSheet(workbook: Workbook, sheet: Sheet, words: Words): void {
  const worksheet = workbook.addWorksheet(sheet.name, { views: [{ showGridLines: false }] });
  const widths = widthsOf(sheet.tables);
  widths.forEach((width, index) => {
    worksheet.getColumn(index + 1).width = width;
  });
  let next = drawTop(worksheet, sheet);
  sheet.tables.forEach((table, index) => {
    const drawn = drawTable(worksheet, table, { row: next, words });
    if (index === 0) keepInSight(worksheet, sheet, drawn);
    if (table.hasFilter) addFilter(worksheet, drawn);
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
    write(worksheet.getCell(index + 1, 1), text, style);
  });
  worksheet.getRow(1).height = 24;
  return lines.length + 2;
}

function keepInSight(worksheet: Worksheet, { keepsHead, frozenColumns, tables }: Sheet, { head }: Place): void {
  if (!keepsHead) return;
  worksheet.views = [{ state: "frozen", xSplit: frozenColumns, ySplit: head, showGridLines: false }];
  // Repeated on every page, the head would stand over the other tables too.
  if (tables.length === 1) worksheet.pageSetup.printTitlesRow = `${head}:${head}`;
  if (frozenColumns > 0) worksheet.pageSetup.printTitlesColumn = `A:${worksheet.getColumn(frozenColumns).letter}`;
}

function addFilter(worksheet: Worksheet, { head, columns, lastRow }: Place): void {
  worksheet.autoFilter = { from: { row: head, column: 1 }, to: { row: Math.max(lastRow, head), column: columns } };
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
