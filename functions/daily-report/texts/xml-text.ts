/** Control characters and other code points that XML forbids, halves of surrogate pairs among them. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const FORBIDDEN = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\uFFFE\uFFFF]|\p{Cs}/gu;

/** A text without any of these, as nearly all are, needs no second look. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const SUSPECT = /[\u0000-\u001F\u007F-\u009F\uD800-\uDFFF\uFFFE\uFFFF]/;

/** Text from outside as the parts of a workbook can hold it: one line, U+FFFD instead of what is forbidden. */
export function xmlText(text: string): string {
  return SUSPECT.test(text) ? text.replace(/[\t\n\r]+/g, " ").replace(FORBIDDEN, "\uFFFD") : text;
}
