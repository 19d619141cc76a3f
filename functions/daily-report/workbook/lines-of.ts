/** What of a column's width stays empty beside a text. */
const PADDING = 0.7;

/** What the letters of a text are narrower by when they are not bold. */
const PLAIN = 0.94;

/** How many lines a text takes in a cell of the width (in characters, as spreadsheets count: digits) when it breaks between words. */
export function linesOf(text: string, { width, isBold }: { width: number; isBold: boolean }): number {
  const room = (width - PADDING) / (isBold ? 1 : PLAIN);
  let [lines, filled] = [1, 0];
  for (const word of text.split(" ")) {
    const needed = widthOf(word);
    if (filled > 0 && filled + BLANK + needed > room) [lines, filled] = [lines + 1, 0];
    filled += (filled > 0 ? BLANK : 0) + needed;
    // A word that no line has room for breaks within.
    for (; filled > room; filled -= room) lines++;
  }
  return lines;
}

const BLANK = 0.5;

/** Roughly, in digits, set bold. */
function widthOf(word: string): number {
  return [...word].reduce((sum, sign) => sum + (kinds.find(([pattern]) => pattern.test(sign))?.[1] ?? 1.05), 0);
}

const kinds: readonly (readonly [RegExp, number])[] = [
  [/[\p{P}fijlrtI]/u, 0.6],
  [/[mwMW@%жмшщыюфЖМШЩЫЮФ]/u, 1.5],
  [/\p{Lu}/u, 1.25],
];
