import { test as property } from "@fast-check/vitest";
import { parquetMetadata, parquetReadObjects, parquetSchema } from "hyparquet";
import { describe, expect, test } from "vitest";
import { metricIds } from "../../functions/daily-report/domain/metrics/catalogue.ts";
import { breakdownIds } from "../../functions/daily-report/domain/metrics/metric.ts";
import type { Period } from "../../functions/daily-report/domain/period.ts";
import type { Report } from "../../functions/daily-report/domain/report.ts";
import { reportDay } from "../../functions/daily-report/domain/report-day.ts";
import { dayColumns } from "../../functions/daily-report/session-table/day-columns.ts";
import { drawDayTable } from "../../functions/daily-report/session-table/draw-day-table.ts";
import { inventSessions } from "../../local/twin-emulator/invent-sessions.ts";
import { exampleReport } from "../docs/example-report.ts";
import { hostileRows } from "../oracle/hostile-rows.ts";
import { day, reportOf } from "../session-rows.ts";

type Row = Record<string, unknown>;

async function fileOf(report: Report): Promise<ArrayBuffer> {
  return new Uint8Array(await drawDayTable(report)).buffer;
}

/** Reads the table back; whole numbers are numbers. */
async function tableOf(report: Report): Promise<Row[]> {
  const rows: Row[] = await parquetReadObjects({ file: await fileOf(report) });
  const plain = (value: unknown) => (typeof value === "bigint" ? Number(value) : value);
  return rows.map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, plain(value)])));
}

async function rowOf(report: Report, scope: string, key: string, metric: string): Promise<Row> {
  const found = (await tableOf(report)).filter(
    (row) => row.scope === scope && row.key === key && row.metric === metric,
  );
  expect(found).toHaveLength(1);
  return found[0] ?? {};
}

const nothing = { low: null, high: null, promoters: null, detractors: null, missing: null, invalid: null };

describe("the day table", () => {
  test("has the columns with their types in their order", async () => {
    const schema = parquetSchema(parquetMetadata(await fileOf(exampleReport()))).children.map(({ element }) => element);

    expect(schema.map(({ name }) => name)).toEqual(dayColumns.map(({ name }) => name));
    const typeOf = (name: string) => schema.find((element) => element.name === name);
    expect(typeOf("scope")).toMatchObject({ type: "BYTE_ARRAY", converted_type: "UTF8", repetition_type: "OPTIONAL" });
    expect(typeOf("value")).toMatchObject({ type: "DOUBLE" });
    expect(typeOf("n")).toMatchObject({ type: "INT64" });
    expect(typeOf("fetched_at")).toMatchObject({ type: "INT64", converted_type: "TIMESTAMP_MILLIS" });
  });

  test("has one row per metric of the day, then per row of a breakdown and metric, in the order of the report", async () => {
    const report = exampleReport();
    const rows = await tableOf(report);

    const places = rows.map(({ scope, key, name, metric }) => [scope, key, name, metric].join(" | "));
    expect(places).toEqual([
      ...metricIds.map((id) => `day |  |  | ${id}`),
      ...breakdownIds.flatMap((scope) =>
        report.breakdowns[scope].flatMap(({ key, name, metrics }) =>
          Object.keys(metrics).map((id) => `${scope} | ${key} | ${name} | ${id}`),
        ),
      ),
    ]);
    expect(new Set(places).size).toBe(places.length);
  });

  test("has no row for a metric that a breakdown leaves out", async () => {
    const rows = await tableOf(exampleReport());

    expect([...new Set(rows.filter(({ metric }) => metric === "containment").map(({ scope }) => scope))]).toEqual([
      "day",
      "channels",
      "bots",
      "chats",
      "companies",
      "hours",
    ]);
  });

  test("holds every number of every metric as report.json has it", async () => {
    const report = reportOf(inventSessions({ ...reportDay("2026-03-02", "Europe/Moscow"), seed: 3, count: 400 }));
    const rows = await tableOf(report);
    const figures = [
      ...Object.values(report.metrics),
      ...breakdownIds.flatMap((scope) => report.breakdowns[scope].flatMap(({ metrics }) => Object.values(metrics))),
    ];

    expect(rows).toHaveLength(figures.length);
    const inTable = dayColumns.map(({ name }) => name);
    rows.forEach((row, index) => {
      const figure = Object.entries(figures[index] ?? {}).filter(([name]) => inTable.includes(name));
      expect(figure.length).toBeGreaterThan(0);
      expect(row).toMatchObject(Object.fromEntries(figure));
    });
  });
});

describe("a row of the day table", () => {
  test("of a count has a value alone", async () => {
    expect(await rowOf(exampleReport(), "day", "", "sessions")).toMatchObject({
      ...nothing,
      unit: "sessions",
      value: 5,
      n: null,
      numerator: null,
      denominator: null,
    });
  });

  test("of a rate has its counts, and its 95 % limits if the report has them", async () => {
    const report = exampleReport();

    expect(await rowOf(report, "groups", "12", "sl1")).toMatchObject({
      ...nothing,
      name: "First line",
      unit: "percent",
      value: 25,
      n: 4,
      numerator: 1,
      denominator: 4,
    });
    expect(await rowOf(report, "day", "", "csat_top_box")).toMatchObject({
      value: 200 / 3,
      numerator: 2,
      denominator: 3,
      low: report.metrics.csat_top_box.low,
      high: report.metrics.csat_top_box.high,
    });
  });

  test("of NPS has promoters less detractors as numerator and n as denominator", async () => {
    const report = exampleReport();
    const nps = { ...report.metrics.nps, value: -25, n: 8, promoters: 2, passives: 2, detractors: 4 };

    expect(await rowOf({ ...report, metrics: { ...report.metrics, nps } }, "day", "", "nps")).toMatchObject({
      unit: "nps",
      value: -25,
      n: 8,
      numerator: -2,
      denominator: 8,
      promoters: 2,
      detractors: 4,
      missing: 1,
      invalid: 1,
    });
  });

  test("without a value has null, not zero, and its n", async () => {
    expect(await rowOf(exampleReport(), "day", "", "nps_bot")).toMatchObject({
      value: null,
      low: null,
      high: null,
      n: 0,
      numerator: 0,
      denominator: 0,
    });
  });

  test("says under which conditions it was made", async () => {
    expect(await rowOf(exampleReport(), "day", "", "frt")).toMatchObject({
      version: 1,
      period: "day",
      days_known: 1,
      zone: "Europe/Moscow",
      settings:
        '{"companyId":4390,"botId":null,"supervised":false,"firstReplySeconds":60,"groupFirstReplySeconds":{"12":30}}',
      short: 0,
      revision: 1,
      fetched_at: new Date("2026-03-03T04:30:05Z"),
    });
  });

  test("of a week says so, and how many of its days are known", async () => {
    const period: Period = {
      kind: "week",
      name: "2026-W10",
      from: "2026-03-02",
      to: "2026-03-08",
      of: "support-daily",
      days: 7,
      known: 6,
      missing: ["2026-03-05"],
      leftOut: [],
      incomplete: [],
    };

    expect(await rowOf({ ...exampleReport(), period }, "day", "", "frt")).toMatchObject({
      period: "week",
      days_known: 6,
    });
  });
});

property.prop([hostileRows(day, 40)], { numRuns: 15 })(
  "the day table of hostile rows holds every key, name and value of the report",
  async (rows) => {
    const report = reportOf(rows);
    const table = await tableOf(report);

    const expected = breakdownIds.flatMap((scope) =>
      report.breakdowns[scope].flatMap(({ key, name, metrics }) =>
        Object.values(metrics).map(({ value }) => [scope, readable(key), readable(name), value]),
      ),
    );
    expect(
      table
        .filter(({ scope }) => scope !== "day")
        .map(({ scope, key, name, value }) => [scope, readable(String(key)), readable(String(name)), value]),
    ).toEqual(expected);
  },
);

/** Without what UTF-8 cannot hold, and without a leading byte order mark, which the reader drops. */
function readable(text: string): string {
  return text.toWellFormed().replace(/^\ufeff/, "");
}

test("equal reports give equal day tables, to the byte", async () => {
  const [one, other] = await Promise.all([drawDayTable(exampleReport()), drawDayTable(exampleReport())]);

  expect(Buffer.from(one).equals(other)).toBe(true);
});

test("the day table names its schema, zone and day in its metadata", async () => {
  expect(parquetMetadata(await fileOf(exampleReport())).key_value_metadata).toEqual([
    { key: "daily_report.schema", value: "daily-report-days/1" },
    { key: "daily_report.zone", value: "Europe/Moscow" },
    { key: "daily_report.day", value: "2026-03-02" },
    { key: "daily_report.from", value: "2026-03-01T21:00:00.000Z" },
    { key: "daily_report.to", value: "2026-03-02T21:00:00.000Z" },
  ]);
});
