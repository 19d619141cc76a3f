import type { HeadlineId } from "../functions/daily-report/domain/history/past.ts";
import { type Headlines, usualMetric, usualOf } from "../functions/daily-report/domain/history/usual.ts";
import { FEWEST_ANSWERS } from "../functions/daily-report/domain/metrics/metric.ts";
import { wilsonLimits } from "../functions/daily-report/domain/statistics.ts";
import { range } from "./history-tables.ts";

/** A figure to be judged, and the figures of the day so many days before; null if that day is not known. */
export type Asked = {
  readonly id: HeadlineId;
  readonly day: Headlines;
  readonly past: (back: number) => Headlines | null;
};

/** Whether a rule flags the figure of a day; null if the rule does not judge it. */
export type Rule = (asked: Asked) => boolean | null;

/** The rules that are compared. The first one is that of the report (docs/metrics.md section 8.1). */
export const rules: Readonly<Record<string, Rule>> = {
  "in force": inForce,
  "2.66 · mR alone": xmrAlone,
  "outside 4 days": outsideFour,
  "differs by a tenth": differsByTenth,
  "limits and 4 days": limitsAndFour,
  "Laney, 8 days": (asked) => laney(asked, [0], 3),
  "Laney, 56 days": (asked) => laney(asked, range(0, 6), Z98),
};

const WEEKS = 8;
const FEWEST_WEEKS = 6;
const FEWEST_OF_FOUR = 3;
/** The expected difference of two values of a normal distribution, in standard deviations. */
const D2 = 1.128;
/** The 99 % point of the normal distribution: two-sided 98 % limits. */
const Z98 = 2.326348;

/** The days of a weekday in the weeks before, the oldest first; `shift` 0 is the weekday of the day itself, 1 that of the day after. */
function weekdays({ past }: Asked, weeks: number, shift = 0): Headlines[] {
  return range(1, weeks)
    .toReversed()
    .flatMap((week) => past(7 * week - shift) ?? []);
}

function valuesOf({ id }: Asked, days: readonly Headlines[]): number[] {
  return days.flatMap((day) => day[id].value ?? []);
}

/** The value of the day; null if it has fewer than 10 answers. */
function shownValue({ id, day }: Asked): number | null {
  const figure = day[id];
  return "n" in figure && figure.n < FEWEST_ANSWERS ? null : figure.value;
}

function inForce(asked: Asked): boolean | null {
  const { verdict } = usualMetric(asked.id, asked.day, valuesOf(asked, weekdays(asked, WEEKS)), WEEKS);
  return shownValue(asked) === null || verdict === null ? null : verdict !== "usual";
}

function xmrAlone(asked: Asked): boolean | null {
  const { verdict } = usualOf(shownValue(asked), valuesOf(asked, weekdays(asked, WEEKS)), WEEKS);
  return verdict === null ? null : verdict !== "usual";
}

/** Outside all values of the same weekday in the four weeks before. */
function outsideFour(asked: Asked): boolean | null {
  const value = shownValue(asked);
  const values = valuesOf(asked, weekdays(asked, 4));
  if (value === null || values.length < FEWEST_OF_FOUR) return null;
  return value < Math.min(...values) || value > Math.max(...values);
}

/** The arrow of many dashboards: a tenth more or less than a week ago, or 10 points of nps. */
function differsByTenth(asked: Asked): boolean | null {
  const [value, before] = [shownValue(asked), asked.past(7)?.[asked.id].value ?? null];
  if (value === null || before === null) return null;
  return Math.abs(value - before) > (asked.id === "nps" ? 10 : 0.1 * Math.abs(before));
}

/** Outside the four days, and the day's 95 % limits leave out the value of the four days together. Only for rates and nps. */
function limitsAndFour(asked: Asked): boolean | null {
  const isOutside = outsideFour(asked);
  const own = answersOf(asked.id, asked.day);
  const usual = together(weekdays(asked, 4).flatMap((day) => answersOf(asked.id, day) ?? []));
  if (isOutside === null || own === null || usual === null) return null;
  const { low, high } = asked.id === "nps" ? asked.day.nps : wilsonLimits(own.sum, own.n);
  return isOutside && low !== null && high !== null && (100 * usual.mean < low || 100 * usual.mean > high);
}

/**
 * The p' chart of Laney (Quality Engineering 14, 2002), for rates and nps: the z values of the days before, around the mean of
 * their weekday, give sigma of z by their mean moving range, and the limits are the mean ± width · sigma of z · sigma by chance.
 * `shifts` names the weekdays whose z values are used. With all seven, sigma of z is at least 1, the limits allow for the
 * chance in the mean, and for one answer more.
 */
function laney(asked: Asked, shifts: readonly number[], width: number): boolean | null {
  const { id, day } = asked;
  const own = shownValue(asked) === null ? null : answersOf(id, day);
  const days = weekdays(asked, WEEKS).flatMap((past) => answersOf(id, past) ?? []);
  const usual = together(days);
  if (own === null || usual === null || days.length < FEWEST_WEEKS) return null;
  const movingRanges = shifts.flatMap((shift) =>
    movingRangesOf(weekdays(asked, WEEKS, shift).flatMap((past) => answersOf(id, past) ?? [])),
  );
  const sigma = movingRanges.length === 0 ? 0 : average(movingRanges) / D2;
  const isWide = shifts.length > 1;
  const factor = width * (isWide ? Math.max(1, sigma) : sigma);
  const chance = Math.sqrt(usual.variance * (1 / own.n + (isWide ? 1 / usual.n : 0)));
  return Math.abs(own.sum / own.n - usual.mean) > factor * chance + (isWide ? 1 / own.n : 0);
}

/** The number of answers, their sum and the sum of their squares. Of nps a promoter is 1, a passive 0, a detractor -1. */
type Answers = { readonly n: number; readonly sum: number; readonly squares: number };

/** Null if the figure is not a rate or nps, or has no answers. */
function answersOf(id: HeadlineId, day: Headlines): Answers | null {
  const figure = day[id];
  if ("promoters" in figure) {
    const { n, promoters, detractors } = figure;
    return n === 0 ? null : { n, sum: promoters - detractors, squares: promoters + detractors };
  }
  if (!("numerator" in figure) || figure.n === 0) return null;
  return { n: figure.n, sum: figure.numerator, squares: figure.numerator };
}

/** Mean and variance of an answer of all days; null without answers. */
function together(days: readonly Answers[]): { n: number; mean: number; variance: number } | null {
  const total = (of: (day: Answers) => number) => days.reduce((sum, day) => sum + of(day), 0);
  const n = total((day) => day.n);
  if (n === 0) return null;
  const mean = total(({ sum }) => sum) / n;
  return { n, mean, variance: total(({ squares }) => squares) / n - mean ** 2 };
}

/** The moving ranges of the z values of days, around their common mean; empty if all answers are alike. */
function movingRangesOf(days: readonly Answers[]): number[] {
  const all = together(days);
  if (all === null || all.variance <= 0) return [];
  const z = days.map(({ n, sum }) => (sum / n - all.mean) / Math.sqrt(all.variance / n));
  return z.slice(1).map((value, index) => Math.abs(value - (z[index] as number)));
}

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
