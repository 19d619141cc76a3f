/** The most characters a cell takes. */
const LONGEST = 32_767;

/** Control characters and other code points that XML forbids, halves of surrogate pairs among them. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const FORBIDDEN = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\uFFFE\uFFFF]|\p{Cs}/gu;

/** What spreadsheets read as an escaped character: "_x0041_" is shown as "A". */
const ESCAPE = /_(?=x[0-9A-Fa-f]{4}_)/g;

/** A text without any of these, as nearly all are, needs no second look. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const SUSPECT = /[\u0000-\u001F\u007F-\u009F\uD800-\uDFFF\uFFFE\uFFFF]|_x/;

/**
 * Text from outside, made harmless for a cell: one line, no forbidden characters (U+FFFD instead), nothing that is read
 * as an escape, not longer than a cell takes. A text that starts like a formula needs no change: a text cell is never run.
 */
export function cellText(text: string): string {
  const harmless = SUSPECT.test(text)
    ? text
        .replace(/[\t\n\r]+/g, " ")
        .replace(FORBIDDEN, "\uFFFD")
        .replace(ESCAPE, "_x005F_")
    : text;
  return harmless.length <= LONGEST ? harmless : `${harmless.slice(0, LONGEST - 1).replace(/[\uD800-\uDBFF]$/, "")}…`;
}
