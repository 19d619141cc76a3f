import { expect, test } from "vitest";
import { higherShareP } from "../../../functions/daily-report/domain/history/higher-share.ts";

test("is the mid-p of Fisher's exact test for his tea tasting (1935): 3 of 4 against 1 of 4", () => {
  // P(4 right) = 1 / 70 and P(3 right) = 16 / 70, of which half counts.
  expect(higherShareP({ hits: 3, n: 4 }, { hits: 1, n: 4 })).toBeCloseTo(9 / 70, 15);
  expect(higherShareP({ hits: 4, n: 4 }, { hits: 0, n: 4 })).toBeCloseTo(0.5 / 70, 15);
});

test("is the mid-p of Fisher's exact test for his twins (1935): 10 of 13 against 2 of 17", () => {
  // The tables with 10, 11, 12 hits have 38 896, 1 326 and 13 of C(30, 12) = 86 493 225 ways.
  expect(higherShareP({ hits: 10, n: 13 }, { hits: 2, n: 17 })).toBeCloseTo((38_896 / 2 + 1339) / 86_493_225, 15);
});

test.each([
  [60, 300, 840, 8400, 2.1600957357960223e-7],
  [20, 100, 100, 1000, 0.002466170186567672],
  [10, 100, 100, 1000, 0.48526672916541347],
  [0, 50, 300, 1000, 0.9999999847976491],
  [50, 50, 300, 1000, 5.761138585148372e-26],
])(
  "of %i of %i against %i of %i is that of the hypergeometric distribution of SciPy 1.17",
  (hits, n, beforeHits, beforeN, p) => {
    expect(higherShareP({ hits, n }, { hits: beforeHits, n: beforeN }) / p).toBeCloseTo(1, 9);
  },
);

test("of both sides exchanged add up to 1", () => {
  const [one, other] = [
    { hits: 3, n: 20 },
    { hits: 40, n: 300 },
  ] as const;

  expect(higherShareP(one, other) + higherShareP(other, one)).toBeCloseTo(1, 14);
});

test("is 0.5 for equal shares of equal sides, and if there are no hits or no misses at all", () => {
  expect(higherShareP({ hits: 7, n: 20 }, { hits: 7, n: 20 })).toBeCloseTo(0.5, 14);
  expect(higherShareP({ hits: 0, n: 20 }, { hits: 0, n: 300 })).toBe(0.5);
  expect(higherShareP({ hits: 20, n: 20 }, { hits: 300, n: 300 })).toBe(0.5);
});

test("lies between its neighbours for counts that are not whole numbers", () => {
  const p = (hits: number) => higherShareP({ hits, n: 100 }, { hits: 100, n: 1000 });

  expect(p(20.5)).toBeLessThan(p(20));
  expect(p(20.5)).toBeGreaterThan(p(21));
  expect(higherShareP({ hits: 0.4, n: 9.7 }, { hits: 20.3, n: 99.1 })).toBeGreaterThan(0.8);
});

test("is 0 if the chance is below the smallest double, and takes 100 000 sessions", () => {
  expect(higherShareP({ hits: 90_000, n: 100_000 }, { hits: 28_000, n: 2_800_000 })).toBe(0);
  expect(higherShareP({ hits: 1000, n: 100_000 }, { hits: 28_000, n: 2_800_000 })).toBeCloseTo(0.5, 2);
});
