/**
 * Recognizes the forms that nearly all values of the API have. `read-values.ts` has the rules for all forms, and reads a value of
 * a usual form to the same result. Every text and time of every row passes here, so these functions read character codes, which
 * is several times faster than regular expressions, `normalize` and `Date`.
 */

/**
 * Whether a text is already as `readText` returns it: words of visible characters, one blank between two words. Of the
 * characters, only ASCII, Latin up to U+02FF and Cyrillic up to U+0481 are recognized. None of these is changed by NFC.
 */
export function isUsualText(text: string): boolean {
  let before = BLANK;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit === BLANK ? before === BLANK : !isUsualCharacter(unit)) return false;
    before = unit;
  }
  return before !== BLANK;
}

const BLANK = 0x20;

/** Leaves out blanks, control characters, and the invisible U+00AD. */
function isUsualCharacter(unit: number): boolean {
  return (unit > BLANK && unit < 0x7f) || (unit > 0xad && unit < 0x300) || (unit >= 0x400 && unit < 0x482);
}

/**
 * The instant of a text `yyyy-mm-ddThh:mm:ss`, with or without a fraction, and `Z` or `±hh:mm`, in milliseconds since 1970.
 * Null if the text has another form, if it is not a time, or if it is not after 1970-01-01T00:00:00Z.
 */
export function usualInstant(text: string): number | null {
  const midnight = startOfDate(text);
  const time = timeOfDay(text);
  if (midnight === null || time === null) return null;
  const end = endOfFraction(text);
  const offset = offsetMinutes(text, end);
  if (offset === null) return null;
  const instant = midnight + time * 1000 + milliseconds(text, end) - offset * 60_000;
  return instant > 0 ? instant : null;
}

const DAY = 86_400_000;
const DASH = 0x2d;
const COLON = 0x3a;
const POINT = 0x2e;
const PLUS = 0x2b;
const LETTER_T = 0x54;
const LETTER_Z = 0x5a;

function startOfDate(text: string): number | null {
  if (text.charCodeAt(4) !== DASH || text.charCodeAt(7) !== DASH || text.charCodeAt(10) !== LETTER_T) return null;
  const century = twoDigits(text, 0);
  const yearOfCentury = twoDigits(text, 2);
  const month = twoDigits(text, 5);
  const day = twoDigits(text, 8);
  if (century < 0 || yearOfCentury < 0 || month < 1 || month > 12) return null;
  const year = 100 * century + yearOfCentury;
  if (day < 1 || day > daysOfMonth(year, month)) return null;
  return daysSince1970(year, month, day) * DAY;
}

/** The seconds since midnight. */
function timeOfDay(text: string): number | null {
  if (text.charCodeAt(13) !== COLON || text.charCodeAt(16) !== COLON) return null;
  const hour = twoDigits(text, 11);
  const minute = twoDigits(text, 14);
  const second = twoDigits(text, 17);
  const isTime = hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0 && second < 60;
  return isTime ? hour * 3600 + minute * 60 + second : null;
}

/** Where the offset must begin: behind the seconds, or behind the fraction if there is one. */
function endOfFraction(text: string): number {
  if (text.charCodeAt(19) !== POINT) return 19;
  let end = 20;
  while (digit(text, end) >= 0) end++;
  return end;
}

/** The milliseconds of the fraction, cut. A point without digits is no fraction, so there the offset is not found. */
function milliseconds(text: string, end: number): number {
  let sum = 0;
  for (let i = 20, worth = 100; i < end && worth >= 1; i++, worth /= 10) sum += digit(text, i) * worth;
  return sum;
}

function offsetMinutes(text: string, at: number): number | null {
  if (at === 20) return null;
  const sign = text.charCodeAt(at);
  if (sign === LETTER_Z) return text.length === at + 1 ? 0 : null;
  if ((sign !== PLUS && sign !== DASH) || text.charCodeAt(at + 3) !== COLON || text.length !== at + 6) return null;
  const hours = twoDigits(text, at + 1);
  const minutes = twoDigits(text, at + 4);
  if (hours < 0 || minutes < 0) return null;
  return (sign === DASH ? -1 : 1) * (hours * 60 + minutes);
}

/** The number that two digits write; -1 if one of the characters is not a digit or not there. */
function twoDigits(text: string, at: number): number {
  const tens = digit(text, at);
  const ones = digit(text, at + 1);
  return tens < 0 || ones < 0 ? -1 : 10 * tens + ones;
}

/** The digit at a place of a text; -1 if there is none. */
function digit(text: string, at: number): number {
  const value = text.charCodeAt(at) - 0x30;
  return value >= 0 && value <= 9 ? value : -1;
}

function daysOfMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** Days of the Gregorian calendar, counted in years that begin in March, so that a leap day is the last day of its year. */
function daysSince1970(year: number, month: number, day: number): number {
  const marchYear = month > 2 ? year : year - 1;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  const leapDays = Math.floor(marchYear / 4) - Math.floor(marchYear / 100) + Math.floor(marchYear / 400);
  return 365 * marchYear + leapDays + dayOfYear - 719_468;
}
