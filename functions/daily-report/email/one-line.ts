/**
 * Text from outside, made harmless for a mail: one line, no control characters and no halves of surrogate pairs, and no
 * signs that turn the direction of the text around them (U+FFFD instead), and no longer than a line may be: one name must not
 * make the mail too large to send.
 */
export function oneLine(text: string): string {
  const cut = text.length > LONGEST ? `${text.slice(0, LONGEST - 1).toWellFormed()}…` : text;
  return cut.replace(BREAK, " ").replace(TURNING, "\uFFFD");
}

/** UTF-16 units; sentences of the report stay well below. */
const LONGEST = 500;

const BREAK = /[\t\n\v\f\r\u0085\u2028\u2029]+/g;
const TURNING = /[\p{Cc}\p{Cs}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069\uFFFE\uFFFF]/gu;
