import type { SessionClass } from "../classify.ts";
import type { Session } from "../session.ts";
import { type Histogram, percentage, percentile, size } from "../statistics.ts";

/** What a metric counts; the text beside a value follows from it. */
export type Unit = "sessions" | "percent" | "nps" | "seconds" | "messages" | "points" | "money";

/** The breakdowns of `docs/metrics.md` section 4.1. */
export const breakdownIds = ["operators", "groups", "channels", "bots", "chats", "companies", "hours"] as const;

export type BreakdownId = (typeof breakdownIds)[number];

/** Counters of no family: the class of each session, what a family cannot use of it, and the names of a breakdown's rows. */
export const commonCounters = ["class", "missing", "invalid", "name", "spam_name"] as const;

type CommonCounter = (typeof commonCounters)[number];

/** The tally of one scope (the day, one operator, ...) as the owner of the counters `C` reads it: counter -> exact key -> number of sessions. */
export type Figures<C extends string = string> = {
  readonly get: (counter: C | CommonCounter) => Histogram | undefined;
};

/**
 * One figure of the report. `value` computes it from a scope's tally, unrounded; `version` grows when its formula changes;
 * in the rows of the breakdowns named by `notIn` it would mean nothing and is left out.
 */
export type Metric<V, C extends string> = {
  readonly version: number;
  readonly unit: Unit;
  readonly smallN: SmallN;
  readonly notIn?: readonly BreakdownId[];
  readonly value: (figures: Figures<C>) => V;
};

/**
 * What mail and workbook show of a value with a small n (small-number suppression): "suppressed" shows counts instead of a
 * value of fewer than 10 answers and marks one of 10 to 29; "shown" shows the value whatever its n. report.json has every value.
 */
export type SmallN = "suppressed" | "shown";

/** A session as the metrics see it: read, classified, and with its own first-reply target in seconds. */
export type Subject = { readonly session: Session; readonly class: SessionClass; readonly targetSeconds: number };

/** Counts a session once: under a key of a counter ("" if the counter has one key only), or as one that the counter cannot use. */
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
/** `missing`: there was nothing; `invalid`: there was something that cannot be used. Neither is in `n`. */
export type CheckedValue = MeasuredValue & { missing: number; invalid: number };

const NONE: Histogram = new Map();

/** All keys of a counter. */
export function histogram<C extends string>(figures: Figures<C>, counter: NoInfer<C> | CommonCounter): Histogram {
  return figures.get(counter) ?? NONE;
}

/** Sessions counted under one key of a counter. */
export function count<C extends string>(figures: Figures<C>, counter: NoInfer<C> | CommonCounter, key = ""): number {
  return histogram(figures, counter).get(key) ?? 0;
}

/** Sessions of the given classes. */
export function countClasses(figures: Figures<never>, ...classes: readonly SessionClass[]): number {
  return classes.reduce((sum, name) => sum + count(figures, "class", name), 0);
}

/** Sessions offered to a person, answered or not. */
export function countOffered(figures: Figures<never>): number {
  return countClasses(figures, "handled", "lost", "unanswered", "waiting");
}

/** numerator / denominator as a percentage; null without a denominator. */
export function rate(numerator: number, denominator: number): RateValue {
  return { value: percentage(numerator, denominator), n: denominator, numerator, denominator };
}

/** yes / (yes + no) of a counter keyed by answer. */
export function yesRate<C extends string>(figures: Figures<C>, counter: NoInfer<C>): RateValue {
  return rate(count(figures, counter, "true"), size(histogram(figures, counter)));
}

/** A percentile of a counter keyed by number; null if fewer than `from` sessions are counted. */
export function percentileFrom<C extends string>(
  figures: Figures<C>,
  counter: NoInfer<C>,
  { percent, from }: { percent: number; from: number },
): MeasuredValue {
  const values = histogram(figures, counter);
  const n = size(values);
  return { value: n < from ? null : percentile(values, percent), n };
}

/** n and what was left out of it, beside a value. */
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
