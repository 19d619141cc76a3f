import type { SessionClass } from "../classify.ts";
import type { Session } from "../session.ts";
import { type Histogram, percentage, percentile, size } from "../statistics.ts";

/** What a metric counts. It decides which text is shown beside a value. */
export type Unit = "sessions" | "percent" | "nps" | "seconds" | "messages" | "points" | "money";

/** The breakdowns of `docs/metrics.md` section 4.1. */
export const breakdownIds = ["operators", "groups", "channels", "bots", "chats", "companies", "hours"] as const;

export type BreakdownId = (typeof breakdownIds)[number];

/** Counters that belong to no family: session classes, missing and invalid values, and the names of breakdown rows. */
export const commonCounters = ["class", "missing", "invalid", "name", "spam_name"] as const;

type CommonCounter = (typeof commonCounters)[number];

/** The counts of the day or of one breakdown row: counter -> exact key -> number of sessions. Only the counters `C` can be read. */
export type Figures<C extends string = string> = {
  readonly get: (counter: C | CommonCounter) => Histogram | undefined;
};

/**
 * One figure of the report. `value` computes it without rounding. `version` must be increased when the formula changes.
 * `notIn` names the breakdowns that leave it out, because it would mean nothing in their rows.
 */
export type Metric<V, C extends string> = {
  readonly version: number;
  readonly unit: Unit;
  readonly smallN: SmallN;
  readonly notIn?: readonly BreakdownId[];
  readonly value: (figures: Figures<C>) => V;
};

/**
 * How mail and workbook show a value with a small n. "suppressed": only counts if there are fewer than 10 answers, and a mark
 * on the value if there are 10 to 29. "shown": the value, whatever its n. report.json has every value.
 */
export type SmallN = "suppressed" | "shown";

/** Fewer answers, or sessions, are too few to show or to compare a value (`docs/metrics.md` section 4.4). */
export const FEWEST_ANSWERS = 10;

/** A session as input of the metrics: its fields, its class, and its first-reply target in seconds. */
export type Subject = { readonly session: Session; readonly class: SessionClass; readonly targetSeconds: number };

/** Counts a session once: under a key of a counter ("" if the counter has only one key), or as missing or invalid for it. */
export type Note<C extends string> = {
  (counter: C, key?: string | number): void;
  (reason: "missing" | "invalid", counter: C): void;
};

/**
 * Metrics that are computed from the same counters. `observe` counts a session under the family's counters, which no other
 * family may use; `metrics` computes each figure from these counters and the common ones.
 */
export type Family<C extends string> = {
  readonly counters: readonly C[];
  readonly observe: (subject: Subject, note: Note<C>) => void;
  readonly metrics: Readonly<Record<string, Metric<unknown, C>>>;
};

export type CountValue = { value: number };
export type RateValue = { value: number | null; n: number; numerator: number; denominator: number };
export type MeasuredValue = { value: number | null; n: number };
/** `missing` counts sessions without a value, `invalid` those with an unusable value. Neither is in `n`. */
export type CheckedValue = MeasuredValue & { missing: number; invalid: number };

const NONE: Histogram = new Map();

/** The number of sessions by key of a counter. */
export function histogram<C extends string>(figures: Figures<C>, counter: NoInfer<C> | CommonCounter): Histogram {
  return figures.get(counter) ?? NONE;
}

/** The number of sessions under one key of a counter. */
export function count<C extends string>(figures: Figures<C>, counter: NoInfer<C> | CommonCounter, key = ""): number {
  return histogram(figures, counter).get(key) ?? 0;
}

/** The number of sessions of the given classes. */
export function countClasses(figures: Figures<never>, ...classes: readonly SessionClass[]): number {
  return classes.reduce((sum, sessionClass) => sum + count(figures, "class", sessionClass), 0);
}

/** The number of sessions offered to a person, answered or not. */
export function countOffered(figures: Figures<never>): number {
  return countClasses(figures, "handled", "lost", "unanswered", "waiting");
}

/** numerator / denominator as a percentage; null if the denominator is 0. */
export function rate(numerator: number, denominator: number): RateValue {
  return { value: percentage(numerator, denominator), n: denominator, numerator, denominator };
}

/** The share of "true" in a counter whose keys are "true" and "false". */
export function yesRate<C extends string>(figures: Figures<C>, counter: NoInfer<C>): RateValue {
  return rate(count(figures, counter, "true"), size(histogram(figures, counter)));
}

/** A percentile of a counter whose keys are numbers; null if it counts fewer than `from` sessions. */
export function percentileFrom<C extends string>(
  figures: Figures<C>,
  counter: NoInfer<C>,
  { percent, from }: { percent: number; from: number },
): MeasuredValue {
  const values = histogram(figures, counter);
  const n = size(values);
  return { value: n < from ? null : percentile(values, percent), n };
}

/** Adds n and the numbers of missing and invalid values to a value. */
export function checked<C extends string>(
  figures: Figures<C>,
  counter: NoInfer<C>,
  value: number | null,
): CheckedValue {
  return {
    value,
    n: size(histogram(figures, counter)),
    missing: count(figures, "missing", counter),
    invalid: count(figures, "invalid", counter),
  };
}
