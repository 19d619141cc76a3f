import type { SessionClass } from "../classify.ts";
import type { Session } from "../session.ts";
import { type Histogram, percentage, size } from "../statistics.ts";

/** What a metric counts; the text beside a value follows from it. */
export type Unit = "sessions" | "percent" | "nps" | "seconds" | "messages" | "points" | "money";

/** The breakdowns of `metrics.md` section 4. */
export const breakdownIds = ["operators", "groups", "channels", "bots", "chats", "companies", "hours"] as const;

export type BreakdownId = (typeof breakdownIds)[number];

/** The tally of one scope (the day, one operator, ...): counter -> exact key -> number of sessions. */
export type Figures = ReadonlyMap<string, Histogram>;

/**
 * One figure of the report. `value` computes it from a scope's tally, unrounded; `version` grows when its formula changes;
 * in the rows of the breakdowns named by `notIn` it would mean nothing and is left out.
 */
export type Metric<V> = {
  readonly version: number;
  readonly unit: Unit;
  readonly notIn?: readonly BreakdownId[];
  readonly value: (figures: Figures) => V;
};

/** A session as the metrics see it: read, classified, and with its own first-reply target in seconds. */
export type Subject = { readonly session: Session; readonly class: SessionClass; readonly targetSeconds: number };

/** Counts the session once under the counter's key. */
export type Note = (counter: Counter, key?: string | number) => void;

/** Every counter of a scope's tally. Counters with one key use "". */
export const counters = [
  "class",
  "open",
  "closed",
  "transferred",
  "no_reply_to_last",
  "closed_without_reply",
  "messages_client",
  "messages_operator",
  "messages_bot",
  "nps",
  "nps_bot",
  "csi",
  "csi_mismatch",
  "csi_top_box",
  "rating",
  "ratings_elsewhere",
  "frt",
  "frt_within_target",
  "duration",
  "fcr",
  "price",
  "missing",
  "invalid",
  "name",
  "spam_name",
] as const;

export type Counter = (typeof counters)[number];

export type CountValue = { value: number };
export type RateValue = { value: number | null; n: number; numerator: number; denominator: number };
export type MeasuredValue = { value: number | null; n: number };
/** `missing`: there was nothing; `invalid`: there was something that cannot be used. Neither is in `n`. */
export type CheckedValue = MeasuredValue & { missing: number; invalid: number };

const NONE: Histogram = new Map();

export function histogram(figures: Figures, counter: string): Histogram {
  return figures.get(counter) ?? NONE;
}

/** Sessions counted under one key of a counter. */
export function count(figures: Figures, counter: string, key = ""): number {
  return histogram(figures, counter).get(key) ?? 0;
}

/** Sessions of the given classes. */
export function countClasses(figures: Figures, ...classes: readonly SessionClass[]): number {
  return classes.reduce((sum, name) => sum + count(figures, "class", name), 0);
}

/** Sessions offered to a person, answered or not. */
export function countOffered(figures: Figures): number {
  return countClasses(figures, "handled", "lost", "unanswered", "waiting");
}

/** numerator / denominator as a percentage; null without a denominator. */
export function rate(numerator: number, denominator: number): RateValue {
  return { value: percentage(numerator, denominator), n: denominator, numerator, denominator };
}

/** yes / (yes + no) of a counter keyed by answer. */
export function yesRate(figures: Figures, counter: Counter): RateValue {
  return rate(count(figures, counter, "true"), size(histogram(figures, counter)));
}

/** n and what was left out of it, beside a value. */
export function checked(figures: Figures, counter: Counter, value: number | null): CheckedValue {
  return {
    value,
    n: size(histogram(figures, counter)),
    missing: count(figures, "missing", counter),
    invalid: count(figures, "invalid", counter),
  };
}
