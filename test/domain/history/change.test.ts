import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { npsChange, rateChange } from "../../../functions/daily-report/domain/history/change.ts";
import { catalogue } from "../../../functions/daily-report/domain/metrics/catalogue.ts";
import { rate } from "../../../functions/daily-report/domain/metrics/metric.ts";
import { counted } from "./counted.ts";

const rounded = (...values: readonly (number | null)[]) => values.map((value) => Math.round((value ?? 0) * 100) / 100);
const npsOf = (promoters: number, passives: number, detractors: number) =>
  catalogue.nps.value(counted({ nps: { 10: promoters, 8: passives, 0: detractors } }));

describe("the change of a rate", () => {
  // Limits as printed there, times 100.
  test.each([
    [56, 70, 48, 80, 5.24, 33.39],
    [9, 10, 3, 10, 17.05, 80.9],
    [6, 7, 2, 7, 5.82, 80.62],
    [5, 56, 0, 29, -3.81, 19.26],
    [0, 10, 0, 20, -16.11, 27.75],
    [0, 10, 0, 10, -27.75, 27.75],
    [10, 10, 0, 20, 67.91, 100],
    [10, 10, 0, 10, 60.75, 100],
  ])("has the limits of Newcombe 1998, Table II, method 10: %d/%d - %d/%d", (a, m, b, n, low, high) => {
    const change = rateChange(rate(a, m), rate(b, n));

    expect(rounded(change.low, change.high)).toEqual([low, high]);
    expect(change.difference).toBeCloseTo((100 * a) / m - (100 * b) / n, 10);
    expect(change.isReal).toBe(low > 0);
  });

  test("is real in the same way if it goes down", () => {
    expect(rateChange(rate(48, 80), rate(56, 70))).toMatchObject({ before: 80, isReal: true });
  });

  test("is null if a side has no value, even if it has sessions", () => {
    const unknown = { ...rate(0, 20), value: null };
    const none = { difference: null, low: null, high: null, isReal: false };

    expect(rateChange(rate(0, 0), rate(5, 10))).toEqual({ before: 50, ...none });
    expect(rateChange(rate(5, 10), rate(0, 0))).toEqual({ before: null, ...none });
    expect(rateChange(unknown, rate(5, 10))).toEqual({ before: 50, ...none });
  });

  const anyRate = fc
    .tuple(fc.integer({ min: 1, max: 500 }), fc.double({ min: 0, max: 1, noNaN: true }))
    .map(([n, share]) => rate(Math.round(n * share), n));

  test.prop([anyRate, anyRate])("is negated if the sides are swapped", (one, other) => {
    const [there, back] = [rateChange(one, other), rateChange(other, one)];

    expect(back.difference).toBe(0 - (there.difference ?? 0));
    expect(back.low).toBeCloseTo(-(there.high ?? 0), 10);
    expect(back.high).toBeCloseTo(-(there.low ?? 0), 10);
    expect(back.isReal).toBe(there.isReal);
  });

  test.prop([anyRate, anyRate])("lies within its limits, and these within -100 and 100", (one, other) => {
    const { low, difference, high } = rateChange(one, other) as { low: number; difference: number; high: number };

    expect(low).toBeLessThanOrEqual(difference);
    expect(high).toBeGreaterThanOrEqual(difference);
    expect(low).toBeGreaterThan(-100.000001);
    expect(high).toBeLessThan(100.000001);
  });
});

describe("the change of a net promoter score", () => {
  test("has limits from the adjusted-Wald limits of both scores (hand-worked)", () => {
    // +30 [14.05, 44.20] and +20 [14.55, 25.33]: 10 - sqrt(15.95² + 5.33²) and 10 + sqrt(14.20² + 5.45²).
    const change = npsChange(npsOf(50, 30, 20), npsOf(500, 200, 300));

    expect(rounded(change.difference, change.low, change.high)).toEqual([10, -6.82, 25.21]);
    expect(change.isReal).toBe(false);
  });

  test("is close to 1.96 sqrt(se1² + se2²) on both sides for many answers", () => {
    const { low, difference, high } = npsChange(npsOf(5000, 3000, 2000), npsOf(50_000, 20_000, 30_000));
    // Plain variances: 0.7 - 0.3² and 0.8 - 0.2².
    const half = 196 * Math.sqrt(0.61 / 10_000 + 0.76 / 100_000);

    expect((difference ?? 0) - (low ?? 0)).toBeCloseTo(half, 1);
    expect((high ?? 0) - (difference ?? 0)).toBeCloseTo(half, 1);
  });

  test("is not real because three answers are alike", () => {
    expect(npsChange(npsOf(3, 0, 0), npsOf(550, 250, 200)).isReal).toBe(false);
    expect(npsChange(npsOf(30, 0, 0), npsOf(550, 250, 200)).isReal).toBe(true);
    expect(npsChange(npsOf(0, 0, 30), npsOf(550, 250, 200)).isReal).toBe(true);
  });

  test("is null if a side has no answers", () => {
    expect(npsChange(npsOf(0, 0, 0), npsOf(5, 3, 2))).toEqual({
      before: 30,
      difference: null,
      low: null,
      high: null,
      isReal: false,
    });
  });
});
