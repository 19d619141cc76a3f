import { describe, expect, test } from "vitest";
import { GatheredPast } from "../../../functions/daily-report/domain/history/gather-past.ts";
import { trendOf } from "../../../functions/daily-report/domain/history/history.ts";
import { headlineIds } from "../../../functions/daily-report/domain/history/past.ts";
import { dayPart } from "../../../functions/daily-report/domain/history/pool.ts";
import { metricIds } from "../../../functions/daily-report/domain/metrics/catalogue.ts";
import { decodeTally, encodeTally, mergeTallies } from "../../../functions/daily-report/domain/tally.ts";
import { handled, tallyRows } from "../../session-rows.ts";

const before = { from: "2026-01-05", to: "2026-03-01", of: 8 };
const gather = (isHoliday = false) => new GatheredPast({ isHoliday, alike: 8, before });

const one = tallyRows([handled({ nps: 9 })]);
const two = tallyRows([handled({ nps: 0 }), handled()]);

describe("GatheredPast", () => {
  test("is empty before days are added", () => {
    const { isHoliday, alike, before: asked, halves, trend } = gather(true).past();

    expect([isHoliday, alike, trend]).toEqual([true, { asked: 8, known: [] }, []]);
    expect(asked).toMatchObject({ ...before, known: 0, leftOut: [] });
    expect([asked.pool, ...halves].map((pool) => pool.days("nps"))).toEqual([0, 0, 0]);
  });

  test("adds each day to its half, and to both halves together", () => {
    const past = gather();
    past.add({ date: "2026-01-05", half: 0, isAlike: true }, one, []);
    past.add({ date: "2026-02-02", half: 1, isAlike: false }, two, []);
    const { alike, before: asked, halves, trend } = past.past();

    expect(asked.known).toBe(2);
    expect(encodeTally(asked.pool.tally("nps"))).toBe(encodeTally(mergeTallies(one, two)));
    expect(halves.map((half) => encodeTally(half.tally("nps")))).toEqual([encodeTally(one), encodeTally(two)]);
    expect(alike.known).toEqual([trend[0]]);
    expect(trendOf(trend).map(({ date, values }) => [date, values.sessions, values.nps])).toEqual([
      ["2026-01-05", 1, 100],
      ["2026-02-02", 2, -100],
    ]);
    expect(Object.keys(trend[0]?.metrics ?? {})).toEqual(headlineIds);
  });

  test("keeps only the figures of a day that is older than the days before", () => {
    const past = gather();
    past.add({ date: "2026-01-05", half: null, isAlike: true }, decodeTally(JSON.parse(encodeTally(one)), dayPart), []);
    past.leaveOut({ date: "2026-01-06", half: null, isAlike: false }, { reason: "zone", metrics: null });
    const { alike, before: asked, trend } = past.past();

    expect([asked.known, asked.leftOut, asked.pool.days("nps")]).toEqual([0, [], 0]);
    expect([alike.known.length, trend.length]).toEqual([1, 1]);
  });

  test("leaves a day out of the metrics that an obstacle names", () => {
    const past = gather();
    past.add({ date: "2026-02-01", half: 1, isAlike: false }, one, []);
    past.add({ date: "2026-02-02", half: 1, isAlike: true }, two, [
      { reason: "settings", metrics: ["sl1", "sl1_answered"] },
      { reason: "versions", metrics: ["nps"] },
    ]);
    const { alike, before: asked } = past.past();

    expect(asked.leftOut).toEqual([
      { date: "2026-02-02", reason: "settings", metrics: ["sl1", "sl1_answered"] },
      { date: "2026-02-02", reason: "versions", metrics: ["nps"] },
    ]);
    expect(["nps", "sl1", "csi"].map((id) => asked.pool.days(id as "nps"))).toEqual([1, 1, 2]);
    expect(Object.keys(alike.known[0]?.metrics ?? {})).toEqual(
      headlineIds.filter((id) => id !== "nps" && id !== "sl1"),
    );
  });

  test.each([[null], [metricIds]])("leaves a day out wholly if obstacles name every metric: %#", (metrics) => {
    const past = gather();
    past.add({ date: "2026-02-02", half: 1, isAlike: true }, two, [{ reason: "versions", metrics }]);
    const { alike, before: asked, trend } = past.past();

    expect([asked.known, alike.known, trend]).toEqual([0, [], []]);
    expect(asked.leftOut).toEqual([{ date: "2026-02-02", reason: "versions", metrics }]);
  });
});
