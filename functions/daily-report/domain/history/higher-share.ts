import type { Share } from "./decomposition.ts";

/**
 * The chance that `one` has a rate so much higher than `other` if both have the same true rate: Fisher's exact test (1935),
 * one-sided, with the mid-p of Lancaster (1961). It is right for small counts, where limits by the normal distribution are not.
 * Counts need not be whole numbers: the other tables of the sum then have hits + 1, hits + 2, ... and hits - 1, hits - 2, ...
 */
export function higherShareP(one: Share, other: Share): number {
  const [hits, misses, otherHits, otherMisses] = [one.hits, one.n - one.hits, other.hits, other.n - other.hits];
  const more = weightOfMore(hits, misses, otherHits, otherMisses);
  const fewer = weightOfMore(misses, hits, otherMisses, otherHits);
  return (0.5 + more) / (1 + more + fewer);
}

/**
 * How likely all tables with the same sums and more hits in the first cell are, relative to this table. Each table's
 * probability follows from the one before, so no factorial is needed and nothing underflows near the observed table.
 */
function weightOfMore(a: number, b: number, c: number, d: number): number {
  let [weight, sum] = [1, 0];
  for (let moved = 0; b > moved && c > moved; moved++) {
    weight *= ((b - moved) * (c - moved)) / ((a + moved + 1) * (d + moved + 1));
    sum += weight;
    // Weights fall once they are past their largest; the rest is then below the precision of a double.
    if (weight <= sum * 1e-17) break;
  }
  return sum;
}
