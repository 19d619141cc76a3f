import { expect, test } from "vitest";
import { namesOf } from "../../cdk/stack-names.ts";

test("the stage prod keeps the stack and the database that existed before there were stages", () => {
  expect(namesOf("prod")).toEqual({
    stack: "DailyReport",
    prefix: "daily-report-prod",
    backfill: "daily-report-prod-backfill",
    database: "daily_report",
  });
});

test("two stages share no name", () => {
  const names = ["prod", "dev", "dev-2", "d"].flatMap((stage) => Object.values(namesOf(stage)));

  expect(namesOf("dev-2")).toEqual({
    stack: "DailyReport-dev-2",
    prefix: "daily-report-dev-2",
    backfill: "daily-report-dev-2-backfill",
    database: "daily_report_dev_2",
  });
  expect(new Set(names).size).toBe(names.length);
});
