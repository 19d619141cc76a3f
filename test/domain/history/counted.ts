import type { Pool } from "../../../functions/daily-report/domain/history/past.ts";
import type { Counter } from "../../../functions/daily-report/domain/metrics/catalogue.ts";
import type { RowCounts, Tally } from "../../../functions/daily-report/domain/tally.ts";

type Counted = Partial<Record<Counter | "class" | "name" | "missing" | "invalid", Readonly<Record<string, number>>>>;

/** One row of a tally, from its counters. */
export function counted(counters: Counted): RowCounts {
  return new Map(Object.entries(counters).map(([counter, keys]) => [counter, new Map(Object.entries(keys))]));
}

/** A pool of 28 days whose tally has only operators; the same for every metric. */
export function poolOfOperators(rows: Readonly<Record<string, Counted>>): Pool {
  const operators = new Map(Object.entries(rows).map(([key, counters]) => [key, counted(counters)]));
  const tally: Tally = operators.size === 0 ? new Map() : new Map([["operators", operators]]);
  return { days: () => 28, tally: () => tally };
}
