import { expect, test } from "vitest";
import { datesBetween } from "../../../../functions/daily-report/domain/report-day.ts";
import { sessionsOn } from "../../../../local/twin-emulator/invention/sessions-on.ts";

const dates = datesBetween("2026-03-02", "2026-05-10", 70);
const mean = (counts: readonly number[]) => counts.reduce((sum, count) => sum + count, 0) / counts.length;

/** Mondays, Tuesdays, ...; each with its own seed. */
const weekdays = Array.from({ length: 7 }, (_, weekday) =>
  dates.filter((_, index) => index % 7 === weekday).map((date, week) => sessionsOn(date, 7 * week + weekday)),
);

test("a working day has about 3200 sessions, a Saturday and a Sunday about half of them", () => {
  const [monday = 0, tuesday = 0, wednesday = 0, thursday = 0, friday = 0, saturday = 0, sunday = 0] =
    weekdays.map(mean);

  expect(mean([monday, tuesday, wednesday, thursday, friday]) / 3200).toBeCloseTo(1.02, 1);
  expect(monday).toBeGreaterThan(friday);
  expect([saturday / 3200, sunday / 3200]).toEqual([expect.closeTo(0.57, 1), expect.closeTo(0.46, 1)]);
});

test("days of one weekday differ by a few percent", () => {
  for (const counts of weekdays) {
    expect(new Set(counts).size).toBeGreaterThan(5);
    for (const count of counts) expect(count / mean(counts)).toBeCloseTo(1, 0);
    expect(Math.max(...counts) / Math.min(...counts)).toBeLessThan(1.2);
  }
});

test("the same date and seed always have the same count", () => {
  expect(sessionsOn("2026-03-02", 7)).toBe(sessionsOn("2026-03-02", 7));
  expect(sessionsOn("2026-03-02", 7)).not.toBe(sessionsOn("2026-03-02", 8));
});
