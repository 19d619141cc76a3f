/** Reads values: from whatever JSON brought to a typed value (`docs/metrics.md` section 0.2). */

/** Why a value counts as bad in `quality`: not of the field's form, or of the form but outside the range a rule gives. */
export type Fault = "wrongType" | "outOfRange";

/**
 * A field as read. `value` is null when there was nothing, or nothing usable; then `fault` tells the two apart. A fault
 * beside a value marks one that can be read but lies outside a metric's range (nps 11), or that is good in part (group ids).
 */
export type Reading<T> = { readonly value: T | null; readonly fault: Fault | null };

/**
 * An instant in milliseconds since 1970. `noOffset`: the text named no offset and was read as UTC. `zeroDate`: the text is a
 * date that systems write for "none"; the value is then null, without a fault.
 */
export type InstantReading = Reading<number> & { readonly noOffset: boolean; readonly zeroDate: boolean };

const NOTHING = { value: null, fault: null } as const;
const WRONG_TYPE = { value: null, fault: "wrongType" } as const;
const OUT_OF_RANGE = { value: null, fault: "outOfRange" } as const;

/** A text that shows nothing: white space, control characters, and characters that every program leaves out when it draws. */
const BLANK = /^[\p{White_Space}\p{Cc}\p{Default_Ignorable_Code_Point}]*$/u;
const SPACE = /\p{White_Space}+/gu;
const OUTER_BLANK = /^ | $/g;
const JSON_NUMBER = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/;
const TIMESTAMP = /^(-?\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d+))?)?(Z|[+-]\d\d(?::?\d\d)?)?$/;
/** No day of any calendar: what databases write for a date that is not set. */
const DATE_OF_ZEROS = /^0000-00-00(?:[T ]|$)/;

function isNothing(raw: unknown): boolean {
  return raw === null || raw === undefined || (typeof raw === "string" && BLANK.test(raw));
}

/**
 * Trimmed, inner white space collapsed, NFC. A safe integer becomes its text; any other number is out of range, since two ids
 * may have become one when the JSON was read. Any other type is bad.
 */
export function readText(raw: unknown): Reading<string> {
  if (isNothing(raw)) return NOTHING;
  if (typeof raw === "number") return Number.isSafeInteger(raw) ? { value: String(raw), fault: null } : OUT_OF_RANGE;
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

const NO_INSTANT = { noOffset: false, zeroDate: false } as const;

/**
 * An ISO 8601 date and time; the fraction is cut to milliseconds, a missing offset means UTC. A zero date (an instant up to and
 * including 1970-01-01T00:00:00Z, also of a year below 0; any text with the date 0000-00-00) is read as null.
 */
export function readInstant(raw: unknown): InstantReading {
  if (isNothing(raw)) return { ...NOTHING, ...NO_INSTANT };
  if (typeof raw !== "string") return { ...WRONG_TYPE, ...NO_INSTANT };
  if (DATE_OF_ZEROS.test(raw)) return { ...NOTHING, noOffset: false, zeroDate: true };
  const parts = TIMESTAMP.exec(raw);
  const wallClock = parts && utcOf(parts);
  const offset = parts?.[8];
  const value = wallClock === null ? null : wallClock - offsetMinutes(offset) * 60_000;
  if (value !== null && value <= 0) return { ...NOTHING, noOffset: false, zeroDate: true };
  if (value === null) return { ...WRONG_TYPE, ...NO_INSTANT };
  return { value, fault: null, noOffset: offset === undefined, zeroDate: false };
}

/** As `readInstant`, for an instant that no session is without: a zero date is bad. */
export function readRequiredInstant(raw: unknown): InstantReading {
  const reading = readInstant(raw);
  if (!reading.zeroDate) return reading;
  const isNoDate = typeof raw === "string" && DATE_OF_ZEROS.test(raw);
  return { ...(isNoDate ? WRONG_TYPE : OUT_OF_RANGE), ...NO_INSTANT };
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

/**
 * The whole numbers of an array, as text, once each. A bad element makes the field bad, the good ones stay. A whole number that
 * is no safe integer is bad too: two ids may have become one.
 */
export function readGroupIds(raw: unknown): Reading<readonly string[]> {
  if (isNothing(raw)) return NOTHING;
  if (!Array.isArray(raw) || raw.length > MOST_GROUPS) return WRONG_TYPE;
  const readings = raw.map(readGroupId);
  const ids = new Set(readings.flatMap(({ value }) => value ?? []));
  const faults = readings.flatMap(({ value, fault }) => (value === null ? [fault ?? "wrongType"] : []));
  return { value: [...ids], fault: faults.find((fault) => fault === "wrongType") ?? faults[0] ?? null };
}

/** An element that is nothing is bad: a list has no empty places. */
function readGroupId(raw: unknown): Reading<string> {
  const { value, fault } = readInteger(raw);
  if (value === null) return { value, fault };
  return Number.isSafeInteger(value) ? { value: String(value), fault: null } : OUT_OF_RANGE;
}
