import { addUp, decimalOf, type Fraction, times, toNumber } from "./fraction.ts";

/** How many times each value occurs: exact key (a decimal's text) -> count. */
export type Histogram = ReadonlyMap<string, number>;

/** The ends of a confidence interval; null if there are no answers. */
export type Limits = { low: number | null; high: number | null };

/** The 97.5 % point of the normal distribution: two-sided 95 % limits. */
export const Z = 1.959964;

/** The 99.5 % point: two-sided 99 % limits. */
export const Z99 = 2.575829;

/** How many values the histogram holds. */
export function size(histogram: Histogram): number {
  let n = 0;
  for (const count of histogram.values()) n += count;
  return n;
}

/** Converts a key that is the text of a number to an exact decimal. */
export function decimalOfKey(key: string): Fraction {
  return decimalOf(Number(key));
}

/** The exact sum of the values of the keys, rounded once. Null if there are no values, or the sum is beyond the range of doubles. */
export function sum(histogram: Histogram, valueOfKey = decimalOfKey): number | null {
  return size(histogram) === 0 ? null : finite(toNumber(exactSum(histogram, valueOfKey)));
}

/** The exact mean of the values of the keys, rounded once; null if there are no values. */
export function mean(histogram: Histogram, valueOfKey = decimalOfKey): number | null {
  const n = size(histogram);
  if (n === 0) return null;
  const { numerator, denominator } = exactSum(histogram, valueOfKey);
  return finite(toNumber({ numerator, denominator: denominator * BigInt(n) }));
}

function exactSum(histogram: Histogram, valueOfKey: (key: string) => Fraction): Fraction {
  const weighted = [...histogram].map(([key, count]) => {
    const { numerator, denominator } = valueOfKey(key);
    return { numerator: numerator * BigInt(count), denominator };
  });
  // Fractions with equal denominators add without growing, so they are sorted side by side.
  weighted.sort((a, b) => Number(a.denominator - b.denominator));
  return addUp(weighted);
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

/**
 * Percentile by linear interpolation at h = (n-1)q on the sorted values (type 7 of Hyndman and Fan 1996; Excel's
 * PERCENTILE.INC). `percent` is 100q, a whole number. Keys are whole numbers. Returns null if there are no values.
 */
export function percentile(histogram: Histogram, percent: number): number | null {
  const n = size(histogram);
  if (n === 0) return null;
  const sorted = [...histogram].map(([key, count]) => [Number(key), count] as const).sort(([a], [b]) => a - b);
  const position = (n - 1) * percent;
  const rest = position % 100;
  const below = BigInt(valueAt(sorted, (position - rest) / 100));
  const above = BigInt(valueAt(sorted, Math.ceil(position / 100)));
  return toNumber({ numerator: below * 100n + (above - below) * BigInt(rest), denominator: 100n });
}

function valueAt(sorted: readonly (readonly [number, number])[], index: number): number {
  let seen = 0;
  let reached = 0;
  for (const [value, count] of sorted) {
    if (seen <= index) reached = value;
    seen += count;
  }
  return reached;
}

/** 100 k / n, multiplied first; null when n is 0. */
export function percentage(k: number, n: number): number | null {
  return n === 0 ? null : (100 * k) / n;
}

/**
 * Limits of a share, in percent, 95 % unless `z` says otherwise, after Wilson (1927): centre (k + z²/2)/(n + z²), half-width
 * z/(n + z²) sqrt(k(n-k)/n + z²/4), clipped to 0-100. If k is 0, low is exactly 0; if k is n, high is exactly 100.
 */
export function wilsonLimits(k: number, n: number, z = Z): Limits {
  if (n === 0) return { low: null, high: null };
  const centre = (k + z ** 2 / 2) / (n + z ** 2);
  const half = (z / (n + z ** 2)) * Math.sqrt((k * (n - k)) / n + z ** 2 / 4);
  return {
    low: k === 0 ? 0 : Math.max(0, 100 * (centre - half)),
    high: k === n ? 100 : Math.min(100, 100 * (centre + half)),
  };
}

/**
 * 95 % limits of a mean of percentages: adjusted Wald, which adds z² answers, half of them 0 and half 100, and so is the interval
 * of Agresti and Coull (1998) if all answers are 0 or 100. The plain interval has no width if all answers are alike. Clipped to 0-100.
 */
export function meanLimits(histogram: Histogram, valueOfKey: (key: string) => Fraction): Limits {
  const [first, second] = [
    mean(histogram, valueOfKey),
    mean(histogram, (key) => times(valueOfKey(key), valueOfKey(key))),
  ];
  if (first === null || second === null) return { low: null, high: null };
  const n = size(histogram);
  const total = n + Z ** 2;
  const centre = (n * first + (Z ** 2 / 2) * 100) / total;
  const square = (n * second + (Z ** 2 / 2) * 100 ** 2) / total;
  const half = Z * Math.sqrt((square - centre ** 2) / total);
  return { low: Math.max(0, centre - half), high: Math.min(100, centre + half) };
}

/**
 * Limits of a net promoter score, 95 % unless `z` says otherwise: adjusted Wald after Rocks (2016), which adds 0.75 promoters, 0.75 detractors and
 * 3 answers. Clipped to ±100.
 */
export function npsLimits(promoters: number, detractors: number, n: number, z = Z): Limits {
  if (n === 0) return { low: null, high: null };
  const p = (promoters + 0.75) / (n + 3);
  const d = (detractors + 0.75) / (n + 3);
  const half = z * Math.sqrt((p + d - (p - d) ** 2) / (n + 3));
  return { low: Math.max(-100, 100 * (p - d - half)), high: Math.min(100, 100 * (p - d + half)) };
}
