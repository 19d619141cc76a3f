import { escapeXml } from "../texts/escape-xml.ts";

/**
 * The XML of a sheet: `sheetStart`, then rows by `rowXml`, then `sheetEnd`. The elements are in the order of CT_Worksheet
 * (ECMA-376, part 1, section 18.3.1.99), which Excel insists on.
 */

export type SheetLayout = {
  /** In characters, one per column. */
  readonly widths: readonly number[];
  /** Whether the first row and column stay in place when the sheet is scrolled. */
  readonly isFrozen: boolean;
};

export const XML_START = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
export const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006";
export const SHEET_NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

const FROZEN_VIEW =
  '<sheetViews><sheetView workbookViewId="0"><pane xSplit="1" ySplit="1" topLeftCell="B2" activePane="bottomRight" state="frozen"/>' +
  '<selection pane="bottomRight"/></sheetView></sheetViews>';

/** The start of a sheet, which is printed in landscape, with all printed columns on the width of a page. */
export function sheetStart({ widths, isFrozen }: SheetLayout): string {
  const cols = widths.map((width, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`);
  return [
    `${XML_START}<worksheet xmlns="${SHEET_NAMESPACE}" xmlns:r="${OFFICE}/relationships">`,
    '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>',
    isFrozen ? FROZEN_VIEW : "",
    `<sheetFormatPr defaultRowHeight="15"/><cols>${cols.join("")}</cols><sheetData>`,
  ].join("");
}

export type SheetEnd = {
  /** The left part of the header of every printed page; null if there is none. */
  readonly pageHead: string | null;
  /** The relation of the sheet's table, such as "rId1"; null if there is none. */
  readonly table: string | null;
};

const A4 = 9;

export function sheetEnd({ pageHead, table }: SheetEnd): string {
  // In a page header "&" starts a code; "&&" is the sign itself, "&P" the page and "&N" the number of pages.
  const head = pageHead === null ? "" : `<oddHeader>${escapeXml(`&L${pageHead.replaceAll("&", "&&")}`)}</oddHeader>`;
  return [
    '</sheetData><pageMargins left="0.4" right="0.4" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>',
    `<pageSetup paperSize="${A4}" orientation="landscape" fitToHeight="0"/>`,
    `<headerFooter>${head}<oddFooter>&amp;R&amp;P / &amp;N</oddFooter></headerFooter>`,
    table === null ? "" : `<tableParts count="1"><tablePart r:id="${table}"/></tableParts>`,
    "</worksheet>",
  ].join("");
}

/** "A" for 0, "Z" for 25, "AA" for 26. */
export function columnLetters(index: number): string {
  const rest = index % 26;
  return (index < 26 ? "" : columnLetters((index - rest) / 26 - 1)) + String.fromCharCode(65 + rest);
}

/**
 * A cell without its address, so that equal cells of a column can share one text; `cellStart` and the number of the row go
 * before it.
 */
export type CellXml = string;

/** The start of a cell, up to the number of its row. `index` is that of the column. */
export function cellStart(index: number): string {
  return `<c r="${columnLetters(index)}`;
}

/** A row, by its number from 1, with its complete cells. The height, in points, is that of its text if it is null. */
export function rowXml(number: number, cells: string, height: number | null = null): string {
  return `<row r="${number}"${height === null ? "" : ` ht="${height}" customHeight="1"`}>${cells}</row>`;
}

/** Returns a function that writes numbers in the style. They must be finite. */
export function numberCells(style: number): (value: number) => CellXml {
  // Put together once, because most cells of the day are numbers.
  const start = `" s="${style}"><v>`;
  return (value) => `${start}${value}</v></c>`;
}

export function booleanCell(style: number, value: boolean): CellXml {
  return `" s="${style}" t="b"><v>${value ? 1 : 0}</v></c>`;
}

/** A text by its number in the shared strings. */
export function sharedCell(style: number, index: number): CellXml {
  return `" s="${style}" t="s"><v>${index}</v></c>`;
}

/** A text in the cell itself. It must be clean already; see `cellText`. */
export function inlineCell(style: number, text: string): CellXml {
  return `" s="${style}" t="inlineStr"><is>${textElement(text)}</is></c>`;
}

/**
 * A link, as a formula: links as relations need an entry each beside the sheet, and Excel allows 65,530 of them. The address
 * must be as `sessionLink` returns it, and the label must have no quotes: both are strings of the formula.
 */
export function linkCell(style: number, address: string, label: string): CellXml {
  const text = escapeXml(label);
  return `" s="${style}" t="str"><f>HYPERLINK("${escapeXml(address)}","${text}")</f><v>${text}</v></c>`;
}

/** The element `t` of a text. Programs drop blanks at both ends unless it says that they count. */
export function textElement(text: string): string {
  return `<t${/^\s|\s$/.test(text) ? ' xml:space="preserve"' : ""}>${escapeXml(text)}</t>`;
}
