import type { Unit } from "../domain/metrics/metric.ts";
import type { Plural, Texts } from "./texts.ts";

/** What stands where there is no value. */
export const NOTHING = "—";

/** Figures as a reader of the language writes them; null and what is not finite is "—". */
export type Format = {
  /** A value of the unit: percentages 0-100, NPS with its sign, seconds as "45 s", "1 min 04 s" or "1:02:05", money with the report's currency. */
  figure(unit: Unit, value: number | null): string;
  count(value: number | null): string;
  /** Seconds as "1:04" or "1:02:05", for narrow columns. */
  clock(seconds: number | null): string;
  /** The phrase that fits the number. */
  counted(n: number, forms: Plural): string;
  /** A date (yyyy-mm-dd) in words, with its weekday. */
  date(date: string): string;
  /** An instant (ISO 8601) on the clocks of the zone, in words. */
  instant(instant: string, zone: string): string;
  /** A length of time in hours, with the word. */
  hours(hours: number): string;
};

/** The way a language writes figures; `currency` is an ISO 4217 code, null for money without one. */
export function formatFor(texts: Texts, currency: string | null): Format {
  const { intl } = texts;
  const number = (options: Intl.NumberFormatOptions) => {
    const { format } = new Intl.NumberFormat(intl, options);
    return (value: number | null) => (value === null || !Number.isFinite(value) ? NOTHING : format(value));
  };
  const count = number({ maximumFractionDigits: 0 });
  const figures: Record<Unit, (value: number | null) => string> = {
    sessions: count,
    messages: count,
    percent: number({ style: "unit", unit: "percent", ...ONE_DIGIT }),
    nps: number({ signDisplay: "exceptZero", ...ONE_DIGIT }),
    points: number({ maximumFractionDigits: 2 }),
    seconds: (seconds) => durationInWords(seconds, texts),
    money: number(
      currency === null
        ? { minimumFractionDigits: 2, maximumFractionDigits: 4 }
        : { style: "currency", currency, maximumFractionDigits: 4 },
    ),
  };
  const rules = new Intl.PluralRules(intl);
  const date = new Intl.DateTimeFormat(intl, { dateStyle: "full", timeZone: "UTC" });
  return {
    figure: (unit, value) => figures[unit](value),
    count,
    clock,
    counted: (n, forms) => (forms[rules.select(n)] ?? forms.other).replace("#", () => count(n)),
    date: (text) => date.format(new Date(`${text}T00:00:00Z`)),
    instant: (instant, zone) =>
      new Intl.DateTimeFormat(intl, { ...DAY_AND_TIME, timeZone: zone }).format(new Date(instant)),
    hours: number({ style: "unit", unit: "hour", unitDisplay: "long", maximumFractionDigits: 2 }),
  };
}

const ONE_DIGIT = { minimumFractionDigits: 1, maximumFractionDigits: 1 };

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
