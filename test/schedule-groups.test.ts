import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { weekdays } from "../functions/daily-report/definition-fields.ts";
import { parseReportDefinitions } from "../functions/daily-report/report-definition.ts";
import { scheduleGroupsOf, triesOf, tryEvent, watchEvent, watchOf } from "../functions/daily-report/schedule-groups.ts";

const groupsOf = (...reports: object[]) => {
  const zone = { zone: "Europe/Moscow" };
  const numbered = reports.map((report, index) => ({
    id: `r${index + 1}`,
    ...("of" in report ? {} : zone),
    ...report,
  }));
  return scheduleGroupsOf(parseReportDefinitions(numbered, "test"));
};
const groupOf = (fields: object) => {
  const [group] = groupsOf(fields);
  if (group === undefined) throw new Error("There is no group.");
  return group;
};
const monthly = { period: "month", of: "r1" };

describe("the groups of schedules", () => {
  it("hold the reports of one zone, time and rule of days together", () => {
    const groups = groupsOf({}, { at: "08:00" }, {}, { weekdays: ["mon"] }, { zone: "Europe/Berlin" });

    expect(groups.map(({ id, reports }) => [id, reports])).toEqual([
      ["daily-0730-europe-berlin", ["r5"]],
      ["daily-0730-europe-moscow", ["r1", "r3"]],
      ["daily-0800-europe-moscow", ["r2"]],
      ["mon-0730-europe-moscow", ["r4"]],
    ]);
  });

  it("have times, rule of days and tries of their reports", () => {
    expect(groupsOf({ weekdays: ["wed", "mon"], again: 1 })).toEqual([
      {
        id: "mon-wed-0730-europe-moscow-again-1",
        zone: "Europe/Moscow",
        at: "07:30",
        weekdays: ["mon", "wed"],
        monthDay: null,
        again: 1,
        reports: ["r1"],
      },
    ]);
  });

  it("have a group of their own for another number of tries", () => {
    expect(groupsOf({}, { again: 0 }).map(({ again, reports }) => [again, reports])).toEqual([
      [3, ["r1"]],
      [0, ["r2"]],
    ]);
  });

  it("leave out reports that are not enabled", () => {
    expect(groupsOf({ enabled: false }, {}).map(({ reports }) => reports)).toEqual([["r2"]]);
    expect(groupsOf({ enabled: false })).toEqual([]);
  });

  it("take links of one zone together under its canonical name", () => {
    const groups = groupsOf({ zone: "europe/kyiv" }, { zone: "Europe/Kiev" });

    expect(groups.map(({ zone, reports }) => [zone, reports])).toEqual([["Europe/Kiev", ["r1", "r2"]]]);
  });

  it("make reports of weeks and months after those of days", () => {
    const weekly = { period: "week", of: "r2", weekdays: ["tue"], at: "07:30" };

    expect(groupsOf(weekly, { weekdays: ["tue"] }).map(({ reports }) => reports)).toEqual([["r2", "r1"]]);
  });
});

describe("the id of a group", () => {
  test.each<[object, string]>([
    [{}, "daily-0730-europe-moscow"],
    [{ weekdays: ["fri", "mon", "tue", "wed", "thu"] }, "mon-to-fri-0730-europe-moscow"],
    [{ weekdays: ["mon", "fri"] }, "mon-fri-0730-europe-moscow"],
    [{ weekdays: ["sat", "sun"], at: "09:05" }, "sat-sun-0905-europe-moscow"],
    [{ weekdays: ["mon", "tue", "thu"] }, "mon-tue-thu-0730-europe-moscow"],
    [{ zone: "Etc/GMT-3" }, "daily-0730-etc-gmt-3"],
    [{ zone: "Etc/GMT+3" }, "daily-0730-etc-gmt-plus-3"],
  ])("of %j is %s", (fields, id) => {
    expect(groupOf(fields).id).toBe(id);
  });

  it("names the day of the month", () => {
    expect(groupsOf({}, { ...monthly, monthDay: 3 }).map(({ id }) => id)).toContain("monthly-3-0830-europe-moscow");
  });

  it("ends with a hash if it would be longer than 48 characters", () => {
    const fields = { weekdays: ["mon", "wed", "fri", "sun"], zone: "America/North_Dakota/New_Salem" };

    expect(groupOf(fields).id).toMatch(/^mon-wed-fri-sun-0730-america-north-dako-[0-9a-f]{8}$/);
  });

  it("is of at most 48 lower-case letters, digits and hyphens, and differs between any two groups", () => {
    const zones = [...Intl.supportedValuesOf("timeZone"), "Etc/GMT+1", "Etc/GMT-1", "Etc/GMT+12", "Etc/GMT-12"];
    const report = fc.record({
      zone: fc.constantFrom(...zones),
      at: fc.constantFrom("00:00", "07:30", "23:59"),
      weekdays: fc.uniqueArray(fc.constantFrom(...weekdays), { minLength: 1 }),
      again: fc.integer({ min: 0, max: 12 }),
    });
    fc.assert(
      fc.property(fc.array(report, { minLength: 1, maxLength: 30 }), (reports) => {
        const groups = groupsOf(...reports);
        const keys = groups.map(({ zone, at, weekdays, again }) => JSON.stringify([zone, at, weekdays, again]));

        expect(new Set(groups.map(({ id }) => id)).size).toBe(groups.length);
        expect(new Set(keys).size).toBe(groups.length);
        expect(groups.flatMap((group) => group.reports).sort()).toEqual(reports.map((_, n) => `r${n + 1}`).sort());
        for (const { id } of groups) expect(id).toMatch(/^[a-z0-9][a-z0-9-]{0,46}[a-z0-9]$/);
      }),
      { numRuns: 30 },
    );
  });
});

describe("a group is called", () => {
  test.each<[string, object, object[], object[]]>([
    [
      "at its time and every hour after it, three times",
      {},
      [{ minute: "30", hour: "7,8,9,10", weekDay: "*" }],
      [{ minute: "30", hour: "12", weekDay: "*" }],
    ],
    [
      "once if it is not tried again",
      { again: 0, at: "09:05", weekdays: ["sat", "mon"] },
      [{ minute: "5", hour: "9", weekDay: "MON,SAT" }],
      [{ minute: "5", hour: "11", weekDay: "MON,SAT" }],
    ],
    [
      "after midnight on the day after",
      { at: "22:30", weekdays: ["fri", "sun"] },
      [
        { minute: "30", hour: "22,23", weekDay: "FRI,SUN" },
        { minute: "30", hour: "0,1", weekDay: "SAT,MON" },
      ],
      [{ minute: "30", hour: "3", weekDay: "SAT,MON" }],
    ],
    [
      "after midnight of any day if it is due every day",
      { at: "23:00", again: 1 },
      [
        { minute: "0", hour: "23", weekDay: "*" },
        { minute: "0", hour: "0", weekDay: "*" },
      ],
      [{ minute: "0", hour: "2", weekDay: "*" }],
    ],
  ])("%s", (_, fields, tries, watch) => {
    expect(triesOf(groupOf(fields))).toEqual(tries);
    expect(watchOf(groupOf(fields))).toEqual(watch);
  });

  test.each([
    [3, "4"],
    [28, "29,1"],
  ])("after midnight of day %i of the month on the days %s", (monthDay, day) => {
    const group = groupsOf({}, { ...monthly, monthDay, at: "22:00", again: 2 }).find(
      (group) => group.monthDay !== null,
    );

    expect(group && triesOf(group)).toEqual([
      { minute: "0", hour: "22,23", day: String(monthDay) },
      { minute: "0", hour: "0", day },
    ]);
    expect(group && watchOf(group)).toEqual([{ minute: "0", hour: "2", day }]);
  });
});

test("the events of a group name it, the scheduled time and the attempt", () => {
  const values = { scheduledTime: "<aws.scheduler.scheduled-time>", attempt: "<aws.scheduler.attempt-number>" };
  const group = groupOf({});

  expect(tryEvent(group, values)).toEqual({ schedule: "daily-0730-europe-moscow", ...values });
  expect(watchEvent(group, values)).toEqual({ watch: "daily-0730-europe-moscow", ...values });
});
