/**
 * One value as read. `value` is null when the field is null or bad (for the group ids a bad field keeps its good ids);
 * a value may be out of its range and still be there, when a rule judges the range itself.
 */
export type Reading<T> = { value: T | null; bad: boolean; outOfRange: boolean; noOffset: boolean };

const FINE = { bad: false, outOfRange: false, noOffset: false };
const NULL = { ...FINE, value: null };
const BAD = { ...FINE, value: null, bad: true };
const set = <T>(value: T): Reading<T> => ({ ...FINE, value });

const RANGES: [number, number][] = [
  [9, 13],
  [0x2000, 0x200a],
];
const SINGLES = [0x20, 0x85, 0xa0, 0x1680, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000];
function isWhiteSpace(character: string): boolean {
  const code = character.codePointAt(0) ?? 0;
  return SINGLES.includes(code) || RANGES.some(([first, last]) => first <= code && code <= last);
}

const isNull = (raw: unknown): boolean =>
  raw === null || raw === undefined || (typeof raw === "string" && [...raw].every(isWhiteSpace));

/** Trimmed, inner white space collapsed, NFC; a number is the text JavaScript prints. */
export function readText(raw: unknown): Reading<string> {
  if (isNull(raw)) return NULL;
  if (typeof raw === "number") return set(String(raw));
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

/** A count below 0 is bad by its range. */
export function readCount(raw: unknown): Reading<number> {
  const count = readInteger(raw);
  return count.value !== null && count.value < 0 ? { ...BAD, outOfRange: true } : count;
}

export function readBoolean(raw: unknown): Reading<boolean> {
  if (raw === true || (typeof raw === "string" && raw.toLowerCase() === "true")) return set(true);
  if (raw === false || (typeof raw === "string" && raw.toLowerCase() === "false")) return set(false);
  const number = readNumber(raw);
  return number.value === null ? { ...number, value: null } : set(number.value !== 0);
}

const TIMESTAMP = /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d+))?)?(?:(Z)|([+-])(\d\d)(?::?(\d\d))?)?$/;

/** Milliseconds since 1970. */
export function readTimestamp(raw: unknown): Reading<number> {
  if (isNull(raw)) return NULL;
  const parts = typeof raw === "string" ? TIMESTAMP.exec(raw) : null;
  if (parts === null) return BAD;
  const at = (index: number): number => Number(parts[index] ?? 0);
  const [year, month, day, hour, minute, second] = [at(1), at(2), at(3), at(4), at(5), at(6)];
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  if (date.getUTCFullYear() !== year || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return BAD;
  if (hour > 23 || minute > 59 || second > 59) return BAD;
  const milliseconds = Number((parts[7] ?? "").slice(0, 3).padEnd(3, "0"));
  const local = date.getTime() + ((hour * 60 + minute) * 60 + second) * 1000 + milliseconds;
  const offset = (parts[9] === "-" ? -1 : 1) * (at(10) * 60 + at(11)) * 60_000;
  return { ...FINE, value: local - offset, noOffset: parts[8] === undefined && parts[9] === undefined };
}

/** Group ids as texts, each once. */
export function readGroupIds(raw: unknown): Reading<string[]> {
  if (isNull(raw)) return NULL;
  if (!Array.isArray(raw)) return BAD;
  const elements = raw.map((element) => readInteger(element).value);
  const good = elements.filter((element) => element !== null).map(String);
  return { ...FINE, value: [...new Set(good)], bad: elements.includes(null) };
}

/** By UTF-8 bytes; texts that differ only in lone surrogates fall back to UTF-16 order. */
export function compareTexts(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a, "utf8"), Buffer.from(b, "utf8")) || (a < b ? -1 : a > b ? 1 : 0);
}

/** JSON as JavaScript prints it, keys sorted at every depth. */
export function rowText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(rowText).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
  const sorted = entries.sort(([a], [b]) => compareTexts(a, b));
  return `{${sorted.map(([key, inner]) => `${JSON.stringify(key)}:${rowText(inner)}`).join(",")}}`;
}
