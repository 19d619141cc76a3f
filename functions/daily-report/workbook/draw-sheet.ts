import type { Workbook, Worksheet } from "exceljs";
import type { Words } from "../texts/words.ts";
import { actionStyle, leadStyle, noteStyle, titleStyle, warningStyle } from "./cell-styles.ts";
import { type ChartArea, placeCharts, reserveRows } from "./charts/place-charts.ts";
import { drawTable, drawText, type TablePosition } from "./draw-table.ts";
import type { DrawnTable, Sheet } from "./sheet.ts";
import type { SheetCharts } from "./write-workbook.ts";

/**
 * Adds a sheet with its tables, frozen headers, filter, column widths, folded details and print settings. Returns its charts, which
 * `writeWorkbook` adds to the file.
 */
export function drawSheet(workbook: Workbook, sheet: Sheet, words: Words): SheetCharts {
  const worksheet = workbook.addWorksheet(sheet.name, { views: [{ showGridLines: false }] });
  const widths = widthsOf(sheet.tables);
  widths.forEach((width, index) => {
    worksheet.getColumn(index + 1).width = width;
  });
  foldDetails(worksheet, sheet.tables);
  const span = spanOf(worksheet, widths);
  const start = drawTop(worksheet, sheet, span);
  const { tables, area } = drawTables(worksheet, sheet, { row: start, words, span });
  const [firstTable] = tables;
  if (firstTable !== undefined) freezePanes(worksheet, sheet, firstTable);
  setUpPrint(worksheet, {
    isOnePage: sheet.isOnePage ?? false,
    to: lastPrinted(worksheet, sheet, { tables, area }),
  });
  const charts =
    sheet.charts === undefined || area === null ? [] : placeCharts(worksheet, sheet.charts, { area, tables });
  return { sheet: worksheet.id, charts };
}

/** The last row that is printed. */
function lastPrinted(
  { rowCount }: Worksheet,
  { printsCharts, lastInPrint }: Sheet,
  { tables, area }: { tables: readonly TablePosition[]; area: ChartArea | null },
): number {
  if (printsCharts && area !== null) return area.end;
  return (lastInPrint === undefined ? undefined : tables[lastInPrint]?.end) ?? rowCount;
}

/** Draws the tables, and keeps rows free for the charts. */
function drawTables(
  worksheet: Worksheet,
  sheet: Sheet,
  { row, words, span }: { row: number; words: Words; span: number },
): { tables: TablePosition[]; area: ChartArea | null } {
  const tables: TablePosition[] = [];
  let [next, area]: [number, ChartArea | null] = [row, null];
  const keepRows = (below: number | null) => {
    if (sheet.charts === undefined || sheet.charts.below !== below) return;
    area = reserveRows(worksheet, sheet.charts, next);
    next = area.end + 2;
  };
  keepRows(null);
  sheet.tables.forEach((table, index) => {
    const drawn = drawTable(worksheet, table, { row: next, words, span });
    if (table.hasFilter) addFilter(worksheet, drawn);
    tables.push(drawn);
    next = drawn.end + 2;
    keepRows(index);
  });
  return { tables, area };
}

/** Hides the columns that are details in every table; a button of the program shows them. */
function foldDetails(worksheet: Worksheet, tables: readonly DrawnTable[]): void {
  const most = Math.max(...tables.map(({ columns }) => columns.length));
  for (let index = 0; index < most; index++) {
    const isDetail = tables.every(({ columns }) => columns[index]?.isDetail ?? true);
    if (isDetail) Object.assign(worksheet.getColumn(index + 1), { outlineLevel: 1, hidden: true });
  }
  worksheet.properties.outlineLevelCol = tables.some(({ columns }) => columns.some(({ isDetail }) => isDetail)) ? 1 : 0;
}

/** The width of a text over several columns, in characters: what a screen shows without scrolling. */
const TEXT_WIDTH = 140;

/** The number of columns that a text covers: those that are shown, up to the width of a screen. */
function spanOf(worksheet: Worksheet, widths: readonly number[]): number {
  let [span, filled] = [1, widths[0] ?? 0];
  for (const [index, width] of widths.entries()) {
    if (index === 0 || worksheet.getColumn(index + 1).hidden) continue;
    if (filled + width > TEXT_WIDTH) break;
    [span, filled] = [index + 1, filled + width];
  }
  return span;
}

/** Draws the title and the lines below it; returns the row in which the first table starts. */
function drawTop(worksheet: Worksheet, { title, lead, action = null, notes, warning }: Sheet, span: number): number {
  const lines = [
    ...(warning === null ? [] : [{ text: warning, style: warningStyle }]),
    ...(lead === undefined ? [] : [{ text: lead, style: leadStyle }]),
    ...(action === null ? [] : [{ text: action, style: actionStyle }]),
    ...notes.map((text) => ({ text, style: noteStyle })),
  ];
  drawTitle(worksheet, title, span);
  lines.forEach(({ text, style }, index) => {
    drawText(worksheet, text, { row: index + 2, span, style });
  });
  return lines.length + 3;
}

/** A title that is too long for a line is wrapped: beside the columns it would be cut, and the sheet be printed as wide as it is. */
function drawTitle(worksheet: Worksheet, title: string, span: number): void {
  drawText(worksheet, title, { row: 1, span, style: titleStyle });
  const row = worksheet.getRow(1);
  row.height = Math.max(TITLE_HEIGHT, row.height ?? 0);
}

/** In points. */
const TITLE_HEIGHT = 24;

function freezePanes(worksheet: Worksheet, { keepsHead, frozenColumns, tables }: Sheet, drawn: TablePosition): void {
  const { first, head } = drawn;
  if (!keepsHead) return;
  worksheet.views = [{ state: "frozen", xSplit: frozenColumns, ySplit: head, showGridLines: false }];
  // With several tables, the header of the first one would be printed above the others too.
  if (tables.length === 1) worksheet.pageSetup.printTitlesRow = `${first}:${head}`;
}

function addFilter(worksheet: Worksheet, { head, columns, lastRow }: TablePosition): void {
  worksheet.autoFilter = { from: { row: head, column: 1 }, to: { row: Math.max(lastRow, head), column: columns } };
}

/** What fits on an A4 page at full size: characters of plain text, and points. */
const pages = {
  portrait: { characters: 102, points: 740 },
  landscape: { characters: 150, points: 490 },
} as const;

/** A sheet up to this width, in characters, is printed in portrait, because more of its rows fit on a page. */
const WIDEST_PORTRAIT = 190;

/** A last page that is less full than this is saved by printing all pages smaller, but never smaller than the smallest scale. */
const SAVED_PAGE = 0.45;
const SMALLEST = 0.5;

/** A sheet of more pages is printed smaller: readers look up single rows in it. */
const LONG = 3;
const SCALE_OF_LONG = 0.58;

type Print = {
  isOnePage: boolean;
  /** The last row that is printed. */
  to: number;
};

/** Prints all columns that are not folded on one page. */
function setUpPrint(worksheet: Worksheet, { isOnePage, to }: Print): void {
  const shown = worksheet.columns.filter(({ hidden }) => !hidden);
  const lastShown = worksheet.columns.findLastIndex(({ hidden }) => !hidden) + 1;
  const width = sum(shown.map((column) => column.width ?? 0));
  const orientation = isOnePage || width <= WIDEST_PORTRAIT ? "portrait" : "landscape";
  const { characters, points } = pages[orientation];
  const scale = Math.min(1, characters / width);
  const rows = Array.from({ length: to }, (_, index) => worksheet.getRow(index + 1));
  const height = sum(rows.map((row) => row.height ?? ROW_HEIGHT));
  const size = (height * scale) / points > LONG ? Math.min(scale, SCALE_OF_LONG) : scale;
  const wanted = Math.ceil((height * size) / points - SAVED_PAGE);
  const needed = Math.ceil((height * Math.min(scale, SMALLEST)) / points);
  Object.assign(worksheet.pageSetup, {
    orientation,
    paperSize: 9,
    fitToPage: true,
    fitToWidth: 1,
    fitToHeight: isOnePage ? 1 : Math.max(1, wanted, needed),
    margins: { left: 0.4, right: 0.4, top: 0.5, bottom: 0.6, header: 0.3, footer: 0.3 },
    ...(to < worksheet.rowCount && {
      // exceljs adds only the "$" of the columns.
      printArea: `A$1:${worksheet.getColumn(lastShown).letter}$${to}`,
    }),
  });
  worksheet.headerFooter.oddFooter = "&C&P / &N";
}

/** The height of a row that has none of its own, in points. */
const ROW_HEIGHT = 13.5;

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
