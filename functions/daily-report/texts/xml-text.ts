/** Control characters and other code points that XML forbids, including unpaired surrogates. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: the pattern searches for control characters.
const FORBIDDEN = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\uFFFE\uFFFF]|\p{Cs}/gu;

/** A fast first check: most texts have none of these characters and need no replacement. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: the pattern searches for control characters.
const SUSPECT = /[\u0000-\u001F\u007F-\u009F\uD800-\uDFFF\uFFFE\uFFFF]/;

/** Makes external text valid XML for a workbook: one line, with U+FFFD instead of forbidden characters. */
export function xmlText(text: string): string {
  return SUSPECT.test(text) ? text.replace(/[\t\n\r]+/g, " ").replace(FORBIDDEN, "\uFFFD") : text;
}
