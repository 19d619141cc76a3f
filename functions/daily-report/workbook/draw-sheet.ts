import type { Workbook, Worksheet } from "exceljs";
import type { Words } from "../texts/words.ts";
import { noteStyle, titleStyle, warningStyle } from "./cell-styles.ts";
import { drawTable, type TablePosition, write } from "./draw-table.ts";
import type { DrawnTable, Sheet } from "./sheet.ts";

/** How many characters fit across a landscape page in a readable size. */
const PAGE_WIDTH = 220;

/** Adds a sheet with its tables, frozen headers, filter, column widths and print settings. */
export function drawSheet(workbook: Workbook, sheet: Sheet, words: Words): void {
  const worksheet = workbook.addWorksheet(sheet.name, { views: [{ showGridLines: false }] });
  const widths = widthsOf(sheet.tables);
  widths.forEach((width, index) => {
    worksheet.getColumn(index + 1).width = width;
  });
  let next = drawTop(worksheet, sheet);
  sheet.tables.forEach((table, index) => {
    const drawn = drawTable(worksheet, table, { row: next, words });
    if (index === 0) freezePanes(worksheet, sheet, drawn);
    if (table.hasFilter) addFilter(worksheet, drawn);
    next = drawn.end + 2;
  });
  setUpPrint(worksheet, Math.ceil(sum(widths) / PAGE_WIDTH));
}

/** Draws the title and the lines below it; returns the row in which the first table starts. */
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

function freezePanes(worksheet: Worksheet, { keepsHead, frozenColumns, tables }: Sheet, { head }: TablePosition): void {
  if (!keepsHead) return;
  worksheet.views = [{ state: "frozen", xSplit: frozenColumns, ySplit: head, showGridLines: false }];
  // With several tables, the header of the first one would be printed above the others too.
  if (tables.length === 1) worksheet.pageSetup.printTitlesRow = `${head}:${head}`;
  if (frozenColumns > 0) worksheet.pageSetup.printTitlesColumn = `A:${worksheet.getColumn(frozenColumns).letter}`;
}

function addFilter(worksheet: Worksheet, { head, columns, lastRow }: TablePosition): void {
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

/** The width of each column: the largest width that a table needs. */
function widthsOf(tables: readonly DrawnTable[]): number[] {
  const most = Math.max(...tables.map(({ columns }) => columns.length));
  return Array.from({ length: most }, (_, index) =>
    Math.max(...tables.map(({ columns }) => columns[index]?.width ?? 0)),
  );
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
