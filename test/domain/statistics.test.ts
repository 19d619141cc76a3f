import { describe, expect, test } from "vitest";
import {
  type Histogram,
  mean,
  npsLimits,
  percentage,
  percentile,
  sum,
  wilsonLimits,
} from "../../functions/daily-report/domain/statistics.ts";

function histogramOf(...values: readonly number[]): Histogram {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(String(value), (counts.get(String(value)) ?? 0) + 1);
  return counts;
}

const times = histogramOf(5, 10, 12, 20, 30, 45, 60, 90, 300, 3600);

describe("mean and percentiles", () => {
  test("agree with the known values of docs/metrics.md section 5", () => {
    expect(mean(times)).toBe(417.2);
    expect([50, 90, 95].map((percent) => percentile(times, percent))).toEqual([37.5, 630, 2115]);
  });

  test("count a value as often as it came, in whatever order", () => {
    const values = histogramOf(30, 5, 5, 5, 30, 12, 100);

    expect([sum(values), mean(values)]).toEqual([187, 187 / 7]);
    expect([0, 50, 75, 90, 100].map((percent) => percentile(values, percent))).toEqual([5, 12, 30, 58, 100]);
  });

  test("of one value are that value", () => {
    expect([mean(histogramOf(7)), percentile(histogramOf(7), 95)]).toEqual([7, 7]);
  });

  test("of nothing are null", () => {
    expect([mean(new Map()), percentile(new Map(), 50), sum(new Map())]).toEqual([null, null, null]);
  });

  test("are exact where adding doubles is not", () => {
    expect(sum(histogramOf(0.1, 0.2))).toBe(0.3);
    expect(mean(histogramOf(1e300, 1, -1e300))).toBe(1 / 3);
  });

  test("a sum beyond the range of numbers is null, not infinite", () => {
    expect(sum(histogramOf(1.5e308, 1e308))).toBeNull();
  });
});

test("a percentage multiplies first and needs a denominator", () => {
  expect(percentage(7, 25)).toBe(28);
  expect(percentage(0, 0)).toBeNull();
});

describe("Wilson limits", () => {
  test.each([
    [0, 1, 0, 79.35],
    [1, 1, 20.65, 100],
    [3, 3, 43.85, 100],
    [9, 10, 59.58, 98.21],
    [45, 50, 78.64, 95.65],
    [90, 100, 82.56, 94.48],
  ])("%i of %i: %f-%f %%", (k, n, low, high) => {
    const limits = wilsonLimits(k, n);

    expect(limits.low).toBeCloseTo(low, 2);
    expect(limits.high).toBeCloseTo(high, 2);
  });

  test("none is exactly 0, all exactly 100, nobody has none", () => {
    for (let n = 1; n <= 200; n += 1) expect([wilsonLimits(0, n).low, wilsonLimits(n, n).high]).toEqual([0, 100]);
    expect(wilsonLimits(0, 0)).toEqual({ low: null, high: null });
  });
});

describe("limits of a net promoter score", () => {
  test.each([
    [1, 0, 1, -48.5, 98.5],
    [0, 1, 1, -98.5, 48.5],
    [5, 2, 10, -19.05, 65.2],
    [3, 0, 3, -6.58, 100],
    [50, 20, 100, 14.05, 44.2],
    [500, 200, 1000, 25.08, 34.74],
  ])("%i promoters and %i detractors of %i: %f to %f", (promoters, detractors, n, low, high) => {
    const limits = npsLimits(promoters, detractors, n);

    expect(limits.low).toBeCloseTo(low, 2);
    expect(limits.high).toBeCloseTo(high, 2);
  });

  test("nobody answered: no limits", () => {
    expect(npsLimits(0, 0, 0)).toEqual({ low: null, high: null });
  });
});
