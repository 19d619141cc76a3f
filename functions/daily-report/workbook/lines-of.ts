/** The part of the column width that stays empty beside a text. */
const PADDING = 0.7;

/** The width of plain letters relative to bold ones. */
const PLAIN = 0.94;

/** Estimates how many lines a text needs if it wraps between words. The width is in digits, the unit of column widths in spreadsheets. */
export function linesOf(text: string, { width, isBold }: { width: number; isBold: boolean }): number {
  const room = (width - PADDING) / (isBold ? 1 : PLAIN);
  let [lines, filled] = [1, 0];
  for (const word of text.split(" ")) {
    const needed = widthOf(word);
    if (filled > 0 && filled + BLANK + needed > room) [lines, filled] = [lines + 1, 0];
    filled += (filled > 0 ? BLANK : 0) + needed;
    // A word longer than a line breaks inside the word.
    for (; filled > room; filled -= room) lines++;
  }
  return lines;
}

/** Returns the smallest width from `least` to `most` in which a bold text needs no more than the given lines; `most` if there is none. */
export function widthForLines(
  text: string,
  { lines, least, most }: { lines: number; least: number; most: number },
): number {
  let width = least;
  while (width < most && linesOf(text, { width, isBold: true }) > lines) width++;
  return Math.min(width, most);
}

const BLANK = 0.5;

/** The approximate width of a bold word, in digits. */
function widthOf(word: string): number {
  return [...word].reduce((sum, sign) => sum + (kinds.find(([pattern]) => pattern.test(sign))?.[1] ?? 1.05), 0);
}

const kinds: readonly (readonly [RegExp, number])[] = [
  [/[\p{P}fijlrtI]/u, 0.6],
  [/[mwMW@%жмшщыюфЖМШЩЫЮФ]/u, 1.5],
  [/\p{Lu}/u, 1.25],
];
