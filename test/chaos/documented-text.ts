/** A text in a cell: as a reader sees it, and as it is written. In the written text, anything that looks like an escape is escaped. */
export type Documented = { readonly shown: string; readonly written: string };

/**
 * Implements the rules of docs/hostile-text.md for a text in a cell a second time, character by character. It shares no code
 * with the implementation that it checks.
 */
export function documentedText(text: string): Documented {
  const line = disarmed(oneLine([...text]));
  const signs = line.map((shown, index) => ({ shown, written: startsEscape(line, index) ? "_x005F_" : shown }));
  const kept = cutToFit(signs);
  return { shown: kept.map(({ shown }) => shown).join(""), written: kept.map(({ written }) => written).join("") };
}

function oneLine(signs: readonly string[]): string[] {
  return signs.flatMap((sign, index) => {
    if (!isBreak(sign)) return [isForbidden(sign.codePointAt(0) ?? 0) ? "\uFFFD" : sign];
    return index > 0 && isBreak(signs[index - 1] ?? "") ? [] : [" "];
  });
}

function isBreak(sign: string): boolean {
  return sign === "\t" || sign === "\n" || sign === "\r";
}

function isForbidden(code: number): boolean {
  const isControl = code < 0x20 || (code >= 0x7f && code <= 0x9f);
  return isControl || (code >= 0xd800 && code <= 0xdfff) || code === 0xfffe || code === 0xffff;
}

/** Characters without width: joiners, fillers, direction marks, variation selectors (default ignorables of Unicode). */
const invisible: readonly (readonly [number, number])[] = [
  ...[0xad, 0x34f, 0x61c, 0x3164, 0xfeff, 0xffa0].map((code) => [code, code] as const),
  ...([
    [0x115f, 0x1160],
    [0x17b4, 0x17b5],
    [0x180b, 0x180f],
    [0x200b, 0x200f],
    [0x202a, 0x202e],
  ] as const),
  ...([
    [0x2060, 0x206f],
    [0xfe00, 0xfe0f],
    [0xfff0, 0xfff8],
    [0x1bca0, 0x1bca3],
  ] as const),
  ...([
    [0x1d173, 0x1d17a],
    [0xe0000, 0xe0fff],
  ] as const),
];

function isUnseen(sign: string): boolean {
  const code = sign.codePointAt(0) ?? 0;
  return sign.trim() === "" || invisible.some(([first, last]) => code >= first && code <= last);
}

function disarmed(line: readonly string[]): readonly string[] {
  const first = line.find((sign) => !isUnseen(sign)) ?? "";
  const isArmed = first !== "" && "=+-@＝＋－＠".includes(first);
  return isArmed && !isPlainNumber(line.join("")) ? ["'", ...line] : line;
}

/** A sign and a number, written by people or programs: "+79991234567", "-5", "-1,5", "-1e+21". */
function isPlainNumber(text: string): boolean {
  const digits = text.slice(1).toLowerCase();
  const [mantissa = "", exponent = "0", ...more] = digits.split("e");
  const [whole = "", fraction = "0", ...others] = mantissa.split(/[.,]/);
  const power = exponent.startsWith("+") || exponent.startsWith("-") ? exponent.slice(1) : exponent;
  const isShort = areDigits(whole, 40) && areDigits(fraction, 40) && areDigits(power, 3);
  return "+-".includes(text.charAt(0)) && isShort && more.length === 0 && others.length === 0;
}

function areDigits(text: string, most: number): boolean {
  return text.length > 0 && text.length <= most && [...text].every((sign) => sign >= "0" && sign <= "9");
}

/** The limit applies to the written text. */
function cutToFit(signs: readonly Documented[]): readonly Documented[] {
  if (signs.reduce((sum, { written }) => sum + written.length, 0) <= 32_767) return signs;
  let [room, kept] = [32_766, 0];
  for (const { written } of signs) {
    room -= written.length;
    if (room < 0) break;
    kept++;
  }
  return [...signs.slice(0, kept), { shown: "…", written: "…" }];
}

function startsEscape(line: readonly string[], index: number): boolean {
  return line[index] === "_" && /^_x[0-9a-f]{4}_$/i.test(line.slice(index, index + 7).join(""));
}
