import { describe, expect, test } from "vitest";
import { decimalOf } from "../../functions/daily-report/domain/fraction.ts";
import {
  type Histogram,
  mean,
  meanLimits,
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
  test("are equal to the known values of docs/metrics.md section 5", () => {
    expect(mean(times)).toBe(417.2);
    expect([50, 90, 95].map((percent) => percentile(times, percent))).toEqual([37.5, 630, 2115]);
  });

  test("count each value as often as it occurs, in any order of the keys", () => {
    const values = histogramOf(30, 5, 5, 5, 30, 12, 100);

    expect([sum(values), mean(values)]).toEqual([187, 187 / 7]);
    expect([0, 50, 75, 90, 100].map((percent) => percentile(values, percent))).toEqual([5, 12, 30, 58, 100]);
  });

  test("are the value itself if there is only one", () => {
    expect([mean(histogramOf(7)), percentile(histogramOf(7), 95)]).toEqual([7, 7]);
  });

  test("are null for an empty histogram", () => {
    expect([mean(new Map()), percentile(new Map(), 50), sum(new Map())]).toEqual([null, null, null]);
  });

  test("are exact even if adding doubles is not", () => {
    expect(sum(histogramOf(0.1, 0.2))).toBe(0.3);
    expect(mean(histogramOf(1e300, 1, -1e300))).toBe(1 / 3);
  });

  test("are null, not Infinity, if the sum is beyond the range of doubles", () => {
    expect(sum(histogramOf(1.5e308, 1e308))).toBeNull();
  });
});

test("percentage multiplies before it divides, and returns null for a denominator of 0", () => {
  expect(percentage(7, 25)).toBe(28);
  expect(percentage(0, 0)).toBeNull();
});

describe("wilsonLimits", () => {
  test.each([
    [0, 1, 0, 79.35],
    [1, 1, 20.65, 100],
    [3, 3, 43.85, 100],
    [9, 10, 59.58, 98.21],
    [45, 50, 78.64, 95.65],
    [90, 100, 82.56, 94.48],
  ])("of %i in %i are %f to %f percent", (k, n, low, high) => {
    const limits = wilsonLimits(k, n);

    expect(limits.low).toBeCloseTo(low, 2);
    expect(limits.high).toBeCloseTo(high, 2);
  });

  test("are exactly 0 for none, exactly 100 for all, and null if n is 0", () => {
    for (let n = 1; n <= 200; n += 1) expect([wilsonLimits(0, n).low, wilsonLimits(n, n).high]).toEqual([0, 100]);
    expect(wilsonLimits(0, 0)).toEqual({ low: null, high: null });
  });
});

describe("meanLimits", () => {
  const decimal = (key: string) => decimalOf(Number(key));

  test.each([
    // Agresti and Coull (1998) for 9 of 10, 45 of 50 and 90 of 100: the same centre as Wilson, and wider.
    [9, 1, 57.4, 100],
    [45, 5, 78.21, 96.09],
    [90, 10, 82.39, 94.65],
  ])("of %i times 100 and %i times 0 are those of a share", (hundreds, zeros, low, high) => {
    const limits = meanLimits(
      new Map([
        ["100", hundreds],
        ["0", zeros],
      ]),
      decimal,
    );
    expect(limits.low).toBeCloseTo(low, 1);
    expect(limits.high).toBeCloseTo(high, 1);
  });

  test("are close to m ± 1.96 s / √n for many values", () => {
    const limits = meanLimits(
      new Map([
        ["100", 5000],
        ["80", 3000],
        ["20", 2000],
      ]),
      decimal,
    );
    // m = 78, s = 30.27.
    expect(limits.low).toBeCloseTo(77.4, 1);
    expect(limits.high).toBeCloseTo(78.58, 1);
  });

  test("have a width if all values are alike, stay within 0 and 100, and are null without values", () => {
    expect(meanLimits(new Map([["100", 10]]), decimal)).toMatchObject({ high: 100 });
    expect(meanLimits(new Map([["0", 10]]), decimal)).toMatchObject({ low: 0 });
    expect(meanLimits(new Map([["100", 10]]), decimal).low).toBeLessThan(75);
    expect(meanLimits(new Map(), decimal)).toEqual({ low: null, high: null });
  });
});

describe("npsLimits", () => {
  test.each([
    [1, 0, 1, -48.5, 98.5],
    [0, 1, 1, -98.5, 48.5],
    [5, 2, 10, -19.05, 65.2],
    [3, 0, 3, -6.58, 100],
    [50, 20, 100, 14.05, 44.2],
    [500, 200, 1000, 25.08, 34.74],
  ])("of %i promoters and %i detractors in %i answers are %f to %f", (promoters, detractors, n, low, high) => {
    const limits = npsLimits(promoters, detractors, n);

    expect(limits.low).toBeCloseTo(low, 2);
    expect(limits.high).toBeCloseTo(high, 2);
  });

  test("are null if there are no answers", () => {
    expect(npsLimits(0, 0, 0)).toEqual({ low: null, high: null });
  });
});
