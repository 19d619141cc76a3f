import { xmlText } from "./xml-text.ts";

/** The most UTF-16 units a cell takes, as they are written into the file. */
const LONGEST = 32_767;

/** What spreadsheets read as an escaped character: "_x0041_" is shown as "A". */
const ESCAPE = /_(?=x[0-9A-Fa-f]{4}_)/g;
const ESCAPED = "_x005F_";

/** How a formula starts, in signs of either width. White space and signs that nobody sees may be lost on the way to it. */
const ARMED = /^[\s\p{DI}]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]/u;

/** "+79991234567", "-5", "+1.5", "-1e+21": nothing that could be run, and to be read as it is. */
const PLAIN_NUMBER = /^[+-]\d{1,40}(?:[.,]\d{1,40})?(?:e[+-]?\d{1,3})?$/i;

/**
 * Text from outside, made harmless for a cell: one line, no forbidden characters (U+FFFD instead), nothing that is read as
 * an escape, not longer than a cell takes ("…" at the cut). An apostrophe is put before what a spreadsheet would run: a text
 * cell is never run itself, but saved as CSV and opened again it would be (OWASP, CSV injection). The rules for readers
 * stand in docs/hostile-text.md.
 */
export function cellText(text: string): string {
  const whole = wholeText(text);
  return whole.length <= LONGEST ? whole : `${beginning(whole)}…`;
}

/** Whether a cell shows only the beginning of the text. */
export function isCutInCell(text: string): boolean {
  // No unit is written as more than seven, and only the first has an apostrophe before it.
  return text.length >= Math.floor(LONGEST / ESCAPED.length) && wholeText(text).length > LONGEST;
}

function wholeText(text: string): string {
  const line = xmlText(text);
  const isArmed = ARMED.test(line) && !PLAIN_NUMBER.test(line);
  return (isArmed ? `'${line}` : line).replace(ESCAPE, ESCAPED);
}

/** As much as leaves room for the mark of the cut, without half a character or half an escape at its end. */
function beginning(whole: string): string {
  let length = 0;
  for (const [sign] of whole.matchAll(/_x005F_|./gsu)) {
    if (length + sign.length > LONGEST - 1) break;
    length += sign.length;
  }
  return whole.slice(0, length);
}
