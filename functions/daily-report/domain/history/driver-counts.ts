import { type Counter, catalogue } from "../metrics/catalogue.ts";
import type { Figures, RateValue } from "../metrics/metric.ts";
import type { NpsValue } from "../metrics/nps.ts";
import { figuresOf, type Scope, type Tally } from "../tally.ts";
import type { Share } from "./decomposition.ts";
import type { DriverId, Hits } from "./history.ts";

/**
 * What is compared of a row. `points` are the hits on a scale of 0 to 1 for each of the n sessions (nps: a promoter 1, a passive
 * 0.5, a detractor 0), `squares` the sum of their squares: from both follow mean and variance.
 */
export type DriverCounts = { readonly hits: Hits; readonly points: number; readonly squares: number };

/** The counts of one metric in one row of a tally. */
export function driverCounts(tally: Tally, metric: DriverId, scope: Scope, row: string): DriverCounts {
  return countsOf(figuresOf(tally, scope, row), metric);
}

function countsOf(figures: Figures<Counter>, metric: DriverId): DriverCounts {
  return metric === "nps" ? npsCounts(catalogue.nps.value(figures)) : rateCounts(catalogue[metric].value(figures));
}

export function rateCounts({ value, numerator, n }: RateValue): DriverCounts {
  return { hits: { hits: numerator, n, value }, points: numerator, squares: numerator };
}

export function npsCounts({ value, n, promoters, passives, detractors }: NpsValue): DriverCounts {
  return {
    hits: { hits: promoters - detractors, n, value },
    points: promoters + passives / 2,
    squares: promoters + passives / 4,
  };
}

/**
 * Both sides as hits and misses that have the same means and the same variance as the points, so that the test of two shares can
 * compare them. A rate stays as it is. Points of nps vary less than hits and misses of the same mean, so they count as more
 * sessions: n x m (1 - m) / variance, both over all sessions of the two sides. Null if the points do not vary.
 */
export function asShares(one: DriverCounts, other: DriverCounts): [Share, Share] | null {
  const n = one.hits.n + other.hits.n;
  const mean = (one.points + other.points) / n;
  const variance = (one.squares + other.squares) / n - mean ** 2;
  if (!(variance > 0)) return null;
  const factor = (mean - mean ** 2) / variance;
  const share = ({ hits, points }: DriverCounts) => ({ hits: points * factor, n: hits.n * factor });
  return [share(one), share(other)];
}
