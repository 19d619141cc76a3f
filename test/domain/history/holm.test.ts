import { expect, test } from "vitest";
import { holm } from "../../../functions/daily-report/domain/history/holm.ts";

const equal = (...ps: readonly number[]) => ps.map((p) => ({ p, weight: 1 }));
const rejectedOf = (ps: readonly number[], level: number) => holm(equal(...ps), level).rejected.map(({ p }) => p);

test("compares the smallest p value with level / m, the next with level / (m - 1), and stops at the first that is larger", () => {
  // Holm (1979) at 5 %, m = 4: 0.005 <= 0.05 / 4 = 0.0125, 0.01 <= 0.05 / 3 = 0.0167, 0.03 > 0.05 / 2 = 0.025.
  // 0.04 <= 0.05 / 1 does not count any more.
  expect(holm(equal(0.01, 0.04, 0.03, 0.005), 0.05)).toEqual({ rejected: equal(0.005, 0.01), limit: 0.05 / 3 });
});

test("rejects more than Bonferroni's level / m for all would", () => {
  // 0.004 <= 0.01 / 2, but 0.006 > 0.01 / 2. After one rejection the limit is 0.01.
  expect(rejectedOf([0.006, 0.004], 0.01)).toEqual([0.004, 0.006]);
  expect(rejectedOf([0.006, 0.0051], 0.01)).toEqual([]);
});

test("rejects at a p value that is equal to the limit", () => {
  expect(rejectedOf([0.005, 0.011], 0.01)).toEqual([0.005]);
});

test("gives a hypothesis of more weight a larger limit", () => {
  // p / weight is 0.006 and 0.008 at weights of 1 and 0.25: 0.006 <= 0.01 / 1.25 = 0.008, then 0.008 <= 0.01 / 0.25.
  const [one, quarter] = [
    { p: 0.006, weight: 1 },
    { p: 0.002, weight: 0.25 },
  ] as const;

  expect(holm([quarter, one], 0.01)).toEqual({ rejected: [one, quarter], limit: 0.04 });
  expect(holm([quarter, { p: 0.0081, weight: 1 }], 0.01)).toEqual({
    rejected: [quarter, { p: 0.0081, weight: 1 }],
    limit: 0.01,
  });
  expect(
    holm(
      [
        { p: 0.0021, weight: 0.25 },
        { p: 0.0081, weight: 1 },
      ],
      0.01,
    ).rejected,
  ).toEqual([]);
});

test("keeps the limit of the first comparison if nothing is rejected, and rejects nothing without hypotheses", () => {
  expect(holm(equal(0.5, 0.5), 0.01)).toEqual({ rejected: [], limit: 0.005 });
  expect(holm([], 0.01).rejected).toEqual([]);
});
