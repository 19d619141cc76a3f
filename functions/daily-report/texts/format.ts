import type { Unit } from "../domain/metrics/metric.ts";
import type { Plural, Texts } from "./texts.ts";

/** The text for a missing value. */
export const NOTHING = "—";

/** Formats figures for readers of a language; null and numbers that are not finite are "—". */
export type Format = {
  /**
   * A value of the unit: percentages 0-100, NPS with its sign, seconds as "45 s", "1 min 04 s" or "1 h 02 min", money with the
   * report's currency. A minus is U+2212, and a unit is on the line of its number. A value that rounds to zero has no sign. A value that only rounds to perfect is shown as
   * `nearlyPerfect`.
   */
  figure(unit: Unit, value: number | null): string;
  /**
   * The text of a share that is not 0 or 100 % but would round to it ("<0.1%", ">99.9%"), and of an NPS that is not ±100 but
   * would round to it (">+99.9", "<-99.9"); null for all other values.
   */
  nearlyPerfect(unit: Unit, value: number | null): string | null;
  /** The same in whole percent or points, and money with two digits: a mail has no room for digits that chance decides. */
  whole(unit: Unit, value: number | null): string;
  count(value: number | null): string;
  /** Seconds as "1:04" or "1:02:05", for narrow columns. */
  clock(seconds: number | null): string;
  /** The plural form for the number, with the number in it. */
  counted(n: number, forms: Plural): string;
  /** A date (yyyy-mm-dd) in words, with the weekday. */
  date(date: string): string;
  /** A date (yyyy-mm-dd) as "Fri 27 November", for lists of days. */
  shortDate(date: string): string;
  /** The text with its first letter in upper case. */
  capital(text: string): string;
  /** A date (yyyy-mm-dd) as "Friday, 27 November", to begin a sentence. */
  dayName(date: string): string;
  /** A date (yyyy-mm-dd) as "Fri 27 Nov", for the subject of a mail. */
  briefDate(date: string): string;
  /** A date (yyyy-mm-dd) as "27 Nov", for the names of bars. */
  briefDay(date: string): string;
  /** The dates from one to another (yyyy-mm-dd) as "23–29 November 2026". */
  dates(from: string, to: string): string;
  /** The same without the year: "23–29 November", "25 November". */
  shortDates(from: string, to: string): string;
  /** The month of a date (yyyy-mm-dd) as "November 2026". */
  month(date: string): string;
  /** An instant (ISO 8601) in the local time of the zone, in words. */
  instant(instant: string, zone: string): string;
  /** The same without the year: "28 November, 08:29". */
  moment(instant: string, zone: string): string;
  /** The time of day of an instant: "08:29". */
  time(instant: string, zone: string): string;
  /** A duration in hours, as "23 hours". */
  hours(hours: number): string;
};

/** Returns the formatter of a language; `currency` is an ISO 4217 code, or null for money without a currency. */
export function formatFor(texts: Texts, currency: string | null): Format {
  const { intl } = texts;
  const number = (options: Intl.NumberFormatOptions) => {
    const { format } = new Intl.NumberFormat(intl, options);
    return (value: number | null) =>
      value === null || !Number.isFinite(value) ? NOTHING : format(value).replace("-", MINUS);
  };
  const count = number({ maximumFractionDigits: 0 });
  const money = (maximumFractionDigits: number) =>
    number(
      currency === null
        ? { ...UNSIGNED_ZERO, minimumFractionDigits: 2, maximumFractionDigits }
        : { ...UNSIGNED_ZERO, style: "currency", currency, maximumFractionDigits },
    );
  const plain: PlainFigures = {
    sessions: count,
    messages: count,
    ...rounded(number, ONE_DIGIT),
    points: number({ ...UNSIGNED_ZERO, maximumFractionDigits: 2 }),
    seconds: (seconds) => durationInWords(seconds, texts),
    money: money(4),
  };
  const whole = { ...plain, ...rounded(number, { maximumFractionDigits: 0 }), money: money(2) };
  const nearlyPerfect = nearlyPerfectOf(plain, 0.1);
  const nearlyPerfectWhole = nearlyPerfectOf(whole, 1);
  const rules = new Intl.PluralRules(intl);
  const date = new Intl.DateTimeFormat(intl, { dateStyle: "full", timeZone: "UTC" });
  const shortDate = new Intl.DateTimeFormat(intl, {
    weekday: "short",
    day: "numeric",
    month: "long",
    timeZone: "UTC",
  });
  const inUtc = (text: string, options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(intl, { ...options, timeZone: "UTC" })
      .format(new Date(`${text}T00:00:00Z`))
      .replaceAll(" ", "\u00a0");
  const capital = (text: string) => text.charAt(0).toLocaleUpperCase(intl) + text.slice(1);
  return {
    figure: (unit, value) => nearlyPerfect(unit, value) ?? plain[unit](value),
    nearlyPerfect,
    whole: (unit, value) => nearlyPerfectWhole(unit, value) ?? whole[unit](value),
    count,
    clock,
    counted: (n, forms) => (forms[rules.select(n)] ?? forms.other).replace("#", () => count(n)),
    date: (text) => date.format(new Date(`${text}T00:00:00Z`)),
    shortDate: (text) => shortDate.format(new Date(`${text}T00:00:00Z`)),
    capital,
    dayName: (text) =>
      `${capital(inUtc(text, { weekday: "long" }))}, ${inUtc(text, { day: "numeric", month: "long" })}`,
    briefDate: (text) => `${capital(inUtc(text, { weekday: "short" }))} ${inUtc(text, texts.briefDate)}`,
    briefDay: (text) => inUtc(text, texts.briefDate),
    dates: rangeOf(intl, { ...DAY_AND_MONTH, year: "numeric" }),
    shortDates: rangeOf(intl, DAY_AND_MONTH),
    month: (text) =>
      new Intl.DateTimeFormat(intl, { month: "long", year: "numeric", timeZone: "UTC" }).format(
        new Date(`${text}T00:00:00Z`),
      ),
    instant: (instant, zone) =>
      new Intl.DateTimeFormat(intl, { ...DAY_AND_TIME, timeZone: zone }).format(new Date(instant)),
    moment: (instant, zone) => {
      const dayAndMonth = new Intl.DateTimeFormat(intl, { ...DAY_AND_MONTH, timeZone: zone });
      return `${dayAndMonth.format(new Date(instant)).replaceAll(" ", "\u00a0")}, ${timeOf(instant, zone)}`;
    },
    time: timeOf,
    hours: number({ style: "unit", unit: "hour", unitDisplay: "long", maximumFractionDigits: 2 }),
  };
}

const ONE_DIGIT = { minimumFractionDigits: 1, maximumFractionDigits: 1 };

/** U+2212: a screen reader skips a hyphen, and would read an NPS of −36 as 36. */
export const MINUS = "\u2212";

type NumberOf = (options: Intl.NumberFormatOptions) => (value: number | null) => string;

/** Percentages and scores with the given number of digits. */
function rounded(number: NumberOf, digits: Intl.NumberFormatOptions): Pick<PlainFigures, "percent" | "nps"> {
  return {
    percent: number({ ...UNSIGNED_ZERO, style: "unit", unit: "percent", ...digits }),
    nps: number({ signDisplay: "exceptZero", ...digits }),
  };
}

const UNSIGNED_ZERO = { signDisplay: "negative" } as const;

/** Formats a value with simple rounding, without the exceptions of `nearlyPerfect`. */
type PlainFigures = Record<Unit, (value: number | null) => string>;

/** The perfect values, and the sign for values that are not perfect but would round to them. */
const PERFECT = [
  { unit: "percent", perfect: 0, inwards: 1, side: "<" },
  { unit: "percent", perfect: 100, inwards: -1, side: ">" },
  { unit: "nps", perfect: 100, inwards: -1, side: ">" },
  { unit: "nps", perfect: -100, inwards: 1, side: "<" },
] as const satisfies { unit: Unit; perfect: number; inwards: 1 | -1; side: "<" | ">" }[];

/**
 * `step` is one unit of the last digit shown. A value farther than this from a perfect value cannot round to it, so it need not be
 * formatted to check.
 */
function nearlyPerfectOf(plain: PlainFigures, step: number): Format["nearlyPerfect"] {
  const edges = PERFECT.map(({ unit, perfect, inwards, side }) => ({
    unit,
    perfect,
    drawn: plain[unit](perfect),
    instead: `${side}${plain[unit](perfect + inwards * step)}`,
  }));
  return (unit, value) => {
    if (value === null) return null;
    const edge = edges.find((edge) => edge.unit === unit && Math.abs(edge.perfect - value) < step);
    return edge && edge.perfect !== value && edge.drawn === plain[unit](value) ? edge.instead : null;
  };
}

const DAY_AND_MONTH: Intl.DateTimeFormatOptions = { day: "numeric", month: "long", timeZone: "UTC" };

function rangeOf(intl: string, options: Intl.DateTimeFormatOptions): (from: string, to: string) => string {
  const format = new Intl.DateTimeFormat(intl, options);
  return (from, to) =>
    format
      .formatRange(new Date(`${from}T00:00:00Z`), new Date(`${to}T00:00:00Z`))
      // Versions of ICU differ in the spaces around the dash.
      .replace(/\s*–\s*/, "\u2009–\u2009")
      .replace(/^(\d+)\u2009–\u2009(\d+)\b/, "$1–$2")
      .replaceAll("\u2009", " ");
}

const DAY_AND_TIME: Intl.DateTimeFormatOptions = {
  day: "numeric",
  month: "long",
  year: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
};

function timeOf(instant: string, zone: string): string {
  return new Intl.DateTimeFormat("en-GB", {
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    timeZone: zone,
  }).format(new Date(instant));
}

function durationInWords(seconds: number | null, { hour, minute, second }: Texts): string {
  if (seconds === null || !Number.isFinite(seconds)) return NOTHING;
  const whole = Math.round(seconds);
  if (whole >= 3600) {
    const minutes = Math.round(whole / 60);
    return `${Math.floor(minutes / 60)}\u00a0${hour}\u00a0${twoDigits(minutes % 60)}\u00a0${minute}`;
  }
  const rest = whole % 60;
  if (whole < 60) return `${rest}\u00a0${second}`;
  const minutes = `${Math.floor(whole / 60)}\u00a0${minute}`;
  return rest === 0 ? minutes : `${minutes}\u00a0${twoDigits(rest)}\u00a0${second}`;
}

/** Seconds as "1:04" or "1:02:05", the same in every language. */
export function clock(seconds: number | null): string {
  if (seconds === null || !Number.isFinite(seconds)) return NOTHING;
  const whole = Math.round(seconds);
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  const minutesAndHours = hours === 0 ? String(minutes) : `${hours}:${twoDigits(minutes)}`;
  return `${minutesAndHours}:${twoDigits(whole % 60)}`;
}

function twoDigits(n: number): string {
  return String(n).padStart(2, "0");
}
