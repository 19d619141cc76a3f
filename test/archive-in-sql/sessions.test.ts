import { rm } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { metricIds, type RowMetrics } from "../../functions/daily-report/domain/metrics/catalogue.ts";
import { type BreakdownId, breakdownIds } from "../../functions/daily-report/domain/metrics/metric.ts";
import type { Report } from "../../functions/daily-report/domain/report.ts";
import type { Plain } from "../../local/ask/plain-value.ts";
import { expectNear } from "./expect-near.ts";
import { notInSessions, sessionFormulas } from "./session-formulas.ts";
import { askArchive } from "./write-tables.ts";
import { type Month, writeMonth } from "./written-month.ts";

/** Computes report.json again with another program: DuckDB, from the table of sessions. */

let month: Month;
beforeAll(async () => {
  month = await writeMonth(250);
});
afterAll(() => rm(month.folder, { recursive: true, force: true }));

const ids = Object.keys(sessionFormulas) as (keyof typeof sessionFormulas)[];

const keyColumns: Record<"day" | BreakdownId, string> = {
  day: "''",
  operators: "coalesce(operator_id, 'name:' || operator_name, 'none')",
  groups: "unnest(string_split(coalesce(operator_groups, 'none'), ' '))",
  channels: "coalesce(channel, 'none')",
  bots: "coalesce(bot_id, 'none')",
  chats: "coalesce(chat_id, 'none')",
  companies: "coalesce(company_id, 'none')",
  hours: "hour::VARCHAR",
};

/** The metrics of every row of the scope on every day, by "date key". */
async function figuresOf(scope: "day" | BreakdownId): Promise<Map<string, readonly Plain[]>> {
  const keyed = `SELECT *, ${keyColumns[scope]} AS row_key FROM sessions WHERE report = 'support-daily'`;
  const formulas = ids.map((id) => `${sessionFormulas[id]} AS ${id}`).join(",\n");
  const { rows } = await askArchive(
    month.folder,
    `SELECT day, row_key, ${formulas} FROM (${keyed}) GROUP BY day, row_key`,
  );
  return new Map(rows.map(([day, key, ...values]) => [`${day} ${key}`, values]));
}

function rowsOf({ metrics, breakdowns }: Report, scope: "day" | BreakdownId): { key: string; metrics: RowMetrics }[] {
  return scope === "day" ? [{ key: "", metrics }] : breakdowns[scope];
}

test("every metric is expressed in SQL, except those that the table of sessions does not have", () => {
  expect([...ids, ...notInSessions].sort()).toEqual([...metricIds].sort());
  expect(ids.length).toBeGreaterThanOrEqual(15);
});

describe.each(["day", ...breakdownIds] as const)(
  "DuckDB over the sessions of a month agrees with report.json: %s",
  (scope) => {
    test("every metric of every row of every day to 1e-9", async () => {
      const figures = await figuresOf(scope);
      const seen = new Set<string>();
      const withValue = new Set<string>();

      for (const [date, { report }] of month.days) {
        for (const { key, metrics } of rowsOf(report, scope)) {
          const values = figures.get(`${date} ${key}`);
          // Hours and groups have a row even if they have no session.
          if (values === undefined) expect([key, metrics.sessions.value, metrics.spam.value]).toEqual([key, 0, 0]);
          else seen.add(`${date} ${key}`);
          for (const [index, id] of ids.entries()) {
            const expected = metrics[id]?.value;
            if (values === undefined || expected === undefined) continue;
            if (expected !== null) withValue.add(id);
            expectNear(values[index], expected, `${date} ${scope} ${key} ${id}`);
          }
        }
      }

      expect(seen.size).toBe(figures.size);
      expect(withValue.size).toBeGreaterThan(30);
    });
  },
);
