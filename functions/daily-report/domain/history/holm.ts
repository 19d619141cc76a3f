/** A hypothesis; one of twice the weight may have twice the p value. */
export type Weighed = { readonly p: number; readonly weight: number };

/**
 * Which hypotheses are rejected at the family level, by the step-down procedure of Holm (1979) with weights: the smallest
 * p / weight is compared with level / (sum of all weights), the next one with level / (sum of the weights left), and so on up
 * to the first that is larger. The chance that any true hypothesis is rejected is at most `level`, whatever the dependence
 * between the tests. With equal weights the limits of p are level / m, level / (m - 1), ... Also returns the limit of the last
 * hypothesis that is rejected, as p / weight.
 */
export function holm<T extends Weighed>(hypotheses: readonly T[], level: number): { rejected: T[]; limit: number } {
  const ranked = hypotheses.toSorted((a, b) => a.p / a.weight - b.p / b.weight);
  const rejected: T[] = [];
  let left = ranked.reduce((sum, { weight }) => sum + weight, 0);
  let limit = level / left;
  for (const hypothesis of ranked) {
    if (hypothesis.p / hypothesis.weight > level / left) break;
    rejected.push(hypothesis);
    limit = level / left;
    left -= hypothesis.weight;
  }
  return { rejected, limit };
}
