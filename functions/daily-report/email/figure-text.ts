import { catalogue, type MetricId } from "../domain/metrics/catalogue.ts";
import { certaintyOf, countsText, type Figure, LOW_MARK } from "../texts/small-n.ts";
import type { Words } from "../texts/words.ts";

/** A metric's value in words: as it is, marked when few answers stand behind it, or only its counts when too few do. */
export function figureText(id: MetricId, figure: Figure, words: Words): string {
  const certainty = certaintyOf(id, figure);
  if (certainty === "counts") return countsText(figure, words);
  return words.format.figure(catalogue[id].unit, figure.value) + (certainty === "low" ? LOW_MARK : "");
}
