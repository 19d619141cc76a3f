import { compareTexts } from "../compare-texts.ts";
import type { Tally } from "../tally.ts";
import type { DaySpread } from "./day-spread.ts";
import { decompose } from "./decomposition.ts";
import { type ComparedMetric, chanceIn, compareRows, type DriverRow, rowsLookedAt } from "./driver-rows.ts";
import {
  type Decomposition,
  type Driver,
  type DriverBreakdown,
  type DriverId,
  driverBreakdowns,
  driverIds,
  type MetricDrivers,
} from "./history.ts";
import { holm } from "./holm.ts";
import { leaveOutRepeats, leaveOutSpill } from "./leave-out-spill.ts";
import type { Pool } from "./past.ts";

/**
 * The chance to show any row of a day that differs by chance alone: 99 % limits of all rows together, of which one side is used,
 * because only rows in the direction of the whole difference are shown.
 */
const FAMILY_LEVEL = 0.005;
const MOST_ROWS = 3;

export type NameOf = (breakdown: DriverBreakdown, key: string) => string;

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
  const looked = driverIds.map((metric) => {
    const compared = compareRows(tally, pool, metric);
    const rows = rowsLookedAt(compared);
    return { compared, rows, weightOf: weightIn(rows), chanceOf: chanceIn(compared, spread) };
  });
  const tested = looked.flatMap(({ rows, weightOf, chanceOf }) =>
    rows.map((row) => ({ row, p: chanceOf(row), weight: weightOf(row) })),
  );
  const { rejected, limit } = holm(tested, FAMILY_LEVEL);
  const differing = new Set(rejected.map(({ row }) => row));
  return Object.fromEntries(
    looked.map(({ compared, rows, weightOf, chanceOf }) => {
      const stillDiffers = (row: DriverRow, explained: number) => chanceOf(row, explained) <= limit * weightOf(row);
      const largest = rows.filter((row) => differing.has(row)).sort(byExcess);
      const shown = leaveOutSpill(leaveOutRepeats(largest), compared.n, stillDiffers).slice(0, MOST_ROWS);
      const { difference } = compared;
      const drivers = shown.map((row) => driverOf(row, compared, nameOf));
      return [compared.metric, { difference, rows: drivers, parts: partsOf(compared) }];
    }),
  ) as Record<DriverId, MetricDrivers>;
}

/** All breakdowns weigh the same, so that hundreds of operators do not hide a channel. */
function weightIn(rows: readonly DriverRow[]): (row: DriverRow) => number {
  const weights = Object.fromEntries(
    driverBreakdowns.map((breakdown) => [breakdown, 1 / rows.filter((row) => row.breakdown === breakdown).length]),
  ) as Record<DriverBreakdown, number>;
  return ({ breakdown }) => weights[breakdown];
}

/** The largest excess first; equal ones by breakdown and key. */
function byExcess(a: DriverRow, b: DriverRow): number {
  return (
    Math.abs(b.excess) - Math.abs(a.excess) ||
    driverBreakdowns.indexOf(a.breakdown) - driverBreakdowns.indexOf(b.breakdown) ||
    compareTexts(a.key, b.key)
  );
}

function driverOf(row: DriverRow, { rows }: ComparedMetric, nameOf: NameOf): Driver {
  const { breakdown, key, day, before, excess } = row;
  const whole = rows.reduce(
    (sum, other) => (other.breakdown === breakdown && other.excess * excess > 0 ? sum + other.excess : sum),
    0,
  );
  const name = nameOf(breakdown, key);
  return { breakdown, key, name, day: day.hits, before: before.hits, excess, share: (100 * excess) / whole };
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
