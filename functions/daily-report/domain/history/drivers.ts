import { compareTexts } from "../compare-texts.ts";
import type { Tally } from "../tally.ts";
import { NO_KEY } from "../tally.ts";
import type { DaySpread } from "./day-spread.ts";
import { decompose, type Share } from "./decomposition.ts";
import { asShares, type DriverCounts, driverCounts } from "./driver-counts.ts";
import { higherShareP } from "./higher-share.ts";
import {
  type Decomposition,
  type Driver,
  type DriverBreakdown,
  type DriverId,
  driverBreakdowns,
  driverIds,
  type MetricDrivers,
} from "./history.ts";
import { holmRejects } from "./holm.ts";
import type { Pool } from "./past.ts";

/** Over all rows of all metrics of a day, the chance to show any row that differs by chance alone. */
const FAMILY_LEVEL = 0.01;
/** A row needs so many sessions (answers) on the day and before. */
const SMALLEST_N = 10;
/** A row with more of the day's sessions is nearly the whole day and says nothing about where a difference lies. */
const LARGEST_PART = 0.9;
const FEWEST_DAYS = 6;
const MOST_ROWS = 3;
/** A row is not shown if so much of its excess is what it has of another row's sessions. */
const LARGEST_SPILL = 0.5;

export type NameOf = (breakdown: DriverBreakdown, key: string) => string;

type Row = {
  readonly breakdown: DriverBreakdown;
  readonly key: string;
  readonly day: DriverCounts;
  readonly before: DriverCounts;
};

type Candidate = { readonly row: Row; readonly p: number };

/**
 * Where the difference between a day and the merged days before lies (`docs/metrics.md` section 8.4). `nameOf` returns the name
 * of a row of the day.
 */
export function driversOf(
  tally: Tally,
  pool: Pool,
  nameOf: NameOf,
  spread: DaySpread = () => 0,
): Record<DriverId, MetricDrivers> {
  const compared = driverIds.map((metric) => compareRows(tally, pool, metric));
  const candidates = compared.flatMap((metric) => candidatesOf(metric, spread));
  const differs = holmRejects(
    candidates.map(({ p }) => p),
    FAMILY_LEVEL,
  );
  const differing = new Set(candidates.flatMap(({ row }, index) => (differs[index] ? row : [])));
  return Object.fromEntries(
    compared.map((metric) => [
      metric.metric,
      { difference: metric.difference, rows: driverRows(metric, differing, nameOf), parts: partsOf(metric) },
    ]),
  ) as Record<DriverId, MetricDrivers>;
}

type ComparedMetric = {
  readonly metric: DriverId;
  /** How many days are merged. */
  readonly days: number;
  /** Sessions or answers of the day. */
  readonly n: number;
  readonly difference: number | null;
  readonly rows: readonly Row[];
};

function compareRows(tally: Tally, pool: Pool, metric: DriverId): ComparedMetric {
  const earlier = pool.tally(metric);
  const day = driverCounts(tally, metric, "day", "").hits;
  const before = driverCounts(earlier, metric, "day", "").hits;
  const rows = driverBreakdowns.flatMap((breakdown) => {
    const keys = new Set([...(tally.get(breakdown)?.keys() ?? []), ...(earlier.get(breakdown)?.keys() ?? [])]);
    return [...keys].map((key) => ({
      breakdown,
      key,
      day: driverCounts(tally, metric, breakdown, key),
      before: driverCounts(earlier, metric, breakdown, key),
    }));
  });
  const difference = day.value === null || before.value === null ? null : day.value - before.value;
  return { metric, days: pool.days(metric), n: day.n, difference, rows };
}

/**
 * The rows that are looked at, with the chance that a row differs so much from its days before in the direction of the whole
 * difference. Rows that differ the other way are not shown, but they are looked at.
 */
function candidatesOf({ metric, days, n, difference, rows }: ComparedMetric, spread: DaySpread): Candidate[] {
  if (days < FEWEST_DAYS || difference === null || difference === 0) return [];
  return rows.flatMap((row) => {
    if (!canBeDriver(row, n)) return [];
    const shares = asShares(row.day, row.before);
    if (shares === null) return [];
    const correlation = spread(metric, row.breakdown);
    const day = lessSpread(shares[0], row.day.hits.n, correlation);
    const before = lessSpread(shares[1], row.before.hits.n / days, correlation);
    return [{ row, p: difference > 0 ? higherShareP(day, before) : higherShareP(before, day) }];
  });
}

function canBeDriver({ breakdown, key, day, before }: Row, dayN: number): boolean {
  // Whether a session has an operator depends on how it ended: nearly all lost sessions have none.
  if (breakdown === "operators" && key === NO_KEY) return false;
  if (day.hits.n > LARGEST_PART * dayN) return false;
  return isKnown(day) && isKnown(before) && day.hits.n >= SMALLEST_N && before.hits.n >= SMALLEST_N;
}

function isKnown({ hits }: DriverCounts): boolean {
  return hits.value !== null;
}

/**
 * Divides the counts by the design effect of sessions that come in days (Rao and Scott 1992), so that a rate which also differs
 * from day to day has the variance of a rate by chance alone. `perDay`: sessions a day.
 */
function lessSpread({ hits, n }: Share, perDay: number, correlation: number): Share {
  const effect = 1 + Math.max(0, perDay - 1) * correlation;
  return { hits: hits / effect, n: n / effect };
}

function driverRows({ n, difference, rows }: ComparedMetric, differing: ReadonlySet<Row>, nameOf: NameOf): Driver[] {
  const direction = Math.sign(difference ?? 0);
  const parts = rows.flatMap((row) => {
    const excess = excessOf(row);
    return excess * direction > 0 ? [{ row, excess }] : [];
  });
  const shown = parts.filter(({ row }) => differing.has(row)).sort(byExcess);
  return leaveOutSpill(leaveOutRepeats(shown), n)
    .slice(0, MOST_ROWS)
    .map(({ row: { breakdown, key, day, before }, excess }) => {
      const whole = parts.reduce((sum, part) => (part.row.breakdown === breakdown ? sum + part.excess : sum), 0);
      const name = nameOf(breakdown, key);
      return { breakdown, key, name, day: day.hits, before: before.hits, excess, share: (100 * excess) / whole };
    });
}

/** The largest first; equal ones by breakdown and key. */
function byExcess(a: Part, b: Part): number {
  return (
    Math.abs(b.excess) - Math.abs(a.excess) ||
    driverBreakdowns.indexOf(a.row.breakdown) - driverBreakdowns.indexOf(b.row.breakdown) ||
    compareTexts(a.row.key, b.row.key)
  );
}

/** hits - n x usual share; 0 if the row has no usual share, because then nothing can be more than usual. */
function excessOf({ day, before }: Row): number {
  if (!isKnown(day) || !isKnown(before)) return 0;
  return day.hits.hits - (day.hits.n * before.hits.hits) / before.hits.n;
}

type Part = { readonly row: Row; readonly excess: number };

/**
 * Rows of two breakdowns with the same counts on both sides hold the same sessions, as a bot and its only channel do: the one
 * of the first breakdown stays.
 */
function leaveOutRepeats(parts: readonly Part[]): Part[] {
  const first = new Map<string, DriverBreakdown>();
  return parts.filter(({ row: { breakdown, day, before } }) => {
    const counts = [day.hits.hits, day.hits.n, before.hits.hits, before.hits.n].join(" ");
    const seen = first.get(counts) ?? breakdown;
    first.set(counts, seen);
    return seen === breakdown;
  });
}

/**
 * Leaves out the rows that only hold their part of the sessions of another row. If a channel got worse, then so did a bot that
 * has half of the sessions of every channel. What such a row would have of the other row's excess is the part of it that equals
 * the row's part of the day. If that is at least half of its own excess, only the other row is shown. If both would explain each
 * other, the larger excess stays. `parts` has the largest first, and `n` is that of the day.
 */
function leaveOutSpill(parts: readonly Part[], n: number): Part[] {
  const explains = (one: Part, other: Part) =>
    one.row.breakdown !== other.row.breakdown &&
    Math.abs(one.excess) * (other.row.day.hits.n / n) >= LARGEST_SPILL * Math.abs(other.excess);
  return parts.filter(
    (part, place) => !parts.some((other, its) => explains(other, part) && (its < place || !explains(part, other))),
  );
}

function partsOf({ difference, rows }: ComparedMetric): Decomposition[] {
  if (difference === null) return [];
  return driverBreakdowns.flatMap((breakdown) => {
    if (breakdown === "groups") return [];
    const pairs = rows.filter((row) => row.breakdown === breakdown);
    const parts = decompose(pairs.map(({ day, before }) => ({ day: day.hits, before: before.hits })));
    return parts === null ? [] : [{ breakdown, mix: 100 * parts.mix, rate: 100 * parts.rate }];
  });
}
