import { readFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type MetricValues, metricsOf } from "../../functions/daily-report/domain/metrics/catalogue.ts";
import { figuresOf, mergeTallies, type Scope, type Tally } from "../../functions/daily-report/domain/tally.ts";
import type { Plain } from "../../local/ask/plain-value.ts";
import { expectNear } from "./expect-near.ts";
import { askArchive } from "./write-tables.ts";
import { type Month, writeMonth } from "./written-month.ts";

/** The questions of docs/archive.md, as they stand there, against the merged tallies of the same days. */

const page = readFileSync(new URL("../../docs/archive.md", import.meta.url), "utf8");
const questions = new Map(
  [...page.matchAll(/^### (.+)\n(?:(?!^#)[\s\S])*?^```sql\n([\s\S]*?)^```$/gm)].map(([, title = "", sql = ""]) => [
    title,
    sql,
  ]),
);

let month: Month;
beforeAll(async () => {
  month = await writeMonth(250);
});
afterAll(() => rm(month.folder, { recursive: true, force: true }));

type Row = Readonly<Record<string, Plain>>;

async function answerOf(title: string): Promise<Row[]> {
  const { names, rows } = await askArchive(month.folder, questions.get(title) ?? "");
  return rows.map((row) => Object.fromEntries(names.map((name, index) => [name, row[index] ?? null])));
}

/** The merged tally of the days that the filter takes. */
function merged(isWanted: (date: string) => boolean): Tally {
  return mergeTallies(...[...month.days].flatMap(([date, { tally }]) => (isWanted(date) ? tally : [])));
}

function metricsIn(tally: Tally, scope: Scope = "day", row = ""): MetricValues {
  return metricsOf(figuresOf(tally, scope, row));
}

/** 0 is Monday. */
function weekdayOf(date: string): number {
  return (new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7;
}

const fourWeeks = (date: string) => date >= "2026-11-02" && date <= "2026-11-29";

test("docs/archive.md has five worked questions", () => {
  expect([...questions.keys()]).toEqual([
    "The NPS of a month",
    "The lost rate of each channel and weekday",
    "The busiest half hours",
    "The operators' CSAT over 28 days",
    "The trend of the 90th percentile of the first reply",
  ]);
});

test("the NPS of a month is that of the merged tallies, and not the mean of the days", async () => {
  const [row, ...others] = await answerOf("The NPS of a month");
  const { nps } = metricsIn(merged(() => true));

  expect(others).toEqual([]);
  expectNear(row?.nps, nps.value, "nps");
  expect([row?.n, row?.promoters, row?.detractors, row?.days].map(Number)).toEqual([
    nps.n,
    nps.promoters,
    nps.detractors,
    30,
  ]);
  const scores = [...month.days.values()].map(({ report }) => report.metrics.nps.value ?? Number.NaN);
  const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length;
  expect(Math.abs(mean - Number(nps.value))).toBeGreaterThan(1e-3);
});

test("the lost rate of each channel and weekday is that of the merged tallies", async () => {
  const rows = await answerOf("The lost rate of each channel and weekday");

  const expected = [0, 1, 2, 3, 4, 5, 6].flatMap((weekday) => {
    const tally = merged((date) => weekdayOf(date) === weekday);
    return [...(tally.get("channels")?.keys() ?? [])].map((channel) => {
      const { lost_rate } = metricsIn(tally, "channels", channel);
      return { channel, weekday, ...lost_rate };
    });
  });
  expect(rows).toHaveLength(expected.length);
  expect(rows.length).toBeGreaterThan(14);
  for (const { channel, weekday, value, numerator, denominator } of expected) {
    const row = rows.find((one) => one.channel === channel && Number(one.weekday) === weekday);
    expectNear(row?.lost_rate, value, `${channel} ${weekday}`);
    expect([row?.lost, row?.offered].map(Number)).toEqual([numerator, denominator]);
  }
});

test("the busiest half hours add up to the hours of the merged tallies", async () => {
  const sql = questions.get("The busiest half hours") ?? "";
  const rows = await answerOf("The busiest half hours");
  expect(rows).toHaveLength(10);

  const { rows: all } = await askArchive(month.folder, sql.replace("LIMIT 10", ""));
  expect(all.slice(0, 10)).toEqual(rows.map((row) => Object.values(row)));
  expect(new Set(all.map(([, minute]) => Number(minute)))).toEqual(new Set([0, 30]));
  const counts = all.map(([, , sessions]) => Number(sessions));
  expect(counts).toEqual(counts.toSorted((a, b) => b - a));
  const tally = merged(() => true);
  for (let hour = 0; hour < 24; hour++) {
    const halves = all.filter(([of]) => Number(of) === hour);
    const { sessions, lost } = metricsIn(tally, "hours", String(hour));
    const sum = (column: number) => halves.reduce((total, half) => total + Number(half[column]), 0);
    expect([hour, sum(2), sum(3)]).toEqual([hour, sessions.value, lost.value]);
  }
});

test("the operators' CSAT over 28 days is that of the merged tallies, from 10 answers on, best first", async () => {
  const rows = await answerOf("The operators' CSAT over 28 days");

  const tally = merged(fourWeeks);
  const expected = [...(tally.get("operators")?.keys() ?? [])].flatMap((operator) => {
    const { value, n } = metricsIn(tally, "operators", operator).csat_top_box;
    return n >= 10 ? [{ operator, value, n }] : [];
  });
  expect(rows.length).toBeGreaterThan(5);
  expect(rows.map(({ operator }) => String(operator)).sort()).toEqual(expected.map(({ operator }) => operator).sort());
  for (const { operator, value, n } of expected) {
    const row = rows.find((one) => one.operator === operator);
    expectNear(row?.csat, value, operator);
    expect([Number(row?.n), typeof row?.name]).toEqual([n, "string"]);
  }
  const rates = rows.map(({ csat }) => Number(csat));
  expect(rates).toEqual(rates.toSorted((a, b) => b - a));
});

test("the trend of the 90th percentile is that of the merged tallies of each week", async () => {
  const rows = await answerOf("The trend of the 90th percentile of the first reply");

  expect(rows.map(({ week }) => week)).toEqual(["2026-11-02", "2026-11-09", "2026-11-16", "2026-11-23"]);
  for (const row of rows) {
    const monday = String(row.week);
    const sunday = new Date(Date.parse(monday) + 6 * 86_400_000).toISOString().slice(0, 10);
    const { frt_p90 } = metricsIn(merged((date) => date >= monday && date <= sunday));
    expectNear(row.frt_p90, frt_p90.value, monday);
    expect(Number(row.n)).toBe(frt_p90.n);
  }
});
