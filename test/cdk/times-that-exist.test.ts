import { describe, expect, test } from "vitest";
import { assertTimesExist } from "../../cdk/times-that-exist.ts";
import { parseReportDefinitions, ReportDefinitionError } from "../../functions/daily-report/report-definition.ts";

function assertAt(at: string, zone: string, now = "2026-03-02T09:00:00Z") {
  return () => assertTimesExist(parseReportDefinitions([{ id: "support", zone, at }], "test"), Date.parse(now));
}

describe("a report's time of day", () => {
  test("is refused if it is in the hours in which its zone changes the clocks", () => {
    expect(assertAt("02:30", "Europe/Berlin")).toThrow(
      new ReportDefinitionError(
        'cdk.json: report "support": at is "02:30", but Europe/Berlin changes its clocks at night, so that this time of day may be skipped or come twice; it must be a time from "04:00" to "23:59".',
      ),
    );
  });

  // tz database: https://www.iana.org/time-zones
  test.each([
    ["00:00", "Europe/Kyiv"],
    ["03:59", "America/New_York"],
    ["01:00", "Africa/Casablanca"],
    ["02:00", "Australia/Lord_Howe"],
    ["02:00", "America/Santiago"],
  ])("is refused at %s in %s, which changes its clocks", (at, zone) => {
    expect(assertAt(at, zone)).toThrow("changes its clocks at night");
  });

  test.each([
    ["04:00", "Europe/Berlin"],
    ["23:59", "America/New_York"],
    ["00:00", "Europe/Moscow"],
    ["02:30", "Asia/Kolkata"],
    ["03:00", "UTC"],
    ["02:00", "America/Phoenix"],
  ])("is accepted at %s in %s", (at, zone) => {
    expect(assertAt(at, zone)).not.toThrow();
  });

  test.each(["2026-01-01", "2026-03-28", "2026-06-30", "2026-10-24", "2026-12-31"])(
    "is refused whatever the day of the deployment, here %s",
    (date) => {
      expect(assertAt("02:30", "Europe/Berlin", `${date}T00:00:00Z`)).toThrow();
      expect(assertAt("01:30", "America/Santiago", `${date}T00:00:00Z`)).toThrow();
    },
  );
});
