/** The text on one line, without control characters that a terminal would execute, and no longer than `most` characters. */
export function harmlessLine(text: string, most: number): string {
  return text
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, " ")
    .trim()
    .slice(0, most);
}
