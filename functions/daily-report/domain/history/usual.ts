import { type DoubtId, isDoubtful } from "../doubt.ts";
import { catalogue, type MetricValues } from "../metrics/catalogue.ts";
import { FEWEST_ANSWERS } from "../metrics/metric.ts";
import type { NpsValue } from "../metrics/nps.ts";
import { Z } from "../statistics.ts";
import type { Usual, Verdict } from "./history.ts";
import type { HeadlineId } from "./past.ts";

/** Fewer days than these give no verdict: limits can be computed from "as few as five or six values" (Wheeler 2000). */
export const FEWEST_DAYS = 6;
/** 3 / d2 of ranges of two values (Wheeler 2000): limits at three standard deviations, from the mean moving range. */
const XMR = 2.66;

/** What a metric's values can be, and how far chance alone takes them. */
export type Scale = {
  /** The smallest and the largest value that the metric can have. */
  readonly from: number;
  readonly to: number;
  /** How far from its mean the day's value may be by chance alone, with as many sessions as the day has. */
  readonly chance: (mean: number) => number;
};

const ANY_NUMBER: Scale = { from: -Infinity, to: Infinity, chance: () => 0 };

/**
 * Whether a value is usual, given the values of earlier days of the same kind, the oldest first; `of` is how many days were
 * asked for. The expected range is mean ± 2.66 x mean moving range (XmR chart; Wheeler 2000). It is never narrower than chance
 * alone, and never wider than the values that the metric can have. A value is unusual if it is outside the range.
 */
export function usualOf(value: number | null, earlier: readonly number[], of: number, scale = ANY_NUMBER): Usual {
  const known = earlier.length;
  if (known < FEWEST_DAYS) return { verdict: null, mean: null, low: null, high: null, known, of };
  const mean = meanOf(earlier);
  const half = Math.max(XMR * meanMovingRange(earlier), scale.chance(mean));
  const [low, high] = [Math.max(scale.from, mean - half), Math.min(scale.to, mean + half)];
  return { verdict: value === null ? null : verdictOf(value, low, high), mean, low, high, known, of };
}

function verdictOf(value: number, low: number, high: number): Verdict {
  if (value > high) return "unusually_high";
  return value < low ? "unusually_low" : "usual";
}

/**
 * The same for a metric of a day or period, of which `metrics` are all figures. There is also no verdict on a value that mail
 * and workbook do not show because it has fewer than 10 answers, and none if more than 10 % of the values are invalid.
 */
export function usualMetric(id: HeadlineId, metrics: Headlines, earlier: readonly number[], of: number): Usual {
  return usualOf(
    isShown(id, metrics) && !isDoubtful(id, metrics) ? metrics[id].value : null,
    earlier,
    of,
    scaleOf(id, metrics),
  );
}

/**
 * The same without verdicts on counts of sessions, for a day of which sessions are missing, or a week of which days are: it has
 * fewer sessions because they were not counted.
 */
export function withoutCountVerdicts(usual: Record<HeadlineId, Usual>): Record<HeadlineId, Usual> {
  const { sessions, handled } = usual;
  return { ...usual, sessions: { ...sessions, verdict: null }, handled: { ...handled, verdict: null } };
}

export type Headlines = Pick<MetricValues, HeadlineId | DoubtId>;

function isShown(id: HeadlineId, metrics: Headlines): boolean {
  const figure = metrics[id];
  return catalogue[id].smallN === "shown" || !("n" in figure) || figure.n >= FEWEST_ANSWERS;
}

/**
 * The scale of a metric. Chance is what 95 % limits allow around the mean, and one session or answer more, so that a single one
 * is never unusual. Counts alone do not say how much a mean mark or a median varies, so there it is one answer or one second.
 */
function scaleOf(id: HeadlineId, metrics: Headlines): Scale {
  switch (id) {
    case "sessions":
    case "handled":
      return { from: 0, to: Infinity, chance: (mean) => Z * Math.sqrt(mean) + 1 };
    case "frt_p50":
      return { from: 0, to: Infinity, chance: () => 1 };
    case "csi":
      return { from: 0, to: 100, chance: () => one(metrics.csi.n) };
    case "nps":
      return { from: -100, to: 100, chance: () => reach(metrics.nps) + one(metrics.nps.n) };
    default:
      return { from: 0, to: 100, chance: (mean) => spread(mean, metrics[id].n) + one(metrics[id].n) };
  }
}

/** One of n in percent; 0 if n is 0. */
function one(n: number): number {
  return n === 0 ? 0 : 100 / n;
}

/** The half-width of 95 % limits around a known percentage (the score test): the Wilson limits of what is inside include it. */
function spread(mean: number, n: number): number {
  return n === 0 ? 0 : Z * Math.sqrt((mean * (100 - mean)) / n);
}

/** The longer side of the limits of a score; 0 if it has no value. */
function reach({ value, low, high }: NpsValue): number {
  return value === null || low === null || high === null ? 0 : Math.max(value - low, high - value);
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The mean difference between a value and the next one, without its sign. */
function meanMovingRange(values: readonly number[]): number {
  return meanOf(values.slice(1).map((value, index) => Math.abs(value - (values[index] as number))));
}
