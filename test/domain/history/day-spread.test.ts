import { describe, expect, test } from "vitest";
import { type DriverDay, driverDayOf, spreadOf } from "../../../functions/daily-report/domain/history/day-spread.ts";
import { type RowOfSessions, tallyOfRows } from "./driver-tallies.ts";

const spreadOfDays = (days: readonly DriverDay[]) => spreadOf(() => days);
const lostOf = (lost: number, n = 100): DriverDay =>
  driverDayOf(tallyOfRows({ channels: { telegram: { lost, handled: n - lost } } }));
const inOperators = (key: string, lost: number): DriverDay =>
  driverDayOf(tallyOfRows({ operators: { [key]: { lost, handled: 100 - lost } } }));

describe("the spread of a row over days", () => {
  test("is the correlation of sessions of a day that explains the squared deviations (Williams 1982)", () => {
    // 10 and 30 of 100, in all 20 %: each deviates by (10 - 20)² / (100 x 0.2 x 0.8) = 6.25, together 12.5. By chance they would
    // have 2 x (1 - 100 / 200) = 1. The sum of (1 - n / N)(n - 1) is 99.
    expect(spreadOfDays([lostOf(10), lostOf(30)])("lost_rate", "channels")).toBeCloseTo(11.5 / 99, 14);
  });

  test("is 0 if rates differ no more than by chance, and for rows and metrics that have no sessions", () => {
    const spread = spreadOfDays([lostOf(20), lostOf(21), lostOf(19)]);

    expect(spread("lost_rate", "channels")).toBe(0);
    expect(spread("lost_rate", "bots")).toBe(0);
    expect(spread("nps", "channels")).toBe(0);
    expect(spreadOfDays([])("lost_rate", "channels")).toBe(0);
  });

  test("is 0 for a single day and for rates that do not vary", () => {
    expect(spreadOfDays([lostOf(20)])("lost_rate", "channels")).toBe(0);
    expect(spreadOfDays([lostOf(0), lostOf(0)])("lost_rate", "channels")).toBe(0);
  });

  test("is at most 1", () => {
    const days = [lostOf(0, 10), lostOf(10, 10), lostOf(0, 10), lostOf(10, 10)];

    expect(spreadOfDays(days)("lost_rate", "channels")).toBe(1);
  });

  test("is taken over all rows of the breakdown, each around its own mean", () => {
    const day = (telegram: RowOfSessions, web: RowOfSessions) =>
      driverDayOf(tallyOfRows({ channels: { telegram, web } }));
    const [low, high, same] = [
      { lost: 10, handled: 90 },
      { lost: 30, handled: 70 },
      { lost: 50, handled: 50 },
    ];

    // The second row adds nothing to the deviations, 1 to their mean by chance, and 99 to the sum of (1 - n / N)(n - 1).
    expect(spreadOfDays([day(low, same), day(high, same)])("lost_rate", "channels")).toBeCloseTo(10.5 / 198, 14);
  });

  test("hardly grows by one bad day, which counts as three standard deviations", () => {
    const quiet = Array.from({ length: 26 }, (_, index) => lostOf(index % 2 === 0 ? 17 : 23));
    const usual = spreadOfDays(quiet)("lost_rate", "channels");
    const withBadDay = spreadOfDays([...quiet, lostOf(95)])("lost_rate", "channels");

    // Without the limit the bad day alone would have a square of about 300.
    expect(usual).toBe(0);
    expect(withBadDay).toBeGreaterThan(0);
    expect(withBadDay).toBeLessThan(0.01);
  });

  test("leaves out sessions without an operator, and days of a row with fewer than 10 sessions", () => {
    expect(spreadOfDays([inOperators("none", 10), inOperators("none", 90)])("lost_rate", "operators")).toBe(0);
    expect(spreadOfDays([inOperators("7", 10), inOperators("7", 90)])("lost_rate", "operators")).toBeGreaterThan(0.5);
    expect(spreadOfDays([lostOf(20), lostOf(9, 9), lostOf(20), lostOf(0, 9)])("lost_rate", "channels")).toBe(0);
  });
});

test("a day keeps the counts of rows that have a value", () => {
  const kept = driverDayOf(
    tallyOfRows({ channels: { telegram: { lost: 1, handled: 3, promoters: 2 }, web: { handled: 2 } }, bots: {} }),
  );

  expect([...kept.lost_rate.channels.keys()]).toEqual(["telegram", "web"]);
  expect([...kept.nps.channels]).toEqual([
    ["telegram", { hits: { hits: 2, n: 2, value: 100 }, points: 2, squares: 2 }],
  ]);
  expect([kept.csat_top_box.channels.size, kept.lost_rate.bots.size]).toEqual([0, 0]);
});
