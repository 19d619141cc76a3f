import { expect, test } from "vitest";
import type { DriverCounts } from "../../../functions/daily-report/domain/history/driver-counts.ts";
import { chanceIn } from "../../../functions/daily-report/domain/history/driver-rows.ts";

function marks(promoters: number, passives: number, detractors: number): DriverCounts {
  const n = promoters + passives + detractors;
  const hits = promoters - detractors;
  return {
    hits: { hits, n, value: (100 * hits) / n },
    points: promoters + passives / 2,
    squares: promoters + passives / 4,
  };
}

const row = (day: DriverCounts, before: DriverCounts) =>
  ({ breakdown: "channels", key: "a", day, before, excess: 0 }) as const;
const chanceOf = (difference: number) => chanceIn({ metric: "nps", days: 28, n: 1000, difference, rows: [] }, () => 0);

/** The probability of n marks of which 70 % are promoters, 20 % passives and 10 % detractors. */
function probability(promoters: number, passives: number, detractors: number): number {
  let ways = 1;
  for (let k = 1; k <= passives; k++) ways *= (promoters + k) / k;
  for (let k = 1; k <= detractors; k++) ways *= (promoters + passives + k) / k;
  return ways * 0.7 ** promoters * 0.2 ** passives * 0.1 ** detractors;
}

test.each([
  [10, -1],
  [10, 1],
  [30, -1],
  [30, 1],
])(
  "of all possible marks of %i answers, at most 0.1 %% of probability has a chance of 0.1 %% (direction %i)",
  (n, direction) => {
    const before = marks(20 * n - n, 5 * n, 3 * n);
    const usual = chanceOf(direction);
    let sum = 0;
    for (let promoters = 0; promoters <= n; promoters++) {
      for (let passives = 0; promoters + passives <= n; passives++) {
        const detractors = n - promoters - passives;
        if (usual(row(marks(promoters, passives, detractors), before)) > 0.001) continue;
        sum += probability(promoters, passives, detractors);
      }
    }

    expect(sum).toBeLessThan(0.001);
  },
);

test("what another row explains is taken away first", () => {
  const before = marks(700, 200, 100);
  // 20 hits are 10 promoters that become 10 detractors: 60, 20 and 20 of 100 would then be 70, 20 and 10.
  const [worse, usual] = [row(marks(60, 20, 20), before), row(marks(70, 20, 10), before)];
  const chance = chanceOf(-1);

  expect(chance(worse)).toBeLessThan(0.01);
  expect(chance(worse, -20)).toBeGreaterThan(0.4);
  expect(chance(worse, -20)).toBeCloseTo(chance(usual), 1);
  expect(chance(worse, 0)).toBe(chance(worse));
});
