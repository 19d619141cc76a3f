import { expect, test } from "vitest";
import { wallClock } from "../../functions/daily-report/texts/wall-clock.ts";

test.each([
  ["2021-01-10T21:00:00.000Z", "Europe/Moscow", "2021-01-11T00:00:00.000Z"],
  ["2026-03-29T22:00:05.900Z", "Europe/Berlin", "2026-03-30T00:00:05.000Z"],
  ["2026-04-30T18:15:00.000Z", "Asia/Kathmandu", "2026-05-01T00:00:00.000Z"],
  ["2026-11-01T06:30:00.000Z", "America/New_York", "2026-11-01T01:30:00.000Z"],
])("the local time of %s in %s is %s", (instant, zone, shown) => {
  expect(wallClock(instant, zone)?.toISOString()).toBe(shown);
});

test("wallClock returns null for an invalid instant", () => {
  expect(wallClock("yesterday", "UTC")).toBeNull();
});
