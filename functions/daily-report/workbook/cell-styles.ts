import type { Alignment, Fill, Font, Style } from "exceljs";
import type { CellFormat, Tone } from "./sheet.ts";

/** Each cell has its own complete style, because some programs do not draw table styles. */
const INK = "FF1F2933";
const MUTED = "FF5B6672";
const LINE = "FFB8C2CC";
const LINK = "FF1C569C";
const HEAD = "FFE4EBF2";

const FONT: Partial<Font> = { name: "Arial", size: 10, color: { argb: INK } };

function solid(argb: string): Fill {
  return { type: "pattern", pattern: "solid", fgColor: { argb } };
}

const thin = { style: "thin", color: { argb: LINE } } as const;
const medium = { style: "medium", color: { argb: MUTED } } as const;

export const titleStyle: Partial<Style> = { font: { ...FONT, size: 16, bold: true } };
export const tableTitleStyle: Partial<Style> = { font: { ...FONT, size: 12, bold: true } };
export const leadStyle: Partial<Style> = { font: { ...FONT, size: 12 } };
export const noteStyle: Partial<Style> = { font: { ...FONT, color: { argb: MUTED } } };
export const warningStyle: Partial<Style> = { font: { ...FONT, bold: true, color: { argb: "FFB42318" } } };
export const actionStyle: Partial<Style> = {
  font: { ...FONT, bold: true, color: { argb: "FF6B4400" } },
  fill: solid("FFFFF1D6"),
};
export const bandStyle: Partial<Style> = { font: { ...FONT, bold: true, color: { argb: MUTED } } };

/** What decides the alignment of a cell. */
type AlignmentInput = { format: CellFormat; isFirst: boolean; isLeft: boolean };

type HeadStyleInput = AlignmentInput & { hasFilter: boolean };

/** The style of a column header. It is aligned like the cells below, and at the top if a filter button covers the lower edge. */
export const headStyle = shared(
  ({ hasFilter, ...alignment }: HeadStyleInput): Partial<Style> => ({
    font: { ...FONT, bold: true },
    fill: solid(HEAD),
    border: { top: thin, bottom: medium },
    alignment: { ...alignmentOf(alignment), vertical: hasFilter ? "top" : "bottom", wrapText: true },
  }),
);

type CellStyleInput = AlignmentInput & {
  /** Null for text and for a text that replaces a value. */
  numberFormat: string | null;
  isValue: boolean;
  isLow: boolean;
  isSum: boolean;
  startsGroup: boolean;
  /** Whether a text in the row has several lines. */
  isTall: boolean;
  tone: Tone;
  isLink: boolean;
};

/** Words and signs say the same, so that nobody needs the colours. */
const tones = {
  worse: { ink: "FF8F1D14", ground: "FFFBE6E3" },
  better: { ink: "FF1B6E3C", ground: "FFE4F2E8" },
};

/** The style of a cell. A text that replaces a value ("—" or counts) is muted and aligned like the values. */
export const cellStyle = shared(
  ({
    numberFormat,
    isValue,
    isLow,
    isSum,
    startsGroup,
    isTall,
    tone,
    isLink,
    ...alignment
  }: CellStyleInput): Partial<Style> => {
    const edges = startsGroup || isSum ? { border: { top: thin } } : {};
    const ink = tone === null ? (isValue && !isLow ? INK : MUTED) : tones[tone].ink;
    return {
      font: {
        ...FONT,
        bold: isSum || tone !== null,
        color: { argb: isLink ? LINK : ink },
        ...(isLink && { underline: true }),
      },
      ...(tone !== null && { fill: solid(tones[tone].ground) }),
      alignment: { ...alignmentOf(alignment), vertical: isTall ? "top" : "middle" },
      ...edges,
      ...(numberFormat !== null && { numFmt: numberFormat }),
    };
  },
);

/** Equal inputs get the same style object: exceljs looks up styles by identity, and one object per cell would use much memory. */
function shared<Input extends object>(make: (input: Input) => Partial<Style>): (input: Input) => Partial<Style> {
  const known = new Map<string, Partial<Style>>();
  return (input) => {
    const key = JSON.stringify(input);
    const style = known.get(key) ?? make(input);
    known.set(key, style);
    return style;
  };
}

/** Text has a small indent, because a number may be directly left of it. */
function alignmentOf({ format, isFirst, isLeft }: AlignmentInput): Partial<Alignment> {
  const side: Partial<Alignment> =
    isLeft || isTextFormat(format) ? { horizontal: "left", indent: isFirst ? 0 : 1 } : { horizontal: "right" };
  return { ...side, wrapText: format === "prose" };
}

export function isTextFormat(format: CellFormat): boolean {
  return format === "text" || format === "prose";
}
