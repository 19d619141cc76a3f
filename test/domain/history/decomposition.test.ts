import { describe, expect, test } from "vitest";
import { decompose } from "../../../functions/daily-report/domain/history/decomposition.ts";

describe("the difference of two rates", () => {
  test("is split as in Kitagawa (1955)", () => {
    // Before: shares of n 0.5 and 0.5, rates 0.1 and 0.3, in all 0.2. The day: shares 0.25 and 0.75, rates 0.2 and 0.4, in all 0.35.
    // rate = 0.375 x (0.2 - 0.1) + 0.625 x (0.4 - 0.3) = 0.1
    // mix = (0.25 - 0.5) x 0.15 + (0.75 - 0.5) x 0.35 = 0.05
    const parts = decompose([
      { day: { hits: 20, n: 100 }, before: { hits: 50, n: 500 } },
      { day: { hits: 120, n: 300 }, before: { hits: 150, n: 500 } },
    ]);

    expect(parts?.rate).toBeCloseTo(0.1, 14);
    expect(parts?.mix).toBeCloseTo(0.05, 14);
  });

  test("is all rate if every row has its usual share, and all mix if every row has its usual rate", () => {
    const allRate = decompose([
      { day: { hits: 30, n: 100 }, before: { hits: 100, n: 1000 } },
      { day: { hits: 10, n: 100 }, before: { hits: 100, n: 1000 } },
    ]);
    const allMix = decompose([
      { day: { hits: 30, n: 300 }, before: { hits: 100, n: 1000 } },
      { day: { hits: 40, n: 100 }, before: { hits: 400, n: 1000 } },
    ]);

    expect([allRate?.mix, allRate?.rate]).toEqual([0, expect.closeTo(0.1, 14)]);
    expect([allMix?.mix, allMix?.rate]).toEqual([expect.closeTo(0.175 - 0.25, 14), 0]);
  });

  test("counts a row that one side lacks as mix only, at the rate of the other side", () => {
    // A new row of rate 0.5 has half of the day: mix = (0.5 - 1) x 0.1 + (0.5 - 0) x 0.5 = 0.2.
    const old = { day: { hits: 10, n: 100 }, before: { hits: 100, n: 1000 } };
    const added = decompose([old, { day: { hits: 50, n: 100 }, before: { hits: 0, n: 0 } }]);
    const gone = decompose([old, { day: { hits: 0, n: 0 }, before: { hits: 500, n: 1000 } }]);

    expect([added?.mix, added?.rate]).toEqual([expect.closeTo(0.2, 14), 0]);
    expect([gone?.mix, gone?.rate]).toEqual([expect.closeTo(-0.2, 14), 0]);
  });

  test("ignores a row that both sides lack", () => {
    const row = { day: { hits: 30, n: 100 }, before: { hits: 100, n: 1000 } };

    expect(decompose([row, { day: { hits: 0, n: 0 }, before: { hits: 0, n: 0 } }])).toEqual(decompose([row]));
  });

  test("is null if a side has no sessions", () => {
    const [some, none] = [
      { hits: 1, n: 10 },
      { hits: 0, n: 0 },
    ] as const;

    expect(decompose([])).toBeNull();
    expect(decompose([{ day: some, before: none }])).toBeNull();
    expect(decompose([{ day: none, before: some }])).toBeNull();
  });
});
