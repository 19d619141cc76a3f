import type { Alignment, Fill, Font, Style } from "exceljs";
import type { CellFormat } from "./sheet.ts";

/** Everything is said outright, since not every program draws table styles. Shared objects keep the file's styles few. */
const INK = "FF1F2933";
const MUTED = "FF5B6672";
const LINE = "FFB8C2CC";
const HEAD = "FFE4EBF2";

const FONT: Partial<Font> = { name: "Arial", size: 10, color: { argb: INK } };

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

/** Where a cell stands in its table, and on which side a value of its kind does. */
type Stand = { format: CellFormat; isFirst: boolean; isLeft: boolean };

type HeadLook = Stand & { hasFilter: boolean };

/** The head of a column, at the side on which its cells stand; above the button of a filter, which covers the lower edge. */
export const headStyle = shared(
  ({ hasFilter, ...stand }: HeadLook): Partial<Style> => ({
    font: { ...FONT, bold: true },
    fill: solid(HEAD),
    border: { top: thin, bottom: firm },
    alignment: { ...alignmentOf(stand), vertical: hasFilter ? "top" : "bottom", wrapText: true },
  }),
);

type CellLook = Stand & {
  /** Null for text, and for what stands in place of a value. */
  numberFormat: string | null;
  isValue: boolean;
  isLow: boolean;
  isSum: boolean;
  startsGroup: boolean;
  /** Whether a text of its row takes several lines. */
  isTall: boolean;
};

/** The style of a cell. What is no value of its column's format ("—", a count instead) stands muted where the values stand. */
export const cellStyle = shared(
  ({ numberFormat, isValue, isLow, isSum, startsGroup, isTall, ...stand }: CellLook): Partial<Style> => {
    const edges = startsGroup || isSum ? { border: { top: thin } } : {};
    return {
      font: { ...FONT, bold: isSum, ...(isValue && !isLow ? {} : { color: { argb: MUTED } }) },
      alignment: { ...alignmentOf(stand), vertical: isTall ? "top" : "middle" },
      ...edges,
      ...(numberFormat !== null && { numFmt: numberFormat }),
    };
  },
);

/** Cells of one look get one object: exceljs knows a style it has met by identity, and tens of thousands would cost memory. */
function shared<Look extends object>(make: (look: Look) => Partial<Style>): (look: Look) => Partial<Style> {
  const known = new Map<string, Partial<Style>>();
  return (look) => {
    const key = JSON.stringify(look);
    const style = known.get(key) ?? make(look);
    known.set(key, style);
    return style;
  };
}

/** Text stands a little apart from the figures that may stand left of it. */
function alignmentOf({ format, isFirst, isLeft }: Stand): Partial<Alignment> {
  const side: Partial<Alignment> =
    isLeft || isTextFormat(format) ? { horizontal: "left", indent: isFirst ? 0 : 1 } : { horizontal: "right" };
  return { ...side, wrapText: format === "prose" };
}

export function isTextFormat(format: CellFormat): boolean {
  return format === "text" || format === "prose";
}
