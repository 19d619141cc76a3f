import type { MetricId } from "../metrics/catalogue.ts";
import { commonCounters } from "../metrics/metric.ts";
import { nps } from "../metrics/nps.ts";
import { responseTime } from "../metrics/response-time.ts";
import { satisfaction } from "../metrics/satisfaction.ts";
import { addTally, mergeTallies, type Scope, type Tally, type TallyPart } from "../tally.ts";
import { driverBreakdowns } from "./history.ts";
import type { Pool } from "./past.ts";

/** Days that the same metrics can use, merged. */
export type MergedDays = { readonly without: readonly MetricId[]; days: number; readonly tally: Tally };

/** The counters that the metrics of `driverIds` and `comparedIds` are computed from, and the names of rows. */
const rowCounters: ReadonlySet<string> = new Set([
  ...commonCounters,
  ...nps.counters,
  ...satisfaction.counters,
  ...responseTime.counters,
]);

/**
 * The part of a tally that comparisons use: everything of the day, and of the rows of breakdowns the counters of the rates that
 * are compared row by row. Most of a tally is the dialog durations of its rows, which no comparison needs.
 */
export const comparedPart: TallyPart = (scope) => {
  if (scope === "rows" || scope === "day") return () => true;
  return isDriverBreakdown(scope) ? (counter) => rowCounters.has(counter) : null;
};

/** The part of a tally that the figures of a day are computed from. */
export const dayPart: TallyPart = (scope) => (scope === "rows" || scope === "day" ? () => true : null);

function isDriverBreakdown(scope: Scope): boolean {
  return driverBreakdowns.some((breakdown) => breakdown === scope);
}

/** Adds a day to those of the merged days that lack the same metrics. `without` names these, in the order of the catalogue. */
export function addDay(merged: MergedDays[], tally: Tally, without: readonly MetricId[]): void {
  const known = merged.find((days) => days.without.join() === without.join());
  const same = known ?? { without, days: 0, tally: new Map() };
  if (known === undefined) merged.push(same);
  same.days += 1;
  addTally(same.tally, tally);
}

/**
 * The pool of merged days. If metrics differ in the days that they can use, the tallies of a metric are merged when the metric
 * is first asked for.
 */
export function poolOf(merged: readonly MergedDays[]): Pool {
  const tallies = new Map<string, Tally>();
  const usedBy = (metric: MetricId) => merged.filter(({ without }) => !without.includes(metric));
  return {
    days: (metric) => usedBy(metric).reduce((sum, { days }) => sum + days, 0),
    tally: (metric) => {
      const used = usedBy(metric);
      const name = used.map((days) => merged.indexOf(days)).join();
      const [only, ...others] = used.map((days) => days.tally);
      const tally =
        tallies.get(name) ?? (only && others.length === 0 ? only : mergeTallies(...(only ? [only, ...others] : [])));
      tallies.set(name, tally);
      return tally;
    },
  };
}
