import { expect, test } from "vitest";
import { plantedChanges } from "../../bench/planted-changes.ts";
import { metricsOf } from "../../functions/daily-report/domain/metrics/catalogue.ts";
import { rate } from "../../functions/daily-report/domain/metrics/metric.ts";
import { npsLimits, wilsonLimits } from "../../functions/daily-report/domain/statistics.ts";
import { seededRandom } from "../../local/twin-emulator/invention/seeded-random.ts";

const n = 20_000;
const empty = metricsOf(new Map());
const day = {
  ...empty,
  lost_rate: rate(0.1 * n, n),
  sl1: rate(0.6 * n, n),
  csat_top_box: { ...rate(0.9 * n, n), ...wilsonLimits(0.9 * n, n) },
  nps: { ...empty.nps, n, promoters: 0.6 * n, detractors: 0.2 * n, value: 40, ...npsLimits(0.6 * n, 0.2 * n, n) },
};

test.each([
  ["lost_rate", "x 1.5", 15],
  ["lost_rate", "x 2", 20],
  ["sl1", ": 1.5", 40],
  ["sl1", ": 2", 30],
  ["csat_top_box", ": 1.5", 60],
  ["csat_top_box", ": 2", 45],
  ["nps", "-20", 20],
  ["nps", "-40", 0],
] as const)("%s %s is about %d, of as many answers, and nothing else changes", (id, name, expected) => {
  const change = plantedChanges.find((one) => one.id === id && one.name === name);
  const planted = change?.plant(day, seededRandom(1));
  // Three standard deviations of the drawing are about 1 point.
  expect(Math.abs((planted?.[id].value ?? 1000) - expected)).toBeLessThan(1);
  expect(planted?.[id].n).toBe(n);
  expect({ ...planted, [id]: day[id] }).toEqual(day);
});

test("nothing is planted in a day of which no answer could change", () => {
  expect(plantedChanges.map(({ plant }) => plant(empty, seededRandom(1)))).toEqual(plantedChanges.map(() => null));
});
