import { catalogue, type MetricId } from "../domain/metrics/catalogue.ts";
import { FEWEST_ANSWERS } from "../domain/metrics/metric.ts";
import { NOTHING } from "./format.ts";
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

/** The text that replaces a value with too few answers: "3 of 7" for a rate, "n = 7" for other metrics. */
export function countsText({ numerator, denominator, n }: Figure, { texts, format }: Words): string {
  if (numerator != null && denominator != null) {
    return texts.common.kOfN(format.count(numerator), format.count(denominator));
  }
  return n == null ? NOTHING : texts.common.nOnly(format.count(n));
}

/** The same in whole percent or points and without a mark, for the mail; "9 ratings" if there are too few for a score. */
export function wholeText(id: MetricId, figure: Figure, words: Words): string {
  const { texts, format } = words;
  const { value, n, numerator } = figure;
  // A whole percentage of fewer than 10 would say more than is known, whatever the metric.
  const isFewOf = numerator != null && value !== null && n != null && n < FEWEST_ANSWERS;
  if (!isFewOf && certaintyOf(id, figure) !== "counts") return format.whole(catalogue[id].unit, value);
  return isFewOf || n == null ? countsText(figure, words) : format.counted(n, texts.mail.ratings);
}

/** A metric's value in words: as it is, marked if it rests on few answers, or only its counts if it rests on too few. */
export function figureText(id: MetricId, figure: Figure, words: Words): string {
  const certainty = certaintyOf(id, figure);
  if (certainty === "counts") return countsText(figure, words);
  return words.format.figure(catalogue[id].unit, figure.value) + (certainty === "low" ? LOW_MARK : "");
}
