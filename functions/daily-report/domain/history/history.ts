import type { MetricId, MetricValues } from "../metrics/catalogue.ts";
import type { BreakdownId, RateValue } from "../metrics/metric.ts";
import type { Limits } from "../statistics.ts";
import type { HeadlineId, LeftOut, PastFigures } from "./past.ts";

/** What earlier days say about a day: the key `history` of report.json. Percentages are 0-100, nps -100 to 100. */
export type History = {
  /** Whether the day is a holiday of the definition. It is compared all the same. */
  holiday: boolean;
  /** Whether each figure is usual for its weekday (for a week or month: for the 8 before). */
  usual: Record<HeadlineId, Usual>;
  /** The 28 days (8 periods) before, merged: the days used and every metric over all their sessions. */
  before: {
    from: string;
    to: string;
    known: number;
    of: number;
    leftOut: LeftOut[];
    /** Days used, for each metric that uses fewer than `known`. */
    fewer: Partial<Record<MetricId, number>>;
    metrics: MetricValues;
  };
  /** The day against the merged days before. */
  changes: Record<ChangeId, Change>;
  /** Where the difference between the day and the merged days before lies. */
  drivers: Record<DriverId, MetricDrivers>;
  /** The fair comparison of operators over the merged days before. */
  operators: OperatorComparison;
  /** The headline figures of every known day of the 56 days (8 periods) before, the oldest first. */
  trend: TrendDay[];
  /** Days before this one that were read again and got a new revision, because their figures had changed. */
  restatements: Restatement[];
  /** Days that should have been read again but were not, with the reason. */
  notReadAgain: NotReadAgain[];
};

export type Verdict = "usual" | "unusually_high" | "unusually_low";

/**
 * `verdict`, `mean`, `low` and `high` are null if fewer than 6 days are known; the verdict also if the day has no value, or has
 * fewer than 10 answers and the metric is then not shown, and that of a count if days or sessions are missing.
 */
export type Usual = {
  verdict: Verdict | null;
  mean: number | null;
  low: number | null;
  high: number | null;
  /** How many of the `of` days have a value that can be compared. */
  known: number;
  of: number;
};

/** The metrics whose difference has 95 % limits. */
export const changeIds = ["lost_rate", "sl1", "csat_top_box", "nps", "containment"] as const satisfies HeadlineId[];
export type ChangeId = (typeof changeIds)[number];

/** `difference` = day - before, with its 95 % limits; all null if one side has no value. `isReal`: the limits leave out 0. */
export type Change = Limits & { before: number | null; difference: number | null; isReal: boolean };

export const driverIds = ["lost_rate", "sl1", "csat_top_box", "nps"] as const satisfies ChangeId[];
export type DriverId = (typeof driverIds)[number];

export const driverBreakdowns = ["channels", "groups", "hours", "bots", "operators"] as const satisfies BreakdownId[];
export type DriverBreakdown = (typeof driverBreakdowns)[number];

/** A numerator, a denominator and 100 numerator / denominator; the numerator of nps is promoters - detractors. */
export type Hits = { hits: number; n: number; value: number | null };

/**
 * A row that differs from its own days before by more than chance, in the direction of the whole difference. `excess` = hits of
 * the day - n of the day x the row's usual share, in sessions. `share` = 100 excess / the sum of the excesses of all rows of the
 * breakdown that differ in this direction, shown or not: above 0 to 100, and together at most 100 in a breakdown.
 */
export type Driver = {
  breakdown: DriverBreakdown;
  key: string;
  name: string;
  day: Hits;
  before: Hits;
  excess: number;
  share: number;
};

/**
 * difference = mix + rate for each breakdown, in points: `mix` is what a different mix of rows would have changed at the average
 * of both rates, `rate` what different rates in the rows changed. `groups` is absent: a session may be in two groups.
 */
export type Decomposition = { breakdown: Exclude<DriverBreakdown, "groups">; mix: number; rate: number };

export type MetricDrivers = {
  /** day - before in points; null if one side has no value. */
  difference: number | null;
  /** At most three, the largest part of the excess first. */
  rows: Driver[];
  /** Empty if the difference is null. */
  parts: Decomposition[];
};

/** Where a rate lies in the funnel around the mean of all named operators. */
export type FunnelPlace = "within" | "above_95" | "below_95" | "above_998" | "below_998";

export const comparedIds = ["csat_top_box", "sl1", "lost_rate"] as const satisfies DriverId[];
export type ComparedId = (typeof comparedIds)[number];

/** The rate of an operator. `place` and `trend` are null below 10 sessions (in each fortnight, for the trend). */
export type ComparedRate = RateValue &
  Limits & {
    place: FunnelPlace | null;
    /** The place among the operators by the Wilson limit, 1 is best; null below 10. */
    rank: number | null;
    /** The second half against the first: higher or lower beyond the 95 % limits of the difference. */
    trend: "higher" | "lower" | "steady" | null;
  };

export type ComparedOperator = { key: string; name: string; sessions: number; rates: Record<ComparedId, ComparedRate> };

export type OperatorComparison = {
  /** The rate over all named operators: the centre of the funnel. */
  mean: Record<ComparedId, RateValue>;
  /** Named operators with 10 sessions or more in at least one rate, by rank in `csat_top_box`, then by sessions. */
  rows: ComparedOperator[];
};

export type TrendDay = { date: string; values: Partial<Record<HeadlineId, number | null>> };

/** One headline metric of a day before and after it was read again; `n` as in `metrics`, null for counts. */
export type RestatedMetric = {
  metric: HeadlineId;
  before: { value: number | null; n: number | null };
  after: { value: number | null; n: number | null };
};

/** `from` and `revision`: the revisions compared. `changes` is empty if only other figures changed. */
export type Restatement = { date: string; from: number; revision: number; changes: RestatedMetric[] };

export const notReadReasons = ["failed", "time", "settings"] as const;
export type NotReadReason = (typeof notReadReasons)[number];
export type NotReadAgain = { date: string; reason: NotReadReason };

/** The parts of a history that tell of earlier days which were read again. */
export type LateData = Pick<History, "restatements" | "notReadAgain">;

/** The trend as it is written in report.json. */
export function trendOf(days: readonly PastFigures[]): TrendDay[] {
  return days.map(({ date, metrics }) => ({
    date,
    values: Object.fromEntries(Object.entries(metrics).map(([id, { value }]) => [id, value])),
  }));
}
