import { type MetricId, metricIds } from "../metrics/catalogue.ts";
import { reconcile } from "../reconciliation.ts";
import { type SessionFilters, sameFilters } from "../session-filters.ts";
import type { Tally, TallySettings } from "../tally.ts";
import type { LeftOutReason } from "./past.ts";

/** What decides whether the figures of two days can be compared. `versions`: of the metrics' formulas, by metric id. */
export type Conditions = {
  readonly zone: string;
  readonly filters: SessionFilters;
  readonly settings: TallySettings;
  readonly versions: Readonly<Record<string, number>>;
};

/** An earlier day as the archive knows it; `declared` is null if the file is older than this count. */
export type EarlierDay = Conditions & { readonly declared: number | null; readonly tally: Tally };

/** A reason not to compare some metrics of an earlier day; `metrics` null means all. */
export type Obstacle = { readonly reason: LeftOutReason; readonly metrics: readonly MetricId[] | null };

/** The metrics that depend on the targets of the first reply. */
const targetMetrics: readonly MetricId[] = ["sl1", "sl1_answered"];

/**
 * Why an earlier day cannot be compared with a day that is made under `asked`: one reason if it is left out wholly; otherwise a
 * reason for each group of metrics that it is left out of, or none.
 */
export function obstaclesOf(earlier: EarlierDay, asked: Conditions): Obstacle[] {
  if (earlier.zone !== asked.zone) return [{ reason: "zone", metrics: null }];
  if (!sameFilters(earlier.filters, asked.filters)) return [{ reason: "filters", metrics: null }];
  if (isIncomplete(earlier)) return [{ reason: "incomplete", metrics: null }];
  const settings = isSameTargets(earlier.settings, asked.settings) ? [] : targetMetrics;
  const versions = metricIds.filter((id) => earlier.versions[id] !== asked.versions[id]);
  return [
    { reason: "settings" as const, metrics: settings },
    { reason: "versions" as const, metrics: versions },
  ].filter(({ metrics }) => metrics.length > 0);
}

/** Whether the API declared more sessions than it listed. */
export function isIncomplete({ tally, declared }: EarlierDay): boolean {
  return declared !== null && reconcile(tally, declared).short > 0;
}

/** Whether the targets of the first reply are equal. */
export function isSameTargets(one: TallySettings, other: TallySettings): boolean {
  return one.firstReplySeconds === other.firstReplySeconds && targetsOf(one) === targetsOf(other);
}

function targetsOf({ groupFirstReplySeconds }: TallySettings): string {
  return JSON.stringify(Object.entries(groupFirstReplySeconds).sort(([a], [b]) => (a < b ? -1 : 1)));
}
