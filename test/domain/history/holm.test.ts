import { expect, test } from "vitest";
import { holmRejects } from "../../../functions/daily-report/domain/history/holm.ts";

test("compares the smallest p value with level / m, the next with level / (m - 1), and stops at the first that is larger", () => {
  // Holm (1979) at 5 %, m = 4: 0.005 <= 0.05 / 4 = 0.0125, 0.01 <= 0.05 / 3 = 0.0167, 0.03 > 0.05 / 2 = 0.025.
  // 0.04 <= 0.05 / 1 does not count any more.
  expect(holmRejects([0.01, 0.04, 0.03, 0.005], 0.05)).toEqual([true, false, false, true]);
});

test("rejects more than Bonferroni's level / m for all would", () => {
  // 0.004 <= 0.01 / 2, but 0.006 > 0.01 / 2. After one rejection the limit is 0.01.
  expect(holmRejects([0.006, 0.004], 0.01)).toEqual([true, true]);
  expect(holmRejects([0.006, 0.0051], 0.01)).toEqual([false, false]);
});

test("rejects at a p value that is equal to the limit", () => {
  expect(holmRejects([0.005, 0.011], 0.01)).toEqual([true, false]);
});

test("rejects nothing without p values", () => {
  expect(holmRejects([], 0.01)).toEqual([]);
});
