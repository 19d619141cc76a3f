import { catalogue, type MetricId } from "../domain/metrics/catalogue.ts";
import { NOTHING } from "./format.ts";
import type { Part } from "./texts.ts";
import type { Words } from "./words.ts";

/** A metric's value with its parts, whatever the metric; `bands` are counts of sessions by how long something took. */
export type Figure = Readonly<
  { value: number | null; bands?: readonly number[] } & Partial<Record<Part, number | null>>
>;

/** How a value may be shown: as it is, marked as resting on few answers, or not at all, only its counts. */
export type Certainty = "full" | "low" | "counts";

const FEWEST = 10;
const ENOUGH = 30;

/** The mark of a value that rests on few answers. */
export const LOW_MARK = "*";

/**
 * How a value of a metric may be shown (`docs/metrics.md` section 4.4). If the metric suppresses values with a small n: below
 * 10 answers only its counts, below 30 marked as low. A figure without a value has nothing to be uncertain of.
 */
export function certaintyOf(id: MetricId, { value, n }: Figure): Certainty {
  if (catalogue[id].smallN === "shown" || value === null || n === null || n === undefined || n >= ENOUGH) return "full";
  return n < FEWEST ? "counts" : "low";
}

/** What stands for a value that rests on too few answers: "3 of 7" of a rate, "n = 7" of anything else. */
export function countsText({ numerator, denominator, n }: Figure, { texts, format }: Words): string {
  if (numerator != null && denominator != null) {
    return texts.common.kOfN(format.count(numerator), format.count(denominator));
  }
  return n == null ? NOTHING : texts.common.nOnly(format.count(n));
}

/** A metric's value in words: as it is, marked if it rests on few answers, or only its counts if it rests on too few. */
export function figureText(id: MetricId, figure: Figure, words: Words): string {
  const certainty = certaintyOf(id, figure);
  if (certainty === "counts") return countsText(figure, words);
  return words.format.figure(catalogue[id].unit, figure.value) + (certainty === "low" ? LOW_MARK : "");
}
