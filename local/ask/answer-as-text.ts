import { oneLine } from "../../functions/daily-report/email/one-line.ts";
import { NOTHING } from "../../functions/daily-report/texts/format.ts";
import { plainJson } from "./answer-as-json.ts";
import type { Answer } from "./answer-query.ts";
import type { Plain } from "./plain-value.ts";

/** More rows are counted, but not drawn. */
const MOST_ROWS = 500;
const GAP = "  ";
const NARROWEST = 6;

type Column = { readonly cells: readonly string[]; readonly isNumeric: boolean; readonly width: number };

/**
 * Draws the answer as a table for a terminal of that many columns, and says how many rows there are. Cells that do not fit are
 * cut, the widest columns first; columns that do not fit then are left out, and the last line says how many.
 */
export function answerAsText({ names, rows }: Answer, terminalWidth: number): string {
  if (rows.length === 0) return "No rows.";
  const drawn = rows.slice(0, MOST_ROWS);
  const all = names.map((name, index) =>
    columnOf(
      name,
      drawn.map((row) => row[index] ?? null),
    ),
  );
  const columns = fitted(all, terminalWidth);
  const [head = "", ...body] = Array.from({ length: drawn.length + 1 }, (_, line) => lineOf(columns, line));
  const rule = columns.map(({ width }) => "─".repeat(width)).join(GAP);
  return [
    head,
    rule,
    ...body,
    "",
    remarks({ rows: rows.length, drawn: drawn.length, all: all.length, columns: columns.length }),
  ].join("\n");
}

function columnOf(name: string, values: readonly Plain[]): Column {
  const cells = [oneLine(name), ...values.map(cellOf)];
  const present = values.filter((value) => value !== null);
  const isNumeric =
    present.length > 0 && present.every((value) => typeof value === "number" || typeof value === "bigint");
  return { cells, isNumeric, width: Math.max(...cells.map(widthOf)) };
}

/** At most eight digits of a fraction, so that columns stay narrow; other formats have all. */
function cellOf(value: Plain): string {
  if (value === null) return NOTHING;
  if (typeof value === "number") return String(Number.isInteger(value) ? value : Number(value.toPrecision(8)));
  return oneLine(typeof value === "object" ? plainJson(value) : String(value));
}

/** Narrows the widest columns until all fit, but none below its least width; then drops columns from the right. */
function fitted(columns: readonly Column[], terminalWidth: number): Column[] {
  const kept = [...columns];
  const least = ({ width }: Column) => Math.min(width, NARROWEST);
  while (kept.length > 1 && totalOf(kept.map(least)) > terminalWidth) kept.pop();
  let limit = Math.max(...kept.map(({ width }) => width));
  const limited = () => kept.map(({ width }) => Math.min(width, limit));
  while (limit > NARROWEST && totalOf(limited()) > terminalWidth) limit -= 1;
  return kept.map((column) => ({ ...column, width: Math.min(column.width, limit) }));
}

function totalOf(widths: readonly number[]): number {
  return widths.reduce((sum, width) => sum + width, GAP.length * (widths.length - 1));
}

function lineOf(columns: readonly Column[], line: number): string {
  const cells = columns.map(({ cells, width, isNumeric }) => {
    const cell = cut(cells[line] ?? "", width);
    const blanks = " ".repeat(width - widthOf(cell));
    return isNumeric ? `${blanks}${cell}` : `${cell}${blanks}`;
  });
  return cells.join(GAP).trimEnd();
}

function cut(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  let kept = "";
  for (const { segment } of graphemes.segment(text)) {
    if (widthOf(kept + segment) > width - 1) break;
    kept += segment;
  }
  return `${kept}…`;
}

const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });
const WIDE =
  /[\p{Emoji_Presentation}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\uFF01-\uFF60]/u;

/** The number of terminal columns that the text takes. */
function widthOf(text: string): number {
  if (/^[\x20-\x7e]*$/.test(text)) return text.length;
  return [...graphemes.segment(text)].reduce((sum, { segment }) => sum + (WIDE.test(segment) ? 2 : 1), 0);
}

type Extent = { readonly rows: number; readonly drawn: number; readonly all: number; readonly columns: number };

function remarks({ rows, drawn, all, columns }: Extent): string {
  const counted = rows === 1 ? "1 row" : `${rows} rows`;
  const shown = [
    ...(drawn < rows ? [`the first ${drawn}`] : []),
    ...(columns < all ? [`${columns} of ${all} columns`] : []),
  ];
  return shown.length === 0 ? counted : `${counted}; shown are ${shown.join(" and ")} (--csv and --json have all)`;
}
