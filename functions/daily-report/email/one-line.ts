/**
 * Makes outside text safe for a mail. Line breaks and tabs become a space. Control characters, lone surrogates and marks
 * that change the writing direction become U+FFFD.
 */
export function oneLine(text: string): string {
  return text.replace(BREAK, " ").replace(TURNING, "\uFFFD");
}

const BREAK = /[\t\n\v\f\r\u0085\u2028\u2029]+/g;
const TURNING = /[\p{Cc}\p{Cs}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069\uFFFE\uFFFF]/gu;
