import { describe, expect, test } from "vitest";
import { planRuns } from "../functions/daily-report/plan-runs.ts";
import { definitionOf } from "./story-world.ts";

const now = Date.parse("2026-03-03T04:30:05Z");
const definitions = [
  definitionOf({ id: "moscow" }),
  definitionOf({ id: "lima", zone: "America/Lima" }),
  definitionOf({ id: "off", enabled: false }),
];

function plan(event: unknown): string[] {
  return planRuns(event, definitions, now).map(({ definition, day }) => `${definition.id} ${day.date}`);
}

describe("from a schedule", () => {
  test("the day is the local date before the scheduled time, however late the run", () => {
    const scheduledTime = "2026-03-02T04:30:00Z";

    expect(plan({ report: "moscow", scheduledTime })).toEqual(["moscow 2026-03-01"]);
  });

  test("the zone decides which date that is", () => {
    const scheduledTime = "2026-03-03T02:00:00Z";

    expect(plan({ report: "moscow", scheduledTime })).toEqual(["moscow 2026-03-02"]);
    expect(plan({ report: "lima", scheduledTime })).toEqual(["lima 2026-03-01"]);
  });
});

describe("on demand", () => {
  test("{} is every enabled report for its yesterday", () => {
    expect(plan({})).toEqual(["moscow 2026-03-02", "lima 2026-03-01"]);
  });

  test("a report may be named, also one that is not enabled, and a day", () => {
    expect(plan({ report: "off", date: "2026-01-05" })).toEqual(["off 2026-01-05"]);
  });

  test.each([
    [{ report: "nope" }, 'There is no report "nope"; the reports are: moscow, lima, off.'],
    [{ date: "2026-03-03" }, "The day 2026-03-03 is not over in Europe/Moscow"],
    [{ date: "2027-01-01" }, "The day 2027-01-01 is not over"],
    [{ date: "2026-02-30" }, '"2026-02-30" is not a date'],
    [{ date: 20260301 }, 'field "date" is not right'],
    [{ day: "2026-03-01" }, 'field "day" is not right'],
    [{ scheduledTime: "soon" }, 'field "scheduledTime" is not right'],
    [{ scheduledTime: "2026-03-02T04:30:00Z", date: "2026-03-01" }, "gives both date and scheduledTime"],
    [[], "The event's"],
    [null, "The event's form is not right"],
  ])("refuses %j", (event, message) => {
    expect(() => plan(event)).toThrow(message);
  });
});
