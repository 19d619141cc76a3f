import { describe, expect, test } from "vitest";
import { dayHoursOf } from "../../functions/daily-report/domain/day-hours.ts";
import { handled, reportOf } from "../session-rows.ts";

/** `n` sessions of an hour, `late` of which were answered after the target. */
function hour(at: number, n: number, late = 0) {
  const createdAt = `2026-03-02T${String(at).padStart(2, "0")}:00:00+03:00`;
  const times = (of: number, reply: number) =>
    Array.from({ length: of }, () => handled({ createdAt, closedAt: null }, reply));
  return [...times(n - late, 30), ...times(late, 90)];
}

describe("the hours of a day", () => {
  test("have a peak, a slowest hour, and those that are slow beyond 99 % limits", () => {
    // The day answers 140 of 200 in time, 70 %. 30 of 60: Wilson 99 % 34.3 to 65.7 %; 12 of 20: 32.5 to 82.4 %.
    const { hours, peak, slowest } = dayHoursOf(
      reportOf([...hour(9, 120, 22), ...hour(10, 60, 30), ...hour(15, 20, 8)]),
    );
    expect(hours).toHaveLength(24);
    expect(peak).toEqual({ key: "9", sessions: 120, isSlow: false });
    expect(slowest).toEqual({ key: "10", sl1: { value: 50, n: 60, numerator: 30, denominator: 60 } });
    expect(hours.filter(({ isSlow }) => isSlow).map(({ key }) => key)).toEqual(["10"]);
  });

  test("need 20 sessions, and 2 % of the day, to be the slowest", () => {
    expect(dayHoursOf(reportOf([...hour(9, 30), ...hour(10, 19, 19)])).slowest?.key).toBe("9");
    expect(dayHoursOf(reportOf([...hour(9, 1200), ...hour(10, 24, 24)])).slowest?.key).toBe("9");
    expect(dayHoursOf(reportOf([...hour(9, 1200), ...hour(10, 25, 25)])).slowest?.key).toBe("10");
    expect(dayHoursOf(reportOf(hour(9, 19))).slowest).toBeNull();
    const fewest = [hour(9, 19), hour(9, 1001), hour(9, 1050)].map((rows) => dayHoursOf(reportOf(rows)).fewest);
    expect(fewest).toEqual([20, 21, 21]);
  });

  test("have the first of equal hours as their peak, and none on a day without sessions", () => {
    expect(dayHoursOf(reportOf([...hour(9, 3), ...hour(11, 3)])).peak?.key).toBe("9");
    expect(dayHoursOf(reportOf([]))).toMatchObject({ peak: null, slowest: null });
  });

  test("have no slow ones if the reply times cannot be trusted", () => {
    const wrong = Array.from({ length: 30 }, () => handled({}, -5));
    const { slowest, hours } = dayHoursOf(reportOf([...hour(9, 60, 10), ...hour(10, 60, 60), ...wrong]));
    expect(slowest).toBeNull();
    expect(hours.some(({ isSlow }) => isSlow)).toBe(false);
  });
});
