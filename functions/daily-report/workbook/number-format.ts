import type { Unit } from "../domain/metrics/metric.ts";
import { LOW_MARK } from "../texts/small-n.ts";
import type { Words } from "../texts/words.ts";
import type { CellFormat, DrawnCell } from "./sheet.ts";

const numberFormats: Record<CellFormat, string | null> = {
  text: null,
  prose: null,
  count: "#,##0",
  number: "0",
  percent: "0.0%",
  nps: "+0.0;-0.0;0.0",
  duration: "[h]:mm:ss",
  points: "0.0#",
  decimal: "#,##0.0",
  money: "#,##0.00##",
  date: "yyyy-mm-dd",
  dateTime: "yyyy-mm-dd hh:mm:ss",
};

/**
 * How spreadsheets are to show the cell's number, which stays unrounded; null for text. Where the plain format of its kind
 * would show as perfect what is not, or a sign before a zero, the cell gets a format that shows what the mail does.
 */
export function numberFormatOf({ value, format, isLow }: DrawnCell, words: Words): string | null {
  const plain = numberFormats[format];
  if (plain === null) return null;
  const mark = isLow ? LOW_MARK : "";
  if (typeof value !== "number" || !isUnit(format)) return marked(plain, mark);
  const shown = Number(value.toPrecision(DIGITS_ROUNDED_FROM));
  const nearlyPerfect = words.format.nearlyPerfect(format, shown);
  if (nearlyPerfect !== null) return verbatim(compact(nearlyPerfect) + mark, value);
  return marked(roundsToZero(shown, format, words) ? unsigned(plain) : plain, mark);
}

/** Whether a value that is not zero is drawn as it. One of 0.1 or more is so in no format. */
function roundsToZero(value: number, format: CellFormat & Unit, { format: { figure } }: Words): boolean {
  return value !== 0 && Math.abs(value) < 0.1 && figure(format, value) === figure(format, 0);
}

/** Excel forgets all further digits before it rounds. */
const DIGITS_ROUNDED_FROM = 15;

/** The formats that round, each of which the mail has too. */
const units: ReadonlySet<CellFormat> = new Set(["percent", "nps", "points", "money"] satisfies (CellFormat & Unit)[]);

function isUnit(format: CellFormat): format is CellFormat & Unit {
  return units.has(format);
}

/** The sections of a number format, each with the mark of few answers. */
function marked(numberFormat: string, mark: string): string {
  if (mark === "") return numberFormat;
  return numberFormat
    .split(";")
    .map((section) => `${section}"${mark}"`)
    .join(";");
}

/** The format without signs: a section of their own shows negative values without the minus, which a single one adds. */
function unsigned(numberFormat: string): string {
  const [positive = ""] = numberFormat.replaceAll("+", "").split(";");
  return `${positive};${positive}`;
}

/** Shows the text in place of the value. */
function verbatim(text: string, value: number): string {
  const section = `"${text}"`;
  return value < 0 ? `${section};${section}` : section;
}

/** Cells have no blank before the percent sign, whatever the language. */
function compact(text: string): string {
  return text.replace(/\s/g, "");
}
