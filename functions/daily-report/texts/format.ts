import type { Unit } from "../domain/metrics/metric.ts";
import type { Plural, Texts } from "./texts.ts";

/** The text for a missing value. */
export const NOTHING = "—";

/** Formats figures for readers of a language; null and numbers that are not finite are "—". */
export type Format = {
  /**
   * A value of the unit: percentages 0-100, NPS with its sign, seconds as "45 s", "1 min 04 s" or "1:02:05", money with the
   * report's currency. A value that rounds to zero has no sign. A value that only rounds to perfect is shown as
   * `nearlyPerfect`.
   */
  figure(unit: Unit, value: number | null): string;
  /**
   * The text of a share that is not 0 or 100 % but would round to it ("<0.1%", ">99.9%"), and of an NPS that is not ±100 but
   * would round to it (">+99.9", "<-99.9"); null for all other values.
   */
  nearlyPerfect(unit: Unit, value: number | null): string | null;
  count(value: number | null): string;
  /** Seconds as "1:04" or "1:02:05", for narrow columns. */
  clock(seconds: number | null): string;
  /** The plural form for the number, with the number in it. */
  counted(n: number, forms: Plural): string;
  /** A date (yyyy-mm-dd) in words, with the weekday. */
  date(date: string): string;
  /** A date (yyyy-mm-dd) as "Fri 27 November", for lists of days. */
  shortDate(date: string): string;
  /** The dates from one to another (yyyy-mm-dd) as "23–29 November 2026". */
  dates(from: string, to: string): string;
  /** The same without the year: "23–29 November", "25 November". */
  shortDates(from: string, to: string): string;
  /** The month of a date (yyyy-mm-dd) as "November 2026". */
  month(date: string): string;
  /** An instant (ISO 8601) in the local time of the zone, in words. */
  instant(instant: string, zone: string): string;
  /** A duration in hours, as "23 hours". */
  hours(hours: number): string;
};

/** Returns the formatter of a language; `currency` is an ISO 4217 code, or null for money without a currency. */
export function formatFor(texts: Texts, currency: string | null): Format {
  const { intl } = texts;
  const number = (options: Intl.NumberFormatOptions) => {
    const { format } = new Intl.NumberFormat(intl, options);
    return (value: number | null) => (value === null || !Number.isFinite(value) ? NOTHING : format(value));
  };
  const count = number({ maximumFractionDigits: 0 });
  const plain: PlainFigures = {
    sessions: count,
    messages: count,
    percent: number({ style: "unit", unit: "percent", ...ONE_DIGIT }),
    nps: number({ signDisplay: "exceptZero", ...ONE_DIGIT }),
    points: number({ ...UNSIGNED_ZERO, maximumFractionDigits: 2 }),
    seconds: (seconds) => durationInWords(seconds, texts),
    money: number(
      currency === null
        ? { ...UNSIGNED_ZERO, minimumFractionDigits: 2, maximumFractionDigits: 4 }
        : { ...UNSIGNED_ZERO, style: "currency", currency, maximumFractionDigits: 4 },
    ),
  };
  const nearlyPerfect = nearlyPerfectOf(plain);
  const rules = new Intl.PluralRules(intl);
  const date = new Intl.DateTimeFormat(intl, { dateStyle: "full", timeZone: "UTC" });
  const shortDate = new Intl.DateTimeFormat(intl, {
    weekday: "short",
    day: "numeric",
    month: "long",
    timeZone: "UTC",
  });
  return {
    figure: (unit, value) => nearlyPerfect(unit, value) ?? plain[unit](value),
    nearlyPerfect,
    count,
    clock,
    counted: (n, forms) => (forms[rules.select(n)] ?? forms.other).replace("#", () => count(n)),
    date: (text) => date.format(new Date(`${text}T00:00:00Z`)),
    shortDate: (text) => shortDate.format(new Date(`${text}T00:00:00Z`)),
    dates: rangeOf(intl, { ...DAY_AND_MONTH, year: "numeric" }),
    shortDates: rangeOf(intl, DAY_AND_MONTH),
    month: (text) =>
      new Intl.DateTimeFormat(intl, { month: "long", year: "numeric", timeZone: "UTC" }).format(
        new Date(`${text}T00:00:00Z`),
      ),
    instant: (instant, zone) =>
      new Intl.DateTimeFormat(intl, { ...DAY_AND_TIME, timeZone: zone }).format(new Date(instant)),
    hours: number({ style: "unit", unit: "hour", unitDisplay: "long", maximumFractionDigits: 2 }),
  };
}

const ONE_DIGIT = { minimumFractionDigits: 1, maximumFractionDigits: 1 };

const UNSIGNED_ZERO = { signDisplay: "negative" } as const;

/** Formats a value with simple rounding, without the exceptions of `nearlyPerfect`. */
type PlainFigures = Record<Unit, (value: number | null) => string>;

/** The perfect values, the nearest figure that is not perfect, and the sign for values between the two. */
const PERFECT = [
  { unit: "percent", perfect: 0, nearest: 0.1, side: "<" },
  { unit: "percent", perfect: 100, nearest: 99.9, side: ">" },
  { unit: "nps", perfect: 100, nearest: 99.9, side: ">" },
  { unit: "nps", perfect: -100, nearest: -99.9, side: "<" },
] as const satisfies { unit: Unit; perfect: number; nearest: number; side: "<" | ">" }[];

/** The step of one decimal digit. A value farther than this from a perfect value cannot round to it, so it need not be formatted to check. */
const DIGIT_STEP = 0.1;

function nearlyPerfectOf(plain: PlainFigures): Format["nearlyPerfect"] {
  const edges = PERFECT.map(({ unit, perfect, nearest, side }) => ({
    unit,
    perfect,
    drawn: plain[unit](perfect),
    instead: `${side}${plain[unit](nearest)}`,
  }));
  return (unit, value) => {
    if (value === null) return null;
    const edge = edges.find((edge) => edge.unit === unit && Math.abs(edge.perfect - value) < DIGIT_STEP);
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

function durationInWords(seconds: number | null, { minute, second }: Texts): string {
  if (seconds === null || !Number.isFinite(seconds)) return NOTHING;
  const whole = Math.round(seconds);
  if (whole >= 3600) return clock(whole);
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
