import { NO_KEY, type Tally } from "../tally.ts";
import { type DriverCounts, driverCounts } from "./driver-counts.ts";
import { type DriverBreakdown, type DriverId, driverBreakdowns, driverIds } from "./history.ts";

/** Row-days with fewer sessions say nothing about the spread. */
const SMALLEST_N = 10;
/** Deviations beyond this many standard deviations are cut to it. */
const MOST_DEVIATIONS = 3;
/** After this many rounds the third digit of the estimate no longer changes. */
const ROUNDS = 8;

/** What must be kept of an earlier day to know the spread: the counts of each row that has some, by metric and breakdown. */
export type DriverDay = Readonly<
  Record<DriverId, Readonly<Record<DriverBreakdown, ReadonlyMap<string, DriverCounts>>>>
>;

/**
 * How much the rates of a breakdown's rows differ from day to day by more than chance: the correlation of two sessions of the
 * same row and day (0 to 1), 0 if there is only chance.
 */
export type DaySpread = (metric: DriverId, breakdown: DriverBreakdown) => number;

export function driverDayOf(tally: Tally): DriverDay {
  return record(driverIds, (metric) => record(driverBreakdowns, (breakdown) => countsByRow(tally, metric, breakdown)));
}

function countsByRow(tally: Tally, metric: DriverId, breakdown: DriverBreakdown): Map<string, DriverCounts> {
  const keys = [...(tally.get(breakdown)?.keys() ?? [])];
  const counted = keys.map((key) => [key, driverCounts(tally, metric, breakdown, key)] as const);
  return new Map(counted.filter(([, { hits }]) => hits.value !== null));
}

/** The spread of earlier days; `daysOf` returns the days that the metric can use. */
export function spreadOf(daysOf: (metric: DriverId) => readonly DriverDay[]): DaySpread {
  const spreads = record(driverIds, (metric) =>
    record(driverBreakdowns, (breakdown) =>
      correlationOf(
        daysOf(metric).map((day) => day[metric][breakdown]),
        breakdown,
      ),
    ),
  );
  return (metric, breakdown) => spreads[metric][breakdown];
}

/** The squared deviation of a row on a day, in variances by chance, and n - 1, by which a correlation adds to its mean. */
type Deviation = { readonly square: number; readonly free: number; readonly others: number };

/**
 * The correlation at which the squared deviations of all rows and days have the sum that they should have (Pearson's statistic,
 * Williams 1982). Deviations beyond three standard deviations, spread included, count as three (Winsorised, as in
 * Spiegelhalter 2005): otherwise one bad day would hide the next one for four weeks.
 */
function correlationOf(days: readonly ReadonlyMap<string, DriverCounts>[], breakdown: DriverBreakdown): number {
  const keys = new Set(days.flatMap((day) => [...day.keys()]));
  if (breakdown === "operators") keys.delete(NO_KEY);
  const deviations = [...keys].flatMap((key) => deviationsOf(days.flatMap((day) => day.get(key) ?? [])));
  const others = deviations.reduce((sum, { free, others }) => sum + free * others, 0);
  if (others === 0) return 0;
  let correlation = 1;
  for (let round = 0; round < ROUNDS; round++) {
    const excess = deviations.reduce((sum, { square, free, others }) => {
      const most = MOST_DEVIATIONS ** 2 * free * (1 + others * correlation);
      return sum + Math.min(square, most) - free;
    }, 0);
    correlation = Math.min(1, Math.max(0, excess / others));
  }
  return correlation;
}

/** The deviations of one row from its own mean over all days. */
function deviationsOf(days: readonly DriverCounts[]): Deviation[] {
  const used = days.filter(({ hits }) => hits.n >= SMALLEST_N);
  const [n, points, squares] = [
    used.reduce((sum, { hits }) => sum + hits.n, 0),
    used.reduce((sum, day) => sum + day.points, 0),
    used.reduce((sum, day) => sum + day.squares, 0),
  ];
  const mean = points / n;
  const variance = squares / n - mean ** 2;
  if (!(variance > 0)) return [];
  return used.map((day) => ({
    square: (day.points - day.hits.n * mean) ** 2 / (day.hits.n * variance),
    free: 1 - day.hits.n / n,
    others: day.hits.n - 1,
  }));
}

function record<K extends string, V>(keys: readonly K[], of: (key: K) => V): Record<K, V> {
  return Object.fromEntries(keys.map((key) => [key, of(key)])) as Record<K, V>;
}
