/** Reading of values: from whatever JSON brought to a typed value. `metrics.md` calls this "Reading values"; see docs/metrics.md. */

/** Why a value counts as bad in `quality`: not of the field's form, or of the form but outside the range a rule gives. */
export type Fault = "wrongType" | "outOfRange";

/**
 * A field as read. `value` is null when there was nothing, or nothing usable; then `fault` tells the two apart. A fault
 * beside a value marks one that can be read but lies outside a metric's range (nps 11), or that is good in part (group ids).
 */
export type Reading<T> = { readonly value: T | null; readonly fault: Fault | null };

/** An instant in milliseconds since 1970; `noOffset` when the text named no offset and was taken as UTC. */
export type InstantReading = Reading<number> & { readonly noOffset: boolean };

const NOTHING = { value: null, fault: null } as const;
const WRONG_TYPE = { value: null, fault: "wrongType" } as const;
const OUT_OF_RANGE = { value: null, fault: "outOfRange" } as const;

const BLANK = /^\p{White_Space}*$/u;
const SPACE = /\p{White_Space}+/gu;
const OUTER_BLANK = /^ | $/g;
const JSON_NUMBER = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/;
const TIMESTAMP = /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d+))?)?(Z|[+-]\d\d(?::?\d\d)?)?$/;

function isNothing(raw: unknown): boolean {
  return raw === null || raw === undefined || (typeof raw === "string" && BLANK.test(raw));
}

/** Trimmed, inner white space collapsed, NFC; a number becomes its text. Any other type is bad. */
export function readText(raw: unknown): Reading<string> {
  if (isNothing(raw)) return NOTHING;
  if (typeof raw === "number") return { value: String(raw), fault: null };
  if (typeof raw !== "string") return WRONG_TYPE;
  return { value: raw.replace(SPACE, " ").replace(OUTER_BLANK, "").normalize("NFC"), fault: null };
}

function finiteNumber(raw: unknown): number | null {
  const value = typeof raw === "string" && JSON_NUMBER.test(raw) ? Number(raw) : raw;
  // "-0" and 0 are one value: they must not become two keys of a histogram.
  return typeof value === "number" && Number.isFinite(value) ? value + 0 : null;
}

/** A finite JSON number, or a string that is exactly one. */
export function readNumber(raw: unknown): Reading<number> {
  if (isNothing(raw)) return NOTHING;
  const value = finiteNumber(raw);
  return value === null ? WRONG_TYPE : { value, fault: null };
}

/** As `readNumber`, and whole: 9.0 is read, 9.5 is bad. */
export function readInteger(raw: unknown): Reading<number> {
  const number = readNumber(raw);
  return number.value === null || Number.isInteger(number.value) ? number : WRONG_TYPE;
}

/** A whole number of things; a negative one is bad. */
export function readCount(raw: unknown): Reading<number> {
  const integer = readInteger(raw);
  return integer.value === null || integer.value >= 0 ? integer : OUT_OF_RANGE;
}

/** Wraps a reader: a value the test refuses keeps its value and is marked as out of range. */
export function within(read: (raw: unknown) => Reading<number>, inRange: (value: number) => boolean) {
  return (raw: unknown): Reading<number> => {
    const reading = read(raw);
    return reading.value === null || inRange(reading.value) ? reading : { value: reading.value, fault: "outOfRange" };
  };
}

/** true and false, those words in any case, or a number: anything but 0 is yes. */
export function readBoolean(raw: unknown): Reading<boolean> {
  if (isNothing(raw)) return NOTHING;
  if (typeof raw === "boolean") return { value: raw, fault: null };
  if (typeof raw === "string" && /^(true|false)$/i.test(raw)) return { value: raw.length === 4, fault: null };
  const number = finiteNumber(raw);
  return number === null ? WRONG_TYPE : { value: number !== 0, fault: null };
}

/** An ISO 8601 date and time; the fraction is cut to milliseconds, a missing offset means UTC. */
export function readInstant(raw: unknown): InstantReading {
  if (isNothing(raw)) return { ...NOTHING, noOffset: false };
  const parts = typeof raw === "string" ? TIMESTAMP.exec(raw) : null;
  const wallClock = parts && utcOf(parts);
  if (wallClock === null) return { ...WRONG_TYPE, noOffset: false };
  const offset = parts?.[8];
  return { value: wallClock - offsetMinutes(offset) * 60_000, fault: null, noOffset: offset === undefined };
}

function utcOf(parts: RegExpExecArray): number | null {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts
    .slice(1, 7)
    .map((part) => Number(part ?? 0));
  if (hour > 23 || minute > 59 || second > 59) return null;
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  // A date that is not in the calendar (February 30) rolls over into another month.
  if (date.getUTCMonth() !== month - 1) return null;
  const millisecond = Number((parts[7] ?? "").slice(0, 3).padEnd(3, "0"));
  return date.setUTCHours(hour, minute, second, millisecond);
}

function offsetMinutes(offset: string | undefined): number {
  if (offset === undefined || offset === "Z") return 0;
  const minutes = Number(offset.slice(1, 3)) * 60 + Number(offset.slice(3).replace(":", ""));
  return offset.startsWith("-") ? -minutes : minutes;
}

/** A session of more groups than this is no session; counting it in each would let one row fill the memory. */
const MOST_GROUPS = 1000;

/** The whole numbers of an array, as text, once each. A bad element makes the field bad, the good ones stay. */
export function readGroupIds(raw: unknown): Reading<readonly string[]> {
  if (isNothing(raw)) return NOTHING;
  if (!Array.isArray(raw) || raw.length > MOST_GROUPS) return WRONG_TYPE;
  const readings = raw.map(readInteger);
  const ids = new Set(readings.flatMap(({ value }) => (value === null ? [] : [String(value)])));
  return { value: [...ids], fault: readings.some(({ value }) => value === null) ? "wrongType" : null };
}
