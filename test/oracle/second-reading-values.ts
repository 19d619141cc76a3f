/**
 * One value after reading. `value` is null if the field is null, bad or a zero date; but a bad list of group ids keeps its
 * good ids. A value may be out of range and not null, if the rule of a metric judges the range. A `bad` value counts as out
 * of range if `outOfRange` is set, otherwise as of a wrong type.
 */
export type Reading<T> = { value: T | null; bad: boolean; outOfRange: boolean; noOffset: boolean; zeroDate: boolean };

const FINE = { bad: false, outOfRange: false, noOffset: false, zeroDate: false };
const NULL = { ...FINE, value: null };
const BAD = { ...FINE, value: null, bad: true };
const BEYOND = { ...BAD, outOfRange: true };
const ZERO_DATE = { ...NULL, zeroDate: true };
const set = <T>(value: T): Reading<T> => ({ ...FINE, value });

type Range = readonly [first: number, last: number];

const WHITE_SPACE: readonly Range[] = [
  ...([0x20, 0x85, 0xa0, 0x1680, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000] as const).map((one): Range => [one, one]),
  [9, 13],
  [0x2000, 0x200a],
];
const CONTROLS: readonly Range[] = [
  [0, 0x1f],
  [0x7f, 0x9f],
];
/** Default_Ignorable_Code_Point, from DerivedCoreProperties of Unicode 17. */
const IGNORABLES: readonly Range[] = [
  ...([0xad, 0x34f, 0x61c, 0x3164, 0xfeff, 0xffa0] as const).map((one): Range => [one, one]),
  [0x115f, 0x1160],
  [0x17b4, 0x17b5],
  [0x180b, 0x180f],
  [0x200b, 0x200f],
  [0x202a, 0x202e],
  [0x2060, 0x206f],
  [0xfe00, 0xfe0f],
  [0xfff0, 0xfff8],
  [0x1bca0, 0x1bca3],
  [0x1d173, 0x1d17a],
  [0xe0000, 0xe0fff],
];

const isIn = (ranges: readonly Range[], character: string): boolean => {
  const code = character.codePointAt(0) ?? 0;
  return ranges.some(([first, last]) => first <= code && code <= last);
};
const isWhiteSpace = (character: string): boolean => isIn(WHITE_SPACE, character);

/** Whether a text is empty or has only white space, control characters and ignorable code points. */
export const isBlank = (text: string): boolean =>
  [...text].every((character) => [WHITE_SPACE, CONTROLS, IGNORABLES].some((ranges) => isIn(ranges, character)));

const isNull = (raw: unknown): boolean =>
  raw === null || raw === undefined || (typeof raw === "string" && isBlank(raw));

/** Whether the number is a safe integer. Two integers beyond 2^53 - 1 may have become one number. */
const isSafe = (number: number): boolean => Number.isInteger(number) && Math.abs(number) <= 2 ** 53 - 1;

/**
 * Reads a text: trims it, collapses inner white space, and converts it to NFC. A safe integer becomes the text that
 * JavaScript prints; any other number is bad and out of range.
 */
export function readText(raw: unknown): Reading<string> {
  if (isNull(raw)) return NULL;
  if (typeof raw === "number") return isSafe(raw) ? set(String(raw)) : BEYOND;
  if (typeof raw !== "string") return BAD;
  const spaced = [...raw].map((character) => (isWhiteSpace(character) ? " " : character)).join("");
  const words = spaced.split(" ").filter((word) => word !== "");
  return set(words.join(" ").normalize("NFC"));
}

const JSON_NUMBER = /^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?$/;

/** A finite number, or a string that is exactly a JSON number. */
export function readNumber(raw: unknown): Reading<number> {
  if (isNull(raw)) return NULL;
  const value = typeof raw === "string" && JSON_NUMBER.test(raw) ? Number(raw) : raw;
  return typeof value === "number" && Number.isFinite(value) ? set(value) : BAD;
}

export function readInteger(raw: unknown): Reading<number> {
  const number = readNumber(raw);
  return number.value === null || Number.isInteger(number.value) ? number : BAD;
}

/** A count below 0 is bad and out of range. */
export function readCount(raw: unknown): Reading<number> {
  const count = readInteger(raw);
  return count.value !== null && count.value < 0 ? BEYOND : count;
}

export function readBoolean(raw: unknown): Reading<boolean> {
  if (raw === true || (typeof raw === "string" && raw.toLowerCase() === "true")) return set(true);
  if (raw === false || (typeof raw === "string" && raw.toLowerCase() === "false")) return set(false);
  const number = readNumber(raw);
  return number.value === null ? { ...number, value: null } : set(number.value !== 0);
}

const TIMESTAMP =
  /^(-?\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d+))?)?(?:(Z)|([+-])(\d\d)(?::?(\d\d))?)?$/;

/** Reads an instant in milliseconds since 1970, also in years below 0; null if the value is not an instant. */
function readInstant(raw: unknown): { instant: number; noOffset: boolean } | null {
  const parts = typeof raw === "string" ? TIMESTAMP.exec(raw) : null;
  if (parts === null) return null;
  const at = (index: number): number => Number(parts[index] ?? 0);
  const [year, month, day, hour, minute, second] = [at(1), at(2), at(3), at(4), at(5), at(6)];
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  if (date.getUTCFullYear() !== year || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return null;
  if (hour > 23 || minute > 59 || second > 59) return null;
  const milliseconds = Number((parts[7] ?? "").slice(0, 3).padEnd(3, "0"));
  const local = date.getTime() + ((hour * 60 + minute) * 60 + second) * 1000 + milliseconds;
  const offset = (parts[9] === "-" ? -1 : 1) * (at(10) * 60 + at(11)) * 60_000;
  return { instant: local - offset, noOffset: parts[8] === undefined && parts[9] === undefined };
}

const NO_DATE = /^0000-00-00(?:$|[T ])/;

/** Reads milliseconds since 1970, always above 0: an instant up to the start of 1970 or the date 0000-00-00 means "none". */
export function readTimestamp(raw: unknown): Reading<number> {
  if (isNull(raw)) return NULL;
  if (typeof raw === "string" && NO_DATE.test(raw)) return ZERO_DATE;
  const read = readInstant(raw);
  if (read === null) return BAD;
  return read.instant <= 0 ? ZERO_DATE : { ...FINE, value: read.instant, noOffset: read.noOffset };
}

/** Reads createdAt, which every session must have. A zero date is bad there, and out of range if it is an instant. */
export function readCreation(raw: unknown): Reading<number> {
  const reading = readTimestamp(raw);
  if (!reading.zeroDate) return reading;
  return readInstant(raw) === null ? BAD : BEYOND;
}

/** A group's id as text; "beyond" if it is a whole number but not a safe integer; "wrong" for anything else. */
function readGroupId(raw: unknown): { id: string } | "beyond" | "wrong" {
  const number = typeof raw === "string" && JSON_NUMBER.test(raw) ? Number(raw) : raw;
  if (typeof number !== "number" || !Number.isInteger(number)) return "wrong";
  return isSafe(number) ? { id: String(number) } : "beyond";
}

/** Reads group ids as texts, each once. A bad field is out of range if all its bad elements are "beyond". */
export function readGroupIds(raw: unknown): Reading<string[]> {
  if (isNull(raw)) return NULL;
  if (!Array.isArray(raw)) return BAD;
  const elements = raw.map(readGroupId);
  const good = elements.flatMap((element) => (typeof element === "object" ? [element.id] : []));
  const bad = elements.filter((element) => typeof element !== "object");
  const outOfRange = bad.length > 0 && bad.every((element) => element === "beyond");
  return { ...FINE, value: [...new Set(good)], bad: bad.length > 0, outOfRange };
}

/** Compares texts by UTF-8 bytes. If they differ only in lone surrogates, compares them by UTF-16 units. */
export function compareTexts(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a, "utf8"), Buffer.from(b, "utf8")) || (a < b ? -1 : a > b ? 1 : 0);
}

/** Prints JSON as JavaScript does, with the keys sorted at every depth. */
export function rowText(value: unknown): string {
  return printed(value, (plain) => JSON.stringify(plain) ?? "null");
}

/** Like `rowText`, but prints null, and numbers beyond the range of doubles, as their rank: null, then positive, then negative. */
export function rankedText(value: unknown): string {
  return printed(value, (plain) => {
    if (plain === Number.POSITIVE_INFINITY) return "2";
    if (plain === Number.NEGATIVE_INFINITY) return "1";
    return plain === null ? "3" : (JSON.stringify(plain) ?? "3");
  });
}

function printed(value: unknown, print: (plain: unknown) => string): string {
  if (Array.isArray(value)) return `[${value.map((inner) => printed(inner, print)).join(",")}]`;
  if (typeof value !== "object" || value === null) return print(value);
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
  const sorted = entries.sort(([a], [b]) => compareTexts(a, b));
  return `{${sorted.map(([key, inner]) => `${JSON.stringify(key)}:${printed(inner, print)}`).join(",")}}`;
}
