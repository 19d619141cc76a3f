import { describe, expect, test } from "vitest";
import { asShares, driverCounts } from "../../../functions/daily-report/domain/history/driver-counts.ts";
import { tallyOfRows } from "./driver-tallies.ts";

const points = (promoters: number, passives: number, detractors: number) =>
  driverCounts(tallyOfRows({ channels: { a: { promoters, passives, detractors } } }), "nps", "channels", "a");

describe("the counts of a row", () => {
  test("are numerator and denominator of a rate", () => {
    const tally = tallyOfRows({
      channels: { telegram: { lost: 3, handled: 9, happy: 4, unhappy: 1, inTime: 6, late: 3 } },
    });
    const counts = (["lost_rate", "sl1", "csat_top_box"] as const).map((id) =>
      driverCounts(tally, id, "channels", "telegram"),
    );

    expect(counts).toEqual([
      { hits: { hits: 3, n: 12, value: 25 }, points: 3, squares: 3 },
      { hits: { hits: 6, n: 12, value: 50 }, points: 6, squares: 6 },
      { hits: { hits: 4, n: 5, value: 80 }, points: 4, squares: 4 },
    ]);
  });

  test("of nps are promoters less detractors, with points of 1, 0.5 and 0", () => {
    // 5 promoters, 3 passives, 2 detractors: 5 + 1.5 points, 5 + 0.75 squares.
    expect(points(5, 3, 2)).toEqual({ hits: { hits: 3, n: 10, value: 30 }, points: 6.5, squares: 5.75 });
  });

  test("are 0 without a value if the tally lacks the row", () => {
    expect(driverCounts(new Map(), "lost_rate", "bots", "b")).toEqual({
      hits: { hits: 0, n: 0, value: null },
      points: 0,
      squares: 0,
    });
  });
});

describe("as shares", () => {
  test("a rate is its hits and n", () => {
    const [a, b] = [
      { hits: { hits: 3, n: 10, value: 30 }, points: 3, squares: 3 },
      { hits: { hits: 1, n: 20, value: 5 }, points: 1, squares: 1 },
    ] as const;

    expect(asShares(a, b)).toEqual([
      { hits: 3, n: 10 },
      { hits: 1, n: 20 },
    ]);
  });

  test("marks keep their mean, and count as more sessions because they vary less than hits and misses", () => {
    // All 20 marks: 12 points, 10 squares; mean 0.6, variance 0.5 - 0.36 = 0.14, of hits and misses 0.24: a factor of 12 / 7.
    const shares = asShares(points(5, 2, 3), points(3, 6, 1));

    expect(shares?.map(({ hits }) => hits)).toEqual([
      expect.closeTo((6 * 12) / 7, 10),
      expect.closeTo((6 * 12) / 7, 10),
    ]);
    expect(shares?.map(({ n }) => n)).toEqual([expect.closeTo(120 / 7, 10), expect.closeTo(120 / 7, 10)]);
  });

  test("are null if nothing varies or nothing was counted", () => {
    expect(asShares(points(0, 5, 0), points(0, 9, 0))).toBeNull();
    expect(asShares(points(5, 0, 0), points(9, 0, 0))).toBeNull();
    expect(asShares(points(0, 0, 0), points(0, 0, 0))).toBeNull();
  });
});
