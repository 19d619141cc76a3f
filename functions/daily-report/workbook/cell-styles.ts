import type { Alignment, Fill, Font, Style } from "exceljs";
import type { CellFormat } from "./sheet.ts";

/** Everything is said outright, since not every program draws table styles. Shared objects keep the file's styles few. */
const INK = "FF1F2933";
const MUTED = "FF5B6672";
const LINE = "FFB8C2CC";
const HEAD = "FFE4EBF2";

const FONT: Partial<Font> = { name: "Arial", size: 10, color: { argb: INK } };

const numberFormats: Record<CellFormat, string | null> = {
  text: null,
  prose: null,
  count: "#,##0",
  number: "0",
  percent: "0.0%",
  nps: "+0.0;-0.0;0.0",
  duration: "[h]:mm:ss",
  points: "0.0#",
  money: "#,##0.00##",
  date: "yyyy-mm-dd",
  dateTime: "yyyy-mm-dd hh:mm:ss",
};

/** The sections of a number format, each with the mark of few answers. */
function marked(numberFormat: string): string {
  return numberFormat
    .split(";")
    .map((section) => `${section}"*"`)
    .join(";");
}

function solid(argb: string): Fill {
  return { type: "pattern", pattern: "solid", fgColor: { argb } };
}

const thin = { style: "thin", color: { argb: LINE } } as const;
const firm = { style: "medium", color: { argb: MUTED } } as const;

export const titleStyle: Partial<Style> = { font: { ...FONT, size: 16, bold: true } };
export const tableTitleStyle: Partial<Style> = { font: { ...FONT, size: 12, bold: true } };
export const noteStyle: Partial<Style> = { font: { ...FONT, color: { argb: MUTED } } };
export const warningStyle: Partial<Style> = { font: { ...FONT, bold: true, color: { argb: "FFB42318" } } };
export const bandStyle: Partial<Style> = { font: { ...FONT, bold: true, color: { argb: MUTED } } };

/** The head of a column, at the side on which its cells stand. */
export function headStyle(format: CellFormat, isFirst: boolean): Partial<Style> {
  return {
    font: { ...FONT, bold: true },
    fill: solid(HEAD),
    border: { top: thin, bottom: firm },
    alignment: { ...alignmentOf(format, isFirst), vertical: "bottom", wrapText: true },
  };
}

export type CellLook = {
  format: CellFormat;
  isFirst: boolean;
  isValue: boolean;
  isLow: boolean;
  isFoot: boolean;
  startsGroup: boolean;
};

/** The style of a cell. What is no value of its column's format ("—", a count instead) stands muted where the values stand. */
export function cellStyle({ format, isFirst, isValue, isLow, isFoot, startsGroup }: CellLook): Partial<Style> {
  const numberFormat = numberFormats[format];
  const edges = startsGroup || isFoot ? { border: { top: thin } } : {};
  return {
    font: { ...FONT, bold: isFoot, ...(isValue && !isLow ? {} : { color: { argb: MUTED } }) },
    alignment: alignmentOf(format, isFirst),
    ...edges,
    ...(numberFormat !== null && isValue ? { numFmt: isLow ? marked(numberFormat) : numberFormat } : {}),
  };
}

/** Text stands a little apart from the figures that may stand left of it. */
function alignmentOf(format: CellFormat, isFirst: boolean): Partial<Alignment> {
  const side: Partial<Alignment> = isTextFormat(format)
    ? { horizontal: "left", indent: isFirst ? 0 : 1 }
    : { horizontal: "right" };
  return { ...side, vertical: "top", wrapText: format === "prose" };
}

export function isTextFormat(format: CellFormat): boolean {
  return format === "text" || format === "prose";
}
