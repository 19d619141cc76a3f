/**
 * Text from outside, made harmless for a mail: one line, no control characters and no halves of surrogate pairs, and no
 * signs that turn the direction of the text around them (U+FFFD instead).
 */
export function oneLine(text: string): string {
  return text.replace(BREAK, " ").replace(TURNING, "\uFFFD");
}

const BREAK = /[\t\n\v\f\r\u0085\u2028\u2029]+/g;
const TURNING = /[\p{Cc}\p{Cs}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069\uFFFE\uFFFF]/gu;
