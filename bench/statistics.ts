/** The smallest, the middle and the largest of the values of several runs. */
export type Spread = { readonly min: number; readonly median: number; readonly max: number };

/** Returns null for no values. */
export function spreadOf(values: readonly number[]): Spread | null {
  const sorted = values.toSorted((a, b) => a - b);
  const [min, max] = [sorted[0], sorted.at(-1)];
  return min === undefined || max === undefined ? null : { min, median: medianOf(sorted), max };
}

function medianOf(sorted: readonly number[]): number {
  const [low = 0, high = 0] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.ceil((sorted.length - 1) / 2)]];
  return (low + high) / 2;
}

/**
 * Returns the difference of each pair of runs divided by `count`: what one more session costs, if the second runs had `count`
 * more sessions than the first. What both need to start cancels out.
 */
export function marginals(first: readonly number[], second: readonly number[], count: number): number[] {
  return second.slice(0, first.length).map((value, run) => (value - (first[run] ?? 0)) / count);
}
