import { describe, expect, test } from "vitest";
import { dueTimeBefore, dueTimeOf, isLastTry } from "../functions/daily-report/due-time.ts";
import { parseReportDefinitions } from "../functions/daily-report/report-definition.ts";
import { scheduleGroupsOf } from "../functions/daily-report/schedule-groups.ts";

function groupOf(fields: object) {
  const monthly = { id: "monthly", period: "month", of: "r", ...fields };
  const reports = "monthDay" in fields ? [{ id: "r", zone: "Europe/Berlin" }, monthly] : [{ id: "r", ...fields }];
  const groups = scheduleGroupsOf(parseReportDefinitions(reports, "test"));
  const group = groups.find(({ reports }) => reports.includes("monthDay" in fields ? "monthly" : "r"));
  if (group === undefined) throw new Error("There is no group.");
  return group;
}

const moscow = { zone: "Europe/Moscow", at: "07:30" };
const late = { zone: "Europe/Moscow", at: "22:30" };
const time = (text: string) => Date.parse(text);
const iso = (instant: number) => new Date(instant).toISOString().replace(":00.000", "");

describe("the time for which a group is called", () => {
  test.each<[string, object, string, string]>([
    ["is that of the first try", moscow, "2026-03-03T04:30Z", "2026-03-03T04:30Z"],
    ["is the same for a later try", moscow, "2026-03-03T07:30Z", "2026-03-03T04:30Z"],
    ["is the same until the next day's", moscow, "2026-03-04T04:29Z", "2026-03-03T04:30Z"],
    ["is the evening before for a try after midnight", late, "2026-03-03T22:30Z", "2026-03-03T19:30Z"],
    ["is on a day of the week", { ...moscow, weekdays: ["fri", "mon"] }, "2026-03-08T04:30Z", "2026-03-06T04:30Z"],
    ["is a week before", { ...moscow, weekdays: ["tue"] }, "2026-03-10T04:29Z", "2026-03-03T04:30Z"],
    ["is on the day of the month", { monthDay: 28, at: "22:30" }, "2026-03-01T00:30Z", "2026-02-28T21:30Z"],
    ["is a month before", { monthDay: 3, at: "08:30" }, "2026-03-03T07:29Z", "2026-02-03T07:30Z"],
    [
      "counts a skipped time as later",
      { zone: "Europe/Berlin", at: "02:30" },
      "2026-03-29T01:30Z",
      "2026-03-29T01:30Z",
    ],
    ["follows the clock", { zone: "Europe/Berlin", at: "07:30" }, "2026-03-29T06:00Z", "2026-03-29T05:30Z"],
  ])("%s", (_, fields, called, due) => {
    expect(iso(dueTimeOf(groupOf(fields), time(called)))).toBe(due);
  });

  test("comes after the one before it", () => {
    const group = groupOf({ ...moscow, weekdays: ["fri", "mon"] });

    expect(iso(dueTimeBefore(group, time("2026-03-09T04:30Z")))).toBe("2026-03-06T04:30Z");
  });
});

describe("the last try", () => {
  test.each<[object, string, boolean]>([
    [moscow, "2026-03-03T04:30Z", false],
    [moscow, "2026-03-03T06:30Z", false],
    [moscow, "2026-03-03T07:30Z", true],
    [{ ...moscow, again: 0 }, "2026-03-03T04:30Z", true],
    [late, "2026-03-03T21:30Z", false],
    [late, "2026-03-03T22:30Z", true],
    // At 02:00 the clocks show 03:00: the last try at 04:30 comes two hours after the first.
    [{ zone: "Europe/Berlin", at: "01:30" }, "2026-03-29T01:30Z", false],
    [{ zone: "Europe/Berlin", at: "01:30" }, "2026-03-29T02:30Z", true],
  ])("of %j: that of %s is it: %s", (fields, called, isLast) => {
    expect(isLastTry(groupOf(fields), time(called))).toBe(isLast);
  });
});
