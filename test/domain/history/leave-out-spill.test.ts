import { describe, expect, test } from "vitest";
import type { DriverRow } from "../../../functions/daily-report/domain/history/driver-rows.ts";
import type { DriverBreakdown } from "../../../functions/daily-report/domain/history/history.ts";
import { leaveOutRepeats, leaveOutSpill } from "../../../functions/daily-report/domain/history/leave-out-spill.ts";

const counts = (hits: number, n: number) => ({
  hits: { hits, n, value: (100 * hits) / n },
  points: hits,
  squares: hits,
});

/** A row whose usual rate is 10 % of 1000 sessions. */
function row(breakdown: DriverBreakdown, key: string, n: number, excess: number): DriverRow {
  return { breakdown, key, day: counts(n / 10 + excess, n), before: counts(100, 1000), excess };
}

const always = () => true;
const keys = (rows: readonly DriverRow[]) => rows.map(({ key }) => key);

test("of rows with the same counts in two breakdowns the first is kept, but of those in one breakdown all are", () => {
  const rows = [row("channels", "a", 100, 20), row("channels", "b", 100, 20), row("bots", "1", 100, 20)];

  expect(keys(leaveOutRepeats(rows))).toEqual(["a", "b"]);
  expect(keys(leaveOutRepeats(rows.toReversed()))).toEqual(["1"]);
});

describe("of a day of 1000 sessions, a row is left out", () => {
  test("if its part of another row's excess is at least half of its own", () => {
    // The bot has 500 sessions, so 20 of the channel's 40 would be its own: half of 40, but not of 41.
    const channel = row("channels", "a", 300, 40);

    expect(keys(leaveOutSpill([channel, row("bots", "1", 500, 40)], 1000, always))).toEqual(["a"]);
    expect(keys(leaveOutSpill([row("bots", "1", 500, 41), channel], 1000, always))).toEqual(["1", "a"]);
  });

  test("even if its own excess is larger", () => {
    // 600 sessions have 24 of 40; the channel has 300 sessions, and 13.8 of 46 are not half of 40.
    const rows = [row("bots", "1", 600, 46), row("channels", "a", 300, 40)];

    expect(keys(leaveOutSpill(rows, 1000, always))).toEqual(["a"]);
  });

  test("if it would explain the other as well and has the smaller excess", () => {
    const rows = [row("bots", "1", 800, 41), row("channels", "a", 700, 40)];

    expect(keys(leaveOutSpill(rows, 1000, always))).toEqual(["1"]);
  });

  test("if it no longer differs without its part of the larger rows, of which the largest counts", () => {
    const asked: [string, number][] = [];
    const differs = ({ key }: DriverRow, explained: number) => {
      asked.push([key, explained]);
      return key !== "12";
    };
    const rows = [
      row("channels", "a", 300, 40),
      row("hours", "11", 100, 30),
      row("hours", "12", 50, 20),
      row("groups", "g", 50, 10),
    ];

    expect(keys(leaveOutSpill(rows, 1000, differs))).toEqual(["a", "11", "g"]);
    // The hour 11 has 100 / 1000 of 40. The hour before it says nothing about the hour 12. The group has 50 / 1000 of 40.
    expect(asked).toEqual([
      ["a", 0],
      ["11", 4],
      ["12", 2],
      ["g", 2],
    ]);
  });

  test("in the same way if there are fewer hits than usual", () => {
    const rows = [row("channels", "a", 300, -20), row("bots", "1", 500, -19), row("hours", "11", 100, -9)];
    const asked: number[] = [];
    const differs = (_: DriverRow, explained: number) => asked.push(explained) > 0;

    expect(keys(leaveOutSpill(rows, 1000, differs))).toEqual(["a", "11"]);
    expect(asked.map(Math.abs)).toEqual([0, 2]);
    expect(asked[1]).toBe(-2);
  });
});
