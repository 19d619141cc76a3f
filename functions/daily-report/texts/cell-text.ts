import { xmlText } from "./xml-text.ts";

/** The maximum length of a cell's text in UTF-16 units, as written into the file. */
const LONGEST = 32_767;

/** The start of what spreadsheets read as an escaped character: they show "_x0041_" as "A". */
const ESCAPE = /_(?=x[0-9A-Fa-f]{4}_)/g;
const ESCAPED = "_x005F_";

/** The start of a formula, also with full-width characters. A program may drop white space and invisible characters before it. */
const FORMULA_START = /^[\s\p{DI}]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]/u;

/** "+79991234567", "-5", "+1.5", "-1e+21": harmless, so they are not changed. */
const PLAIN_NUMBER = /^[+-]\d{1,40}(?:[.,]\d{1,40})?(?:e[+-]?\d{1,3})?$/i;

/**
 * Makes external text safe for a cell: one line, U+FFFD instead of forbidden characters, no escape sequences, and "…" at the
 * end if it is too long for a cell. A text that looks like a formula gets an apostrophe in front: a spreadsheet does not run
 * a text cell, but would run it after saving it as CSV and opening it again (OWASP, CSV injection). docs/hostile-text.md
 * explains the rules to readers.
 */
export function cellText(text: string): string {
  const whole = escapedText(text);
  return whole.length <= LONGEST ? whole : `${beginning(whole)}…`;
}

/** Whether the text is too long for a cell and therefore cut. */
export function isCutInCell(text: string): boolean {
  // Short texts are skipped for speed: a unit becomes at most seven, plus one apostrophe at the start.
  return text.length >= Math.floor(LONGEST / ESCAPED.length) && escapedText(text).length > LONGEST;
}

function escapedText(text: string): string {
  return withoutFormula(xmlText(text)).replace(ESCAPE, ESCAPED);
}

/** Puts an apostrophe in front of a text that a spreadsheet would run as a formula. */
export function withoutFormula(text: string): string {
  return FORMULA_START.test(text) && !PLAIN_NUMBER.test(text) ? `'${text}` : text;
}

/** The beginning of the text, with room for "…". It never ends inside a character or an escape. */
function beginning(whole: string): string {
  let length = 0;
  for (const [sign] of whole.matchAll(/_x005F_|./gsu)) {
    if (length + sign.length > LONGEST - 1) break;
    length += sign.length;
  }
  return whole.slice(0, length);
}
