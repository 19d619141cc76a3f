import { describe, expect, test } from "vitest";
import {
  dateBefore,
  dateDaysBefore,
  datesBetween,
  existingDay,
  hoursOfDay,
  instantAt,
  localDate,
  localHour,
  localTimeOfDay,
  reportDay,
} from "../../functions/daily-report/domain/report-day.ts";

describe("existingDay", () => {
  test("is the day, or null if the zone skipped it", () => {
    expect(existingDay("2011-12-29", "Pacific/Apia")).toEqual(reportDay("2011-12-29", "Pacific/Apia"));
    expect(existingDay("2011-12-30", "Pacific/Apia")).toBeNull();
  });

  test("throws for a date that is none", () => {
    expect(() => existingDay("2026-02-30", "Europe/Moscow")).toThrow("is not a date");
  });
});

describe("reportDay", () => {
  test.each([
    ["Europe/Moscow", "2026-03-29", "2026-03-28T21:00Z", "2026-03-29T21:00Z", 24],
    ["Europe/Berlin", "2026-03-29", "2026-03-28T23:00Z", "2026-03-29T22:00Z", 23],
    ["Europe/Berlin", "2026-10-25", "2026-10-24T22:00Z", "2026-10-25T23:00Z", 25],
    ["Africa/Cairo", "2026-04-24", "2026-04-23T22:00Z", "2026-04-24T21:00Z", 23],
    ["America/Santiago", "2026-04-04", "2026-04-04T03:00Z", "2026-04-05T04:00Z", 25],
    ["America/Santiago", "2026-09-06", "2026-09-06T04:00Z", "2026-09-07T03:00Z", 23],
    ["Asia/Kathmandu", "2026-05-01", "2026-04-30T18:15Z", "2026-05-01T18:15Z", 24],
    ["Australia/Lord_Howe", "2026-04-05", "2026-04-04T13:00Z", "2026-04-05T13:30Z", 24.5],
    ["Asia/Almaty", "2024-02-29", "2024-02-28T18:00Z", "2024-02-29T19:00Z", 25],
    ["America/New_York", "2026-11-01", "2026-11-01T04:00Z", "2026-11-02T05:00Z", 25],
    // Clocks went back from 00:01 to 23:01. The first midnight, not the second, begins the next day.
    ["America/St_Johns", "2006-10-29", "2006-10-29T02:30Z", "2006-10-30T03:30Z", 25],
  ])("in %s, %s is from %s to %s and has %d hours", (zone, date, from, to, hours) => {
    const day = reportDay(date, zone);

    expect([day.from, day.to, day.hours]).toEqual([Date.parse(from), Date.parse(to), hours]);
  });

  test("throws for a day that the zone skipped", () => {
    expect(() => reportDay("2011-12-30", "Pacific/Apia")).toThrow("2011-12-30 does not exist in Pacific/Apia");
  });

  test.each(["2026-02-30", "2026-3-2", "20260302", "yesterday", ""])("throws for %j, which is not a date", (date) => {
    expect(() => reportDay(date, "Europe/Moscow")).toThrow("is not a date; give a real one as YYYY-MM-DD");
  });

  test("throws for an unknown zone", () => {
    expect(() => reportDay("2026-03-02", "Europe/Mosco")).toThrow('Unknown time zone "Europe/Mosco"');
  });
});

const zones = [
  "Europe/Moscow",
  "Europe/Berlin",
  "Europe/Dublin",
  "Africa/Cairo",
  "Africa/Casablanca",
  "America/Santiago",
  "America/New_York",
  "America/Havana",
  "Asia/Kathmandu",
  "Asia/Almaty",
  "Australia/Lord_Howe",
  "Pacific/Apia",
];

test.each(zones)("in %s, 400 days follow each other without a gap, and their hours add up", (zone) => {
  const firstDay = zone === "Pacific/Apia" ? Date.UTC(2011, 5, 1) : Date.UTC(2023, 8, 1);
  const dates = Array.from({ length: 400 }, (_, n) => new Date(firstDay + n * 86_400_000).toISOString().slice(0, 10));
  const days = dates
    .filter((date) => date !== "2011-12-30" || zone !== "Pacific/Apia")
    .map((date) => reportDay(date, zone));

  for (const [n, day] of days.entries()) {
    expect(day.to).toBe(days[n + 1]?.from ?? day.to);
    expect(hoursOfDay(day).reduce((sum, hours) => sum + hours, 0)).toBeCloseTo(day.hours, 9);
    expect(localDate(day.from, zone)).toBe(day.date);
  }
  expect(days.length).toBeGreaterThanOrEqual(399);
});

describe("the local hour", () => {
  test("has length 0 if the clocks skip it, and more than 1 if they repeat it or a part of it", () => {
    expect(hoursOfDay(reportDay("2026-03-29", "Europe/Berlin"))[2]).toBe(0);
    expect(hoursOfDay(reportDay("2026-10-25", "Europe/Berlin"))[2]).toBe(2);
    expect(hoursOfDay(reportDay("2026-04-05", "Australia/Lord_Howe"))[1]).toBe(1.5);
  });

  test("is the hour of the zone's wall clock", () => {
    const autumn = reportDay("2026-10-25", "Europe/Berlin");
    expect(["00:30", "01:30", "02:30"].map((time) => localHour(autumn, Date.parse(`2026-10-25T${time}Z`)))).toEqual([
      2, 2, 3,
    ]);
    expect(localHour(reportDay("2026-05-01", "Asia/Kathmandu"), Date.parse("2026-05-01T00:00Z"))).toBe(5);
  });
});

test.each([
  ["2026-03-02", "07:30", "Europe/Moscow", 0, "2026-03-02T04:30Z"],
  ["2026-03-02", "22:30", "Europe/Moscow", 3, "2026-03-02T22:30Z"],
  // The clocks go from 02:00 to 03:00: 02:30 is an hour later, and 04:30 comes two hours after 01:30.
  ["2026-03-29", "02:30", "Europe/Berlin", 0, "2026-03-29T01:30Z"],
  ["2026-03-29", "01:30", "Europe/Berlin", 3, "2026-03-29T02:30Z"],
  // The clocks go from 03:00 to 02:00: the first 02:30 is meant.
  ["2026-10-25", "02:30", "Europe/Berlin", 0, "2026-10-25T00:30Z"],
])("instantAt %s %s in %s and %i hours is %s", (date, time, zone, hours, instant) => {
  expect(instantAt(date, time, zone, hours)).toBe(Date.parse(instant));
});

describe("datesBetween", () => {
  test("returns all dates in order, with the first and the last", () => {
    expect(datesBetween("2028-02-28", "2028-03-01", 366)).toEqual(["2028-02-28", "2028-02-29", "2028-03-01"]);
    expect(datesBetween("2026-03-02", "2026-03-02", 366)).toEqual(["2026-03-02"]);
  });

  test("returns at most the given number of dates", () => {
    expect(datesBetween("2026-12-31", "2027-12-31", 2)).toEqual(["2026-12-31", "2027-01-01"]);
  });

  test("returns an empty list if the last date is before the first", () => {
    expect(datesBetween("2026-03-02", "2026-03-01", 366)).toEqual([]);
  });

  test.each([
    ["2026-02-29", "2026-03-01"],
    ["2026-02-28", "tomorrow"],
  ])("throws for %s to %s, because one is not a date", (first, last) => {
    expect(() => datesBetween(first, last, 366)).toThrow("is not a date");
  });
});

describe("dateBefore", () => {
  test("returns the date before the local date, not before the UTC date", () => {
    expect(dateBefore(Date.parse("2026-03-02T22:30Z"), "Europe/Moscow")).toBe("2026-03-02");
    expect(dateBefore(Date.parse("2026-03-02T20:30Z"), "Europe/Moscow")).toBe("2026-03-01");
  });

  test("leaves out a day that the zone skipped", () => {
    expect(dateBefore(Date.parse("2011-12-30T12:00Z"), "Pacific/Apia")).toBe("2011-12-29");
  });
});

test("dateDaysBefore counts calendar days, across months, years and clock changes", () => {
  expect([0, 1, 7, 56].map((days) => dateDaysBefore("2026-03-02", days))).toEqual([
    "2026-03-02",
    "2026-03-01",
    "2026-02-23",
    "2026-01-05",
  ]);
  expect(dateDaysBefore("2024-03-07", 7)).toBe("2024-02-29");
  expect(dateDaysBefore("2026-01-03", 14)).toBe("2025-12-20");
});

test("localTimeOfDay gives the time on the local clock, also in the hour that occurs twice", () => {
  const autumn = reportDay("2026-10-25", "Europe/Berlin");
  const at = (instant: string) => localTimeOfDay(autumn, Date.parse(instant)) / 60_000;

  expect(at("2026-10-24T22:00:00Z")).toBe(0);
  expect([at("2026-10-25T00:50:00Z"), at("2026-10-25T01:50:00Z")]).toEqual([170, 170]);
  expect(at("2026-10-25T22:59:00Z")).toBe(1439);
});
