import { durationMetrics, observeDuration } from "./duration.ts";
import { messageMetrics, observeMessages } from "./messages.ts";
import type { BreakdownId, Figures, Metric, Note, Subject } from "./metric.ts";
import { npsMetrics, observeNps } from "./nps.ts";
import { observePrice, priceMetrics } from "./price.ts";
import { observeResolution, resolutionMetrics } from "./resolution.ts";
import { observeResponseTime, responseTimeMetrics } from "./response-time.ts";
import { observeSatisfaction, satisfactionMetrics } from "./satisfaction.ts";
import { observeVolume, volumeMetrics } from "./volume.ts";

/** Every metric of the report by its id, in the order in which it is shown. The texts of `texts/` give each a title and a definition. */
export const catalogue = {
  ...volumeMetrics,
  ...messageMetrics,
  ...npsMetrics,
  ...satisfactionMetrics,
  ...responseTimeMetrics,
  ...durationMetrics,
  ...resolutionMetrics,
  ...priceMetrics,
} satisfies Record<string, Metric<unknown>>;

export type MetricId = keyof typeof catalogue;

/** The value of every metric: the `metrics` object of report.json. */
export type MetricValues = { [Id in MetricId]: ReturnType<(typeof catalogue)[Id]["value"]> };

/** A breakdown row's metrics: those that mean something there. */
export type RowMetrics = Omit<MetricValues, "containment"> & Partial<Pick<MetricValues, "containment">>;

export const metricIds = Object.keys(catalogue) as MetricId[];

/** The version of every metric's formula, by id. */
export const metricVersions = Object.fromEntries(metricIds.map((id) => [id, catalogue[id].version])) as Record<
  MetricId,
  number
>;

const observers = [
  observeVolume,
  observeMessages,
  observeNps,
  observeSatisfaction,
  observeResponseTime,
  observeDuration,
  observeResolution,
  observePrice,
] satisfies ((subject: Subject, note: Note) => void)[];

/** Tells `note` all that the metrics want to know of a session. */
export function observe(subject: Subject, note: Note): void {
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

/** Whether the metric has no place in the breakdown's rows. */
export function isLeftOut(metric: Metric<unknown>, breakdown: BreakdownId): boolean {
  return metric.notIn?.includes(breakdown) ?? false;
}
