import { describe, expect, test } from "vitest";
import { planBackfill } from "../functions/daily-report/plan-backfill.ts";
import { parseReportDefinitions } from "../functions/daily-report/report-definition.ts";
import { parseRequest } from "../functions/daily-report/report-request.ts";
import { definitionOf } from "./plain-story.ts";

const now = Date.parse("2026-03-03T04:30:00Z");
const definitions = [
  definitionOf({ id: "support" }),
  definitionOf({ id: "sales", zone: "Pacific/Apia" }),
  definitionOf({ id: "off", enabled: false }),
];

const planned = (plan: { from: string; to: string; report?: string; again?: boolean }, all = definitions) =>
  planBackfill({ backfill: "b", plan }, all, now);

describe("the list of report-days of a backfill", () => {
  test("has every enabled daily report on every day, by date", () => {
    const days = planned({ from: "2026-02-28", to: "2026-03-01" });

    expect(days.map(({ report, from, to }) => [report, from, to])).toEqual([
      ["support", "2026-02-28", "2026-02-28"],
      ["sales", "2026-02-28", "2026-02-28"],
      ["support", "2026-03-01", "2026-03-01"],
      ["sales", "2026-03-01", "2026-03-01"],
    ]);
  });

  test("has the report that is named, even if it is not enabled", () => {
    expect(planned({ from: "2026-03-01", to: "2026-03-01", report: "off" })).toEqual([
      { backfill: "b", report: "off", from: "2026-03-01", to: "2026-03-01", missing: true },
    ]);
  });

  test("has events that the function answers", () => {
    for (const day of planned({ from: "2026-02-28", to: "2026-03-01" })) expect(() => parseRequest(day)).not.toThrow();
  });

  test("asks for days with a revision only with again", () => {
    const plan = { from: "2026-03-01", to: "2026-03-01", report: "support" };

    expect(planned(plan).map(({ missing }) => missing)).toEqual([true]);
    expect(planned({ ...plan, again: true }).map(({ missing }) => missing)).toEqual([false]);
  });

  test("lacks a day that the zone skipped", () => {
    const days = planned({ from: "2011-12-29", to: "2011-12-31", report: "sales" });

    expect(days.map(({ from }) => from)).toEqual(["2011-12-29", "2011-12-31"]);
  });

  test("has the weeks that begin on one of the days and are over, for a report of weeks", () => {
    const daily = { id: "support", zone: "Europe/Moscow" };
    const all = parseReportDefinitions([daily, { id: "weekly", period: "week", of: "support" }], "test");
    const days = planned({ from: "2026-02-10", to: "2026-03-02", report: "weekly" }, all);

    expect(days.map(({ from }) => from)).toEqual(["2026-02-16", "2026-02-23"]);
  });

  test("may have more days than one call of the function makes", () => {
    expect(planned({ from: "2023-01-01", to: "2025-12-31", report: "support" })).toHaveLength(1096);
  });
});

describe("a plan is refused", () => {
  const many = Array.from({ length: 300 }, (_, index) => definitionOf({ id: `report-${index}` }));

  test.each([
    [{ from: "2026-03-02", to: "2026-03-01" }, "asks from 2026-03-02 to 2026-03-01, which is before"],
    [{ from: "2010-01-01", to: "2026-03-01" }, "asks for more than 3660 days"],
    [{ from: "2026-03-02", to: "2026-03-03" }, "The day 2026-03-03 is not over"],
    [{ from: "2026-03-01", to: "2026-03-01", report: "no" }, 'There is no report "no"'],
  ])("if it is %j", (plan, sentence) => {
    expect(() => planned(plan)).toThrow(sentence);
  });

  test("if no report is due on its days", () => {
    expect(() => planned({ from: "2026-03-01", to: "2026-03-01" }, [])).toThrow(
      "The event plans from 2026-03-01 to 2026-03-01, where no report is due; ask for more days.",
    );
  });

  test("if it is larger than the function can list", () => {
    expect(() => planned({ from: "2025-01-01", to: "2025-12-31" }, many)).toThrow(
      "The event plans 365 days of 300 reports, more than 100000 together; ask for fewer days at a time.",
    );
  });
});

describe("the event of a backfill", () => {
  const plan = { from: "2026-03-01", to: "2026-03-02" };

  test.each([
    [{ plan }, "has a plan or results but no backfill; give its name"],
    [{ results: "backfills/b/manifest.json" }, "has a plan or results but no backfill; give its name"],
    [{ backfill: "b" }, "names a backfill but no plan; give one, or a report with from and to"],
    [{ backfill: "b", results: "backfills/b/manifest.json" }, "names a backfill but no plan"],
    [{ backfill: "b", report: "support" }, "names a backfill but no plan"],
    [{ backfill: "b", plan, report: "support" }, "gives both plan and report; give one of them"],
    [{ backfill: "b", plan, missing: true }, "gives both plan and missing; give one of them"],
    [{ backfill: "../b", plan }, "has a wrong backfill; it must be 1 to 80 letters, digits and . _ -"],
    [{ backfill: "b", plan: "March" }, "has a wrong plan; it must be an object such as"],
    [{ backfill: "b", plan: { from: "2026-03-01" } }, "has a wrong plan.to"],
    [{ backfill: "b", plan: { ...plan, form: 1 } }, "has a wrong plan.form; it must be an object such as"],
    [
      { backfill: "b", plan: { ...plan, from: "1.3." } },
      'has a wrong plan.from; it must be a date such as "2026-03-02"',
    ],
    [{ missing: true, mail: true }, "gives both missing and mail; give one of them"],
  ])("%j is refused with what is right", (event, sentence) => {
    expect(() => parseRequest(event)).toThrow(`The event ${sentence}`);
  });
});
