import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { funnelPlace, tailsOf } from "../../../functions/daily-report/domain/history/funnel.ts";

describe("tails of the binomial distribution", () => {
  test("are exact for ten tosses of a coin (hand-worked: 176 and 968 of 1024)", () => {
    const { atMost, atLeast } = tailsOf(3, 10, 0.5);

    expect(atMost).toBeCloseTo(176 / 1024, 14);
    expect(atLeast).toBeCloseTo(968 / 1024, 14);
  });

  // Computed with scipy.stats.binom, version 1.17.1.
  test.each([
    [230, 250, 0.88, 0.983789409363298, 0.027387420566409075],
    [150, 3000, 0.06, 0.01020675991181801, 0.9918025888214447],
    [0, 12, 0.08, 0.36766638765488224, 1],
    [9990, 10_000, 0.999, 0.5421328760209828, 0.583039760629257],
  ])("of %d of %d at %d agree with an independent library", (k, n, p, atMost, atLeast) => {
    expect(tailsOf(k, n, p).atMost).toBeCloseTo(atMost, 10);
    expect(tailsOf(k, n, p).atLeast).toBeCloseTo(atLeast, 10);
  });

  test("are 0 far from the target, even where a power would underflow", () => {
    expect(tailsOf(4000, 10_000, 0.5).atMost).toBeLessThan(1e-15);
  });

  test.each([
    [0, 0, { atMost: 1, atLeast: 1 }],
    [3, 0, { atMost: 1, atLeast: 0 }],
    [10, 1, { atMost: 1, atLeast: 1 }],
    [9, 1, { atMost: 0, atLeast: 1 }],
  ])("are certain for %d of 10 at a target of %d", (k, target, tails) => {
    expect(tailsOf(k, 10, target)).toEqual(tails);
  });

  const trials = fc
    .integer({ min: 1, max: 400 })
    .chain((n) => fc.tuple(fc.integer({ min: 0, max: n }), fc.constant(n)));
  const share = fc.double({ min: 0.001, max: 0.999, noNaN: true });

  test.prop([trials, share])("mirror if failures are counted", ([k, n], p) => {
    expect(tailsOf(n - k, n, 1 - p).atLeast).toBeCloseTo(tailsOf(k, n, p).atMost, 10);
  });

  test.prop([trials, share])("overlap in the count itself: both tails of neighbours add up to 1", ([k, n], p) => {
    const next = k === n ? 0 : tailsOf(k + 1, n, p).atLeast;

    expect(tailsOf(k, n, p).atMost + next).toBeCloseTo(1, 10);
  });
});

describe("the place in the funnel (Spiegelhalter 2005: limits of 95 % and 99.8 %)", () => {
  // The last count below and the first above each limit, computed with scipy.stats.binom.
  test.each([
    [10, 0.5, { below_998: 0, below_95: 1, above_95: 9, above_998: 10 }],
    [10, 0.9, { below_998: 4, below_95: 6 }],
    [12, 0.08, { above_95: 4, above_998: 6 }],
    [250, 0.88, { below_998: 202, below_95: 209, above_95: 231, above_998: 236 }],
    [3000, 0.06, { below_998: 140, below_95: 154, above_95: 207, above_998: 222 }],
  ])("changes at the exact counts for n = %d and a target of %d", (n, target, edges) => {
    const found: Record<string, number> = {};
    for (let k = 0; k <= n; k += 1) {
      const place = funnelPlace(k, n, target);
      if (place.startsWith("below")) found[place] = k;
      else if (place !== "within") found[place] ??= k;
    }

    expect(found).toEqual(edges);
  });

  test("is within for 10 of 10 at 90 %, which the interpolated upper limit of the paper, 9.93, would leave out", () => {
    expect(tailsOf(10, 10, 0.9).atLeast).toBeCloseTo(0.9 ** 10, 14);
    expect(10 - (1 - 0.975) / 0.9 ** 10).toBeCloseTo(9.93, 2);
    expect(funnelPlace(10, 10, 0.9)).toBe("within");
  });

  test.prop([fc.integer({ min: 10, max: 200 }), fc.double({ min: 0.05, max: 0.95, noNaN: true })])(
    "is below exactly under the lower limit that the paper interpolates between whole counts",
    (n, target) => {
      for (const [tail, places] of [
        [0.025, ["below_95", "below_998"]],
        [0.001, ["below_998"]],
      ] as const) {
        // Appendix: r is the smallest count with P(R <= r) > tail, the limit is r - (P(R <= r) - tail) / P(R = r).
        let r = 0;
        while (tailsOf(r, n, target).atMost <= tail) r += 1;
        const below = r === 0 ? 0 : tailsOf(r - 1, n, target).atMost;
        const { atMost } = tailsOf(r, n, target);
        const limit = r - (atMost - tail) / (atMost - below);

        for (const k of [r - 1, r].filter((count) => count >= 0)) {
          expect(places.some((place) => place === funnelPlace(k, n, target))).toBe(k < limit || k === r - 1);
        }
      }
    },
  );
});
