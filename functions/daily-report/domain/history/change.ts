import type { RateValue } from "../metrics/metric.ts";
import type { NpsValue } from "../metrics/nps.ts";
import { type Limits, wilsonLimits } from "../statistics.ts";
import type { Change } from "./history.ts";

/** The change of a rate in points, with the limits of Newcombe's method 10 (1998), from the Wilson limits of both sides. */
export function rateChange(day: RateValue, before: RateValue): Change {
  return changeOf(withWilson(day), withWilson(before));
}

/**
 * The change of a net promoter score, with the limits of the same method from the adjusted-Wald limits of both sides. If both
 * are symmetric around the scores, these are 1.96 sqrt(se1² + se2²). If all answers are alike, the plain standard error is 0
 * and would make any difference real; these limits do not.
 */
export function npsChange(day: NpsValue, before: NpsValue): Change {
  return changeOf(day, before);
}

type AnyEstimate = Limits & { readonly value: number | null };

function withWilson({ value, numerator, denominator }: RateValue): AnyEstimate {
  return { value, ...wilsonLimits(numerator, denominator) };
}

function changeOf(day: AnyEstimate, before: AnyEstimate): Change {
  if (!isKnown(day) || !isKnown(before)) {
    return { before: before.value, difference: null, low: null, high: null, isReal: false };
  }
  const { difference, low, high } = differenceOf(day, before);
  return { before: before.value, difference, low, high, isReal: low > 0 || high < 0 };
}

/** A value with its limits. */
export type Estimate = { readonly value: number; readonly low: number; readonly high: number };

/**
 * The difference of two independent estimates. The distance from the difference to each of its limits is the root of the summed
 * squares of the distances from the two values to the limits that are worst for it (Newcombe 1998; for any estimates Zou and
 * Donner 2008).
 */
export function differenceOf(one: Estimate, other: Estimate): { difference: number; low: number; high: number } {
  const difference = one.value - other.value;
  const low = difference - Math.hypot(one.value - one.low, other.high - other.value);
  const high = difference + Math.hypot(one.high - one.value, other.value - other.low);
  return { difference, low, high };
}

function isKnown(estimate: AnyEstimate): estimate is Estimate {
  return estimate.value !== null && estimate.low !== null && estimate.high !== null;
}
