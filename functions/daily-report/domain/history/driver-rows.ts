import { NO_KEY, type Tally } from "../tally.ts";
import type { DaySpread } from "./day-spread.ts";
import type { Share } from "./decomposition.ts";
import { asShares, type DriverCounts, driverCounts } from "./driver-counts.ts";
import { higherShareP } from "./higher-share.ts";
import { type DriverBreakdown, type DriverId, driverBreakdowns } from "./history.ts";
import type { Pool } from "./past.ts";
import { FEWEST_DAYS } from "./usual.ts";

/** A row needs so many sessions (answers) on the day and before. */
const SMALLEST_N = 10;
/** A row with more of the day's sessions is nearly the whole day and says nothing about where a difference lies. */
const LARGEST_PART = 0.9;

/** A row of a breakdown on the day and on the merged days before. */
export type DriverRow = {
  readonly breakdown: DriverBreakdown;
  readonly key: string;
  readonly day: DriverCounts;
  readonly before: DriverCounts;
  /** hits - n x usual share; 0 if the row has no usual share, because then nothing can be more than usual. */
  readonly excess: number;
};

/** All rows of a metric. */
export type ComparedMetric = {
  readonly metric: DriverId;
  /** How many days are merged. */
  readonly days: number;
  /** Sessions (answers) of the day. */
  readonly n: number;
  readonly difference: number | null;
  readonly rows: readonly DriverRow[];
};

export function compareRows(tally: Tally, pool: Pool, metric: DriverId): ComparedMetric {
  const earlier = pool.tally(metric);
  const day = driverCounts(tally, metric, "day", "").hits;
  const before = driverCounts(earlier, metric, "day", "").hits;
  const rows = driverBreakdowns.flatMap((breakdown) => {
    const keys = new Set([...(tally.get(breakdown)?.keys() ?? []), ...(earlier.get(breakdown)?.keys() ?? [])]);
    return [...keys].map((key) => {
      const sides = {
        day: driverCounts(tally, metric, breakdown, key),
        before: driverCounts(earlier, metric, breakdown, key),
      };
      return { breakdown, key, ...sides, excess: excessOf(sides) };
    });
  });
  const difference = day.value === null || before.value === null ? null : day.value - before.value;
  return { metric, days: pool.days(metric), n: day.n, difference, rows };
}

type Sides = Pick<DriverRow, "day" | "before">;

function excessOf({ day, before }: Sides): number {
  if (day.hits.value === null || before.hits.value === null) return 0;
  return day.hits.hits - (day.hits.n * before.hits.hits) / before.hits.n;
}

/** The rows that are looked at: those that are large enough, but are not nearly the whole day. */
export function rowsLookedAt({ days, n, difference, rows }: ComparedMetric): DriverRow[] {
  if (days < FEWEST_DAYS || difference === null || difference === 0) return [];
  return rows.filter(({ breakdown, key, day, before }) => {
    // Whether a session has an operator depends on how it ended: nearly all lost sessions have none.
    if (breakdown === "operators" && key === NO_KEY) return false;
    if (day.hits.value === null || before.hits.value === null || day.hits.n > LARGEST_PART * n) return false;
    return day.hits.n >= SMALLEST_N && before.hits.n >= SMALLEST_N;
  });
}

/**
 * Returns the chance that a row differs so much from its own days before in the direction of the whole difference, if there is
 * only chance and the spread from day to day. The second argument is a part of its excess that is first taken away.
 */
export function chanceIn({ metric, days, difference }: ComparedMetric, spread: DaySpread) {
  const direction = Math.sign(difference ?? 0);
  return (row: DriverRow, explained = 0): number => {
    const shares = asShares(withoutHits(row.day, metric, explained), row.before);
    if (shares === null) return 1;
    const correlation = spread(metric, row.breakdown);
    const day = lessSpread(shares[0], row.day.hits.n, correlation);
    const before = lessSpread(shares[1], row.before.hits.n / days, correlation);
    return direction > 0 ? higherShareP(day, before) : higherShareP(before, day);
  };
}

/** Takes hits away: a lost session becomes another session; a promoter becomes half a passive for each hit. */
function withoutHits(counts: DriverCounts, metric: DriverId, hits: number): DriverCounts {
  const points = metric === "nps" ? hits / 2 : hits;
  return { ...counts, points: counts.points - points, squares: counts.squares - points };
}

/**
 * Divides the counts by the design effect of sessions that come in days (Rao and Scott 1992), so that a rate which also differs
 * from day to day has the variance of a rate by chance alone. `perDay`: sessions a day.
 */
function lessSpread({ hits, n }: Share, perDay: number, correlation: number): Share {
  const effect = 1 + Math.max(0, perDay - 1) * correlation;
  return { hits: hits / effect, n: n / effect };
}
