import { isDoubtful } from "./doubt.ts";
import type { RateValue } from "./metrics/metric.ts";
import type { HourRow, Report } from "./report.ts";
import { wilsonLimits, Z99 } from "./statistics.ts";

/** `isSlow`: the hour answered in time less often than the day, beyond 99 % limits. */
export type DayHour = { key: string; sessions: number; isSlow: boolean };

export type DayHours = {
  /** Every hour of the clock, in order. */
  hours: DayHour[];
  /** The hour with the most sessions, the first of equal ones; null on a day without sessions. */
  peak: DayHour | null;
  /** The hour with the lowest service level, of those with sessions enough; null if there is none, or no reply time can be trusted. */
  slowest: { key: string; sl1: RateValue } | null;
  /** So many sessions with a known reply an hour needs to be called the slowest, and to have a colour. */
  fewest: number;
};

/** An hour needs so many sessions, and this share of the day's in percent, to be called the slowest. */
const FEWEST = 20;
const SMALLEST_SHARE = 2;

/** When the sessions of the day came, and when they were answered late. */
export function dayHoursOf({ breakdowns, metrics }: Pick<Report, "breakdowns" | "metrics">): DayHours {
  const level = isDoubtful("sl1", metrics) ? null : metrics.sl1.value;
  const fewest = Math.max(FEWEST, Math.ceil((SMALLEST_SHARE / 100) * metrics.sl1.n));
  const hours = breakdowns.hours.map((row) => ({
    key: row.key,
    sessions: row.metrics.sessions.value,
    isSlow: level !== null && isBelow(row.metrics.sl1, level),
  }));
  const most = Math.max(...hours.map(({ sessions }) => sessions));
  return {
    hours,
    peak: hours.find(({ sessions }) => sessions > 0 && sessions === most) ?? null,
    slowest: level === null ? null : slowestOf(breakdowns.hours, fewest),
    fewest,
  };
}

function isBelow({ numerator, denominator }: RateValue, level: number): boolean {
  const { high } = wilsonLimits(numerator, denominator, Z99);
  return high !== null && high < level;
}

function slowestOf(rows: readonly HourRow[], fewest: number): DayHours["slowest"] {
  const [slowest] = rows
    .filter(({ metrics: { sl1 } }) => sl1.value !== null && sl1.n >= fewest)
    .sort((a, b) => Number(a.metrics.sl1.value) - Number(b.metrics.sl1.value));
  return slowest === undefined ? null : { key: slowest.key, sl1: slowest.metrics.sl1 };
}
