import { isUsualText, usualInstant } from "./usual-forms.ts";

/**
 * Converts raw JSON values to typed values. The rules are in `docs/metrics.md` section 0.2. Frequent readings are shared
 * objects, because a day has millions of readings.
 */

/** Why a value counts as bad in `quality`: it does not have the field's form, or it is outside the range that a rule allows. */
export type Fault = "wrongType" | "outOfRange";

/**
 * One field after reading. `value` is null if the field is empty (`fault` is null) or unusable (`fault` is set). If both are
 * set, the value is readable but outside a metric's range (nps 11), or only some of its elements are good (group ids).
 */
export type Reading<T> = { readonly value: T | null; readonly fault: Fault | null };

/**
 * An instant in milliseconds since 1970. `noOffset`: the text has no offset and was read as UTC. `zeroDate`: the text is a
 * date that systems write for "none"; then `value` and `fault` are null.
 */
export type InstantReading = Reading<number> & { readonly noOffset: boolean; readonly zeroDate: boolean };

/** A reading of any field. */
export type AnyReading = Reading<unknown> & Partial<Pick<InstantReading, "noOffset" | "zeroDate">>;

const NOTHING = { value: null, fault: null } as const;
const WRONG_TYPE = { value: null, fault: "wrongType" } as const;
const OUT_OF_RANGE = { value: null, fault: "outOfRange" } as const;
const YES: Reading<boolean> = { value: true, fault: null };
const NO: Reading<boolean> = { value: false, fault: null };
const NO_GROUPS: Reading<readonly string[]> = { value: [], fault: null };
/** The readings of 0 to 255. */
const SMALL_NUMBERS = Array.from({ length: 256 }, (_, value): Reading<number> => ({ value, fault: null }));

/** A text that shows nothing: only white space, control characters, and characters that programs do not draw. */
const BLANK = /^[\p{White_Space}\p{Cc}\p{Default_Ignorable_Code_Point}]*$/u;
const SPACE = /\p{White_Space}+/gu;
const OUTER_BLANK = /^ | $/g;
const JSON_NUMBER = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/;
const TIMESTAMP = /^(-?\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d+))?)?(Z|[+-]\d\d(?::?\d\d)?)?$/;
/** Databases write this if a date is not set. It is not a day of any calendar. */
const DATE_OF_ZEROS = /^0000-00-00(?:[T ]|$)/;

function isNothing(raw: unknown): boolean {
  return raw === null || raw === undefined || (typeof raw === "string" && BLANK.test(raw));
}

/**
 * Reads a text: trims it, collapses inner white space, and converts it to NFC. A safe integer becomes its text. Any other
 * number is out of range, because two ids may have become one when the JSON was parsed. Any other type is wrong.
 */
export function readText(raw: unknown): Reading<string> {
  if (typeof raw === "string" && isUsualText(raw)) return { value: raw, fault: null };
  if (isNothing(raw)) return NOTHING;
  if (typeof raw === "number") return Number.isSafeInteger(raw) ? { value: String(raw), fault: null } : OUT_OF_RANGE;
  if (typeof raw !== "string") return WRONG_TYPE;
  return { value: raw.replace(SPACE, " ").replace(OUTER_BLANK, "").normalize("NFC"), fault: null };
}

function finiteNumber(raw: unknown): number | null {
  const value = typeof raw === "string" && JSON_NUMBER.test(raw) ? Number(raw) : raw;
  // Adding 0 turns -0 into 0: "-0" and 0 must not become two keys of a histogram.
  return typeof value === "number" && Number.isFinite(value) ? value + 0 : null;
}

/** A finite JSON number, or a string that is exactly one. */
export function readNumber(raw: unknown): Reading<number> {
  const value = finiteNumber(raw);
  if (value === null) return isNothing(raw) ? NOTHING : WRONG_TYPE;
  return SMALL_NUMBERS[value] ?? { value, fault: null };
}

/** Like `readNumber`, but the number must be whole: 9.0 is good, 9.5 is bad. */
export function readInteger(raw: unknown): Reading<number> {
  const number = readNumber(raw);
  return number.value === null || Number.isInteger(number.value) ? number : WRONG_TYPE;
}

/** Like `readInteger`, but the number must not be negative. */
export function readCount(raw: unknown): Reading<number> {
  const integer = readInteger(raw);
  return integer.value === null || integer.value >= 0 ? integer : OUT_OF_RANGE;
}

/** Wraps a reader: a value that is not in range is kept, with the fault `outOfRange`. */
export function within(read: (raw: unknown) => Reading<number>, inRange: (value: number) => boolean) {
  return (raw: unknown): Reading<number> => {
    const reading = read(raw);
    return reading.value === null || inRange(reading.value) ? reading : { value: reading.value, fault: "outOfRange" };
  };
}

/** Reads true and false, these words in any case, or a number: 0 is false, every other number is true. */
export function readBoolean(raw: unknown): Reading<boolean> {
  if (typeof raw === "boolean") return raw ? YES : NO;
  if (typeof raw === "string" && /^(true|false)$/i.test(raw)) return raw.length === 4 ? YES : NO;
  const number = finiteNumber(raw);
  if (number !== null) return number !== 0 ? YES : NO;
  return isNothing(raw) ? NOTHING : WRONG_TYPE;
}

const NO_INSTANT: InstantReading = { ...NOTHING, noOffset: false, zeroDate: false };
const ZERO_DATE: InstantReading = { ...NOTHING, noOffset: false, zeroDate: true };
const BAD_INSTANT: InstantReading = { ...WRONG_TYPE, noOffset: false, zeroDate: false };
const INSTANT_OUT_OF_RANGE: InstantReading = { ...OUT_OF_RANGE, noOffset: false, zeroDate: false };

/**
 * Reads an ISO 8601 date and time. Cuts the fraction to milliseconds; a missing offset means UTC. A zero date is read as null:
 * any instant up to and including 1970-01-01T00:00:00Z, and any text with the date 0000-00-00.
 */
export function readInstant(raw: unknown): InstantReading {
  if (raw === null) return NO_INSTANT;
  const usual = typeof raw === "string" ? usualInstant(raw) : null;
  return usual === null ? readAnyInstant(raw) : { value: usual, fault: null, noOffset: false, zeroDate: false };
}

function readAnyInstant(raw: unknown): InstantReading {
  if (isNothing(raw)) return NO_INSTANT;
  if (typeof raw !== "string") return BAD_INSTANT;
  if (DATE_OF_ZEROS.test(raw)) return ZERO_DATE;
  const parts = TIMESTAMP.exec(raw);
  const wallClock = parts && utcOf(parts);
  const offset = parts?.[8];
  const value = wallClock === null ? null : wallClock - offsetMinutes(offset) * 60_000;
  if (value === null) return BAD_INSTANT;
  return value <= 0 ? ZERO_DATE : { value, fault: null, noOffset: offset === undefined, zeroDate: false };
}

/** Like `readInstant`, for an instant that every session must have: a zero date is bad. */
export function readRequiredInstant(raw: unknown): InstantReading {
  const reading = readInstant(raw);
  if (!reading.zeroDate) return reading;
  const isNoDate = typeof raw === "string" && DATE_OF_ZEROS.test(raw);
  return isNoDate ? BAD_INSTANT : INSTANT_OUT_OF_RANGE;
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

/** No real session has more groups. One row with a very long list could fill the memory, because it is counted in each group. */
const MOST_GROUPS = 1000;

/**
 * Reads the whole numbers of an array as texts, without repeats. A bad element makes the field bad, but the good elements are
 * kept. A whole number that is not a safe integer is bad too, because two ids may have become one.
 */
export function readGroupIds(raw: unknown): Reading<readonly string[]> {
  if (isNothing(raw)) return NOTHING;
  if (!Array.isArray(raw) || raw.length > MOST_GROUPS) return WRONG_TYPE;
  if (raw.length === 0) return NO_GROUPS;
  const ids: string[] = [];
  let fault: Fault | null = null;
  for (const element of raw) {
    const reading = readGroupId(element);
    if (reading.value !== null) ids.push(reading.value);
    else if (fault !== "wrongType") fault = reading.fault ?? "wrongType";
  }
  return { value: ids.length > 1 ? [...new Set(ids)] : ids, fault };
}

/** Reads one element. An empty element is bad, unlike an empty field. */
function readGroupId(raw: unknown): Reading<string> {
  const { value, fault } = readInteger(raw);
  if (value === null) return { value, fault };
  return Number.isSafeInteger(value) ? { value: String(value), fault: null } : OUT_OF_RANGE;
}
