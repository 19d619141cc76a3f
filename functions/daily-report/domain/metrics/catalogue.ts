import { duration } from "./duration.ts";
import { messageCounts } from "./messages.ts";
import type { BreakdownId, Figures, Metric, Note, Subject } from "./metric.ts";
import { nps } from "./nps.ts";
import { price } from "./price.ts";
import { resolution } from "./resolution.ts";
import { responseTime } from "./response-time.ts";
import { satisfaction } from "./satisfaction.ts";
import { volume } from "./volume.ts";

/** The families of metrics, in the order in which they are shown. */
export const families = {
  volume,
  messages: messageCounts,
  nps,
  satisfaction,
  firstReply: responseTime,
  duration,
  resolution,
  price,
};

type Families = typeof families;
export type FamilyId = keyof Families;

/** The counters of all families. */
export type Counter = Families[FamilyId]["counters"][number];

/** The counters of all families. */
export const counters: readonly Counter[] = Object.values(families).flatMap(
  (family): readonly Counter[] => family.counters,
);

/** All metrics by id, in the order in which they are shown. `texts/` has a title and a definition of each. */
export const catalogue = {
  ...volume.metrics,
  ...messageCounts.metrics,
  ...nps.metrics,
  ...satisfaction.metrics,
  ...responseTime.metrics,
  ...duration.metrics,
  ...resolution.metrics,
  ...price.metrics,
} satisfies Record<{ [F in FamilyId]: keyof Families[F]["metrics"] }[FamilyId], unknown>;

export type MetricId = keyof typeof catalogue;

/** The value of every metric: the `metrics` object of report.json. */
export type MetricValues = { [Id in MetricId]: ReturnType<(typeof catalogue)[Id]["value"]> };

type LeftOutId = { [Id in MetricId]: (typeof catalogue)[Id] extends { notIn: unknown } ? Id : never }[MetricId];

/** The metrics of a breakdown row. Metrics that mean nothing in the breakdown are left out. */
export type RowMetrics = Omit<MetricValues, LeftOutId> & Partial<Pick<MetricValues, LeftOutId>>;

export const metricIds = Object.keys(catalogue) as MetricId[];

/** The version of every metric's formula, by id. */
export const metricVersions = Object.fromEntries(metricIds.map((id) => [id, catalogue[id].version])) as Record<
  MetricId,
  number
>;

/** The metrics whose values are suppressed if n is small, in the order of the catalogue. */
export const smallNSuppressed = metricIds.filter((id) => catalogue[id].smallN === "suppressed");

const observers = Object.values(families).map(({ observe }) => observe);

/** Counts the session under its class and under the counters of every family. */
export function observe(subject: Subject, note: Note<Counter | "class">): void {
  note("class", subject.class);
  for (const observer of observers) observer(subject, note);
}

/** All metrics of the day's tally. */
export function metricsOf(figures: Figures): MetricValues {
  return Object.fromEntries(metricIds.map((id) => [id, catalogue[id].value(figures)])) as MetricValues;
}

/** The metrics of one row of a breakdown. */
export function rowMetricsOf(figures: Figures, breakdown: BreakdownId): RowMetrics {
  const shown = metricIds.filter((id) => !isLeftOut(catalogue[id], breakdown));
  return Object.fromEntries(shown.map((id) => [id, catalogue[id].value(figures)])) as RowMetrics;
}

/** Whether the rows of the breakdown leave out the metric. */
export function isLeftOut(metric: Metric<unknown, Counter>, breakdown: BreakdownId): boolean {
  return metric.notIn?.includes(breakdown) ?? false;
}
