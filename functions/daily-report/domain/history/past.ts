import type { MetricId, MetricValues } from "../metrics/catalogue.ts";
import type { Tally } from "../tally.ts";
import type { DaySpread } from "./day-spread.ts";

/** The metrics that are compared with earlier days, in the order in which they are shown. */
export const headlineIds = [
  "sessions",
  "handled",
  "lost_rate",
  "sl1",
  "frt_p50",
  "csi",
  "csat_top_box",
  "nps",
  "containment",
] as const satisfies readonly MetricId[];

export type HeadlineId = (typeof headlineIds)[number];

/**
 * The figures of an earlier day, or of an earlier week or month, whose first date is `date`. A metric is absent if the day was
 * made under other conditions, so that the metric cannot be compared; null if the day has no value.
 */
export type PastFigures = {
  readonly date: string;
  readonly metrics: Partial<Pick<MetricValues, HeadlineId>>;
};

/** Why an earlier day is left out of a comparison. */
export const leftOutReasons = [
  "holiday",
  "unreadable",
  "zone",
  "filters",
  "settings",
  "versions",
  "incomplete",
] as const;

export type LeftOutReason = (typeof leftOutReasons)[number];

/** A day that is archived but left out; `metrics` names the metrics that it is left out of, null means all. */
export type LeftOut = { readonly date: string; readonly reason: LeftOutReason; readonly metrics: MetricId[] | null };

/** The merged counts of several days. Metrics may differ in the days that they can use. */
export type Pool = {
  /** How many days are merged for the metric. */
  readonly days: (metric: MetricId) => number;
  /** The merged tally of the days that the metric can use; empty if there are none. */
  readonly tally: (metric: MetricId) => Tally;
};

/** What the archive knows of the time before a day, or before a week or month. */
export type Past = {
  /** Whether the day itself is a holiday of the definition. */
  readonly isHoliday: boolean;
  /** The days of the same weekday in the 8 weeks before, or the 8 periods before; only those known, the oldest first. */
  readonly alike: { readonly asked: number; readonly known: readonly PastFigures[] };
  /** The 28 days, or 8 periods, before. `known` counts days (periods) that at least one metric can use. */
  readonly before: {
    readonly from: string;
    readonly to: string;
    readonly of: number;
    readonly known: number;
    readonly leftOut: readonly LeftOut[];
    readonly pool: Pool;
    /** How much the rates of rows differ from day to day (period to period) by more than chance. */
    readonly spread: DaySpread;
  };
  /** The first and the second half of `before`: two fortnights, or 4 periods each. */
  readonly halves: readonly [Pool, Pool];
  /** Every known day of the 56 days, or 8 periods, before; the oldest first. */
  readonly trend: readonly PastFigures[];
};
