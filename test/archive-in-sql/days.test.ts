import { rm } from "node:fs/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { metricIds } from "../../functions/daily-report/domain/metrics/catalogue.ts";
import { breakdownIds } from "../../functions/daily-report/domain/metrics/metric.ts";
import type { Plain } from "../../local/ask/plain-value.ts";
import { expectNear } from "./expect-near.ts";
import { askArchive } from "./write-tables.ts";
import { type Month, writeMonth } from "./written-month.ts";

let month: Month;
beforeAll(async () => {
  month = await writeMonth(120);
});
afterAll(() => rm(month.folder, { recursive: true, force: true }));

test("DuckDB over the day tables of a month finds every metric of every scope and row as report.json has it", async () => {
  const { rows } = await askArchive(
    month.folder,
    "SELECT concat_ws(' ', day, scope, key, metric), value, n, low, high FROM days WHERE report = 'support-daily'",
  );
  const found = new Map(rows.map(([place, ...values]) => [String(place), values]));
  expect(found.size).toBe(rows.length);

  let expected = 0;
  for (const [date, { report }] of month.days) {
    const all = [
      { place: `${date} day `, metrics: report.metrics },
      ...breakdownIds.flatMap((scope) =>
        report.breakdowns[scope].map(({ key, metrics }) => ({ place: `${date} ${scope} ${key}`, metrics })),
      ),
    ];
    for (const { place, metrics } of all) {
      for (const [id, figure] of Object.entries(metrics)) {
        const where = `${place} ${id}`;
        const { value, n = null, low = null, high = null } = figure as Record<string, number | null>;
        const values: readonly (Plain | undefined)[] = found.get(where) ?? [];
        for (const [index, number] of [value ?? null, n, low, high].entries()) expectNear(values[index], number, where);
        expected += 1;
      }
    }
  }
  expect(expected).toBe(rows.length);
  expect(new Set(rows.map(([place]) => String(place).split(" ").at(-1)))).toEqual(new Set(metricIds));
});

test("rates, NPS and means of the month follow from the counts of its days", async () => {
  const { rows } = await askArchive(
    month.folder,
    `SELECT metric, 100.0 * sum(numerator) / sum(denominator), sum(promoters), sum(detractors) FROM days
       WHERE report = 'support-daily' AND scope = 'day' AND numerator IS NOT NULL GROUP BY metric ORDER BY metric`,
  );

  expect(rows.length).toBeGreaterThan(10);
  for (const [metric, value, promoters, detractors] of rows) {
    const figures = [...month.days.values()].map(({ report }) => Object.entries(report.metrics));
    const sum = (part: string) =>
      figures
        .flatMap((metrics) => metrics.filter(([id]) => id === metric))
        .reduce((total, [, figure]) => total + ((figure as Record<string, number>)[part] ?? Number.NaN), 0);
    const isNps = String(metric).startsWith("nps") && metric !== "nps_coverage";
    const numerator = isNps ? sum("promoters") - sum("detractors") : sum("numerator");
    expectNear(value, (100 * numerator) / sum("n"), String(metric));
    expect([promoters, detractors].map((count) => (count === null ? null : Number(count)))).toEqual(
      isNps ? [sum("promoters"), sum("detractors")] : [null, null],
    );
  }
});
