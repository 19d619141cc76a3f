import { catalogue, type MetricId } from "../domain/metrics/catalogue.ts";
import { FEWEST_ANSWERS } from "../domain/metrics/metric.ts";
import type { Part } from "./texts.ts";
import type { Words } from "./words.ts";

/** The value and the parts of any metric; `bands` are the numbers of sessions per band of durations. */
export type Figure = Readonly<
  { value: number | null; bands?: readonly number[] } & Partial<Record<Part, number | null>>
>;

/** How a value is shown: unchanged, marked because it has few answers, or replaced by its counts. */
export type Certainty = "full" | "low" | "counts";

const ENOUGH = 30;

/** The mark of a value with few answers. */
export const LOW_MARK = "*";

/**
 * Returns how a value of a metric is shown (`docs/metrics.md` section 4.4). If the metric suppresses values with a small n:
 * counts only below 10 answers, marked as low below 30. A figure without a value is always "full".
 */
export function certaintyOf(id: MetricId, { value, n }: Figure): Certainty {
  if (catalogue[id].smallN === "shown" || value === null || n === null || n === undefined || n >= ENOUGH) return "full";
  return n < FEWEST_ANSWERS ? "counts" : "low";
}

/** A value in whole percent or points and without a mark, for the mail; "3 of 7" or "7 ratings" if there are too few. */
export function wholeText(id: MetricId, figure: Figure, words: Words): string {
  const { texts, format } = words;
  const { value, n, numerator } = figure;
  // A whole percentage of fewer than 10 would say more than is known, whatever the metric.
  const isFewOf = numerator != null && value !== null && n != null && n < FEWEST_ANSWERS;
  if (!isFewOf && certaintyOf(id, figure) !== "counts") return format.whole(catalogue[id].unit, value);
  if (isFewOf) return texts.common.kOfN(format.count(numerator), format.count(figure.denominator ?? null));
  return format.counted(n ?? 0, texts.mail.ratings);
}
