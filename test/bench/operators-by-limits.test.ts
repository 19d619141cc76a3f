import { expect, test } from "vitest";
import { BAD, operatorDay, usualRates } from "../../bench/operator-days.ts";
import { namedByLimits } from "../../bench/operators-by-limits.ts";

test("limits name who is far worse than the others, and the others for nothing", () => {
  const day = operatorDay({
    seed: 1,
    operators: 4,
    sessions: 1600,
    bad: { sessions: 150, rates: { ...usualRates, late: 0.8 } },
  });

  expect(namedByLimits(day, "worse", (metrics) => metrics > 0)).toEqual([BAD]);
  expect(namedByLimits(day, "worse", (_, sure) => sure > 0)).toEqual([BAD]);
  expect(namedByLimits(day, "worse", (metrics) => metrics > 1)).toEqual([]);
  expect(namedByLimits(day, "better", (_, sure) => sure > 0)).not.toContain(BAD);
});

test("limits name nobody with fewer than 10 sessions", () => {
  const day = operatorDay({
    seed: 1,
    operators: 4,
    sessions: 800,
    bad: { sessions: 9, rates: { ...usualRates, late: 1 } },
  });

  expect(namedByLimits(day, "worse", (metrics) => metrics > 0)).toEqual([]);
});
