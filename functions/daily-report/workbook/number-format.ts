import type { Unit } from "../domain/metrics/metric.ts";
import { LOW_MARK } from "../texts/small-n.ts";
import type { Texts } from "../texts/texts.ts";
import type { Words } from "../texts/words.ts";
import type { CellFormat, DrawnCell } from "./sheet.ts";

const numberFormats: Record<CellFormat, string | null> = {
  text: null,
  prose: null,
  count: "#,##0",
  number: "0",
  percent: "0.0%",
  wholePercent: "0%",
  nps: '+0.0;"−"0.0;0.0',
  wholeNps: '+0;"−"0;0',
  difference: '+#,##0;"−"#,##0;0',
  pointsDifference: '+0.0;"−"0.0;0.0',
  wholePointsDifference: '+0;"−"0;0',
  npsDifference: '+0.0;"−"0.0;0.0',
  wholeNpsDifference: '+0;"−"0;0',
  secondsDifference: '+#,##0;"−"#,##0;0',
  duration: "[h]:mm:ss",
  points: "0.0#",
  decimal: "#,##0.0",
  money: "#,##0.00##",
  date: null,
  dateTime: null,
};

type Valued = Pick<DrawnCell, "value" | "format" | "isLow">;

/**
 * Returns the number format of a cell, or null for text. The stored number is not rounded. If the plain format would show a
 * value as perfect that is not, or a zero with a sign, the cell gets a format that shows the same text as the mail.
 */
export function numberFormatOf({ value, format: asked, isLow }: Valued, words: Words): string | null {
  if (asked === "date" || asked === "dateTime") return words.texts.workbook.dateFormats[asked];
  const format = typeof value === "number" ? preciseFormat(asked, value) : asked;
  const plain = numberFormats[format];
  if (plain === null) return null;
  const unit = units[format]?.(words.texts);
  const mark = isLow ? LOW_MARK : unit === undefined ? "" : `\u00a0${unit}`;
  if (typeof value !== "number" || !isUnit(format)) return marked(plain, mark);
  const shown = Number(value.toPrecision(DIGITS_ROUNDED_FROM));
  const nearlyPerfect = words.format.nearlyPerfect(format, shown);
  if (nearlyPerfect !== null) return verbatim(compact(nearlyPerfect) + mark, value);
  return marked(roundsToZero(shown, format, words) ? unsigned(plain) : plain, mark);
}

/** The units that stand behind a number. */
const units: Partial<Record<CellFormat, (texts: Texts) => string>> = {
  pointsDifference: ({ summary }) => summary.points,
  wholePointsDifference: ({ summary }) => summary.points,
  npsDifference: ({ summary }) => summary.npsPoints,
  wholeNpsDifference: ({ summary }) => summary.npsPoints,
  secondsDifference: ({ summary }) => summary.seconds,
};

/** A whole number gets a decimal if it would be shown as perfect or as zero without being so. */
function preciseFormat(format: CellFormat, value: number): CellFormat {
  return showsWhole(value) ? format : (preciseFormats[format] ?? format);
}

const preciseFormats: Partial<Record<CellFormat, CellFormat>> = {
  wholePercent: "percent",
  wholeNps: "nps",
  wholePointsDifference: "pointsDifference",
  wholeNpsDifference: "npsDifference",
};

/** Whether a value in a format without decimals is shown without them. */
export function showsWhole(value: number): boolean {
  const rounded = Math.round(value);
  return rounded === value || !perfect.has(rounded);
}

const perfect: ReadonlySet<number> = new Set([0, -0, 100, -100]);

/** Whether a value other than zero is shown as zero. In no format does this happen from 0.1 on. */
function roundsToZero(value: number, format: CellFormat & Unit, { format: { figure } }: Words): boolean {
  return value !== 0 && Math.abs(value) < 0.1 && figure(format, value) === figure(format, 0);
}

/** Excel keeps only 15 digits of a number before it rounds it for display. */
const DIGITS_ROUNDED_FROM = 15;

/** The formats that round. The mail uses them too. */
const rounded: ReadonlySet<CellFormat> = new Set(["percent", "nps", "points", "money"] satisfies (CellFormat & Unit)[]);

function isUnit(format: CellFormat): format is CellFormat & Unit {
  return rounded.has(format);
}

/** Adds the mark of few answers to each section of a number format. */
function marked(numberFormat: string, mark: string): string {
  if (mark === "") return numberFormat;
  return numberFormat
    .split(";")
    .map((section) => `${section}"${mark}"`)
    .join(";");
}

/** The format without signs. With a single section, spreadsheets add a minus to negative values; a second section prevents it. */
function unsigned(numberFormat: string): string {
  const [positive = ""] = numberFormat.replaceAll("+", "").split(";");
  return `${positive};${positive}`;
}

/** The format that shows the text instead of the value. */
function verbatim(text: string, value: number): string {
  const section = `"${text}"`;
  return value < 0 ? `${section};${section}` : section;
}

/** Removes the space before the percent sign, which cells have in no language, and writes a true minus. */
function compact(text: string): string {
  return text.replace(/\s/g, "").replace("-", "−");
}
