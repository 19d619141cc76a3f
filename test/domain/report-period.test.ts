import { describe, expect, test } from "vitest";
import { hoursOfDay, reportDay } from "../../functions/daily-report/domain/report-day.ts";
import {
  datesOf,
  lastPeriodBefore,
  periodBefore,
  periodNamed,
  periodOf,
  periodSpan,
} from "../../functions/daily-report/domain/report-period.ts";

describe("periodOf", () => {
  test.each([
    // ISO 8601: the first week holds the year's first Thursday, so 2020 and 2026 have 53 weeks.
    ["2026-11-28", "2026-W48", "2026-11-23", "2026-11-29"],
    ["2026-12-31", "2026-W53", "2026-12-28", "2027-01-03"],
    ["2027-01-03", "2026-W53", "2026-12-28", "2027-01-03"],
    ["2027-01-04", "2027-W01", "2027-01-04", "2027-01-10"],
    ["2021-01-01", "2020-W53", "2020-12-28", "2021-01-03"],
    ["2024-12-30", "2025-W01", "2024-12-30", "2025-01-05"],
    ["2022-01-01", "2021-W52", "2021-12-27", "2022-01-02"],
  ])("puts %s into the week %s, from %s to %s", (date, name, from, to) => {
    expect(periodOf("week", date)).toEqual({ kind: "week", name, from, to });
    expect(periodNamed("week", name)).toEqual({ kind: "week", name, from, to });
  });

  test.each([
    ["2026-11-28", "2026-11", "2026-11-01", "2026-11-30"],
    ["2024-02-01", "2024-02", "2024-02-01", "2024-02-29"],
    ["2026-12-31", "2026-12", "2026-12-01", "2026-12-31"],
  ])("puts %s into the month %s, from %s to %s", (date, name, from, to) => {
    expect(periodOf("month", date)).toEqual({ kind: "month", name, from, to });
    expect(periodNamed("month", name)).toEqual({ kind: "month", name, from, to });
  });
});

describe("periodNamed", () => {
  test.each(["2026-W54", "2025-W53", "2026-W00", "2026-w48", "2026-48", "2026-W4", "W48", ""])(
    "throws for the week %j",
    (name) => {
      expect(() => periodNamed("week", name)).toThrow(
        `${JSON.stringify(name)} is not an ISO week; give one such as "2026-W48".`,
      );
    },
  );

  test.each(["2026-13", "2026-00", "2026-W48", "2026-1", "2026-11-01", ""])("throws for the month %j", (name) => {
    expect(() => periodNamed("month", name)).toThrow(
      `${JSON.stringify(name)} is not a month; give one such as "2026-11".`,
    );
  });
});

describe("periodBefore", () => {
  test.each([
    ["week", "2027-W01", "2026-W53"],
    ["week", "2026-W01", "2025-W52"],
    ["month", "2027-01", "2026-12"],
    ["month", "2024-03", "2024-02"],
  ] as const)("of the %s %s is %s", (kind, name, before) => {
    expect(periodBefore(periodNamed(kind, name)).name).toBe(before);
  });
});

describe("lastPeriodBefore", () => {
  test.each([
    // Sunday evening belongs to the week that is not over yet; in Moscow it is already Monday.
    ["week", "2026-11-29T22:00Z", "Europe/London", "2026-W47"],
    ["week", "2026-11-29T22:00Z", "Europe/Moscow", "2026-W48"],
    ["week", "2027-01-04T00:00Z", "UTC", "2026-W53"],
    ["month", "2026-11-30T20:59:59Z", "Europe/Moscow", "2026-10"],
    ["month", "2026-11-30T21:00Z", "Europe/Moscow", "2026-11"],
    ["month", "2027-01-01T00:00Z", "UTC", "2026-12"],
    // New York sets its clocks back on 1 November at 02:00 local time.
    ["month", "2026-11-01T04:00Z", "America/New_York", "2026-10"],
    ["month", "2026-11-01T03:59Z", "America/New_York", "2026-09"],
  ] as const)("of %s at %s in %s is %s", (kind, instant, zone, name) => {
    expect(lastPeriodBefore(kind, Date.parse(instant), zone).name).toBe(name);
  });
});

describe("periodSpan", () => {
  test.each([
    ["week", "2026-W48", "Europe/Moscow", "2026-11-22T21:00Z", "2026-11-29T21:00Z", 168],
    ["week", "2026-W43", "Europe/Berlin", "2026-10-18T22:00Z", "2026-10-25T23:00Z", 169],
    ["month", "2026-03", "Europe/Berlin", "2026-02-28T23:00Z", "2026-03-31T22:00Z", 743],
    // Samoa skipped Friday, 30 December 2011.
    ["week", "2011-W52", "Pacific/Apia", "2011-12-26T10:00Z", "2012-01-01T10:00Z", 144],
  ] as const)("of the %s %s in %s is from %s to %s, %d hours", (kind, name, zone, from, to, hours) => {
    const period = periodNamed(kind, name);
    const span = periodSpan(period, zone);

    expect([span.date, span.zone, span.from, span.to, span.hours]).toEqual([
      period.from,
      zone,
      Date.parse(from),
      Date.parse(to),
      hours,
    ]);
  });

  test("has each hour of the clock as often as its days have it", () => {
    const usual = hoursOfDay(periodSpan(periodNamed("week", "2026-W48"), "Europe/Berlin"));
    const autumn = hoursOfDay(periodSpan(periodNamed("week", "2026-W43"), "Europe/Berlin"));

    expect(usual).toEqual(Array.from({ length: 24 }, () => 7));
    expect(autumn).toEqual(usual.map((hours, hour) => (hour === 2 ? 8 : hours)));
  });

  test("holds the stretches of its days", () => {
    const span = periodSpan(periodNamed("week", "2026-W43"), "Europe/Berlin");
    const lastDay = reportDay("2026-10-25", "Europe/Berlin");

    expect(span.stretches.map(({ offset }) => offset / 3_600_000)).toEqual([2, 1]);
    expect(span.stretches[1]).toEqual(lastDay.stretches[1]);
  });
});

describe("datesOf", () => {
  test.each([
    ["week", "2026-W53", "UTC", 7, "2026-12-28", "2027-01-03"],
    ["month", "2024-02", "UTC", 29, "2024-02-01", "2024-02-29"],
    ["month", "2026-12", "UTC", 31, "2026-12-01", "2026-12-31"],
  ] as const)("of the %s %s are all its dates", (kind, name, zone, count, first, last) => {
    const dates = datesOf(periodNamed(kind, name), zone);
    expect([dates.length, dates[0], dates.at(-1)]).toEqual([count, first, last]);
  });

  test("leave out a day that the zone skipped", () => {
    expect(datesOf(periodNamed("week", "2011-W52"), "Pacific/Apia")).toEqual([
      "2011-12-26",
      "2011-12-27",
      "2011-12-28",
      "2011-12-29",
      "2011-12-31",
      "2012-01-01",
    ]);
  });
});
