import { describe, expect, test } from "vitest";
import { comparedIds } from "../../../functions/daily-report/domain/history/history.ts";
import { compareOperators } from "../../../functions/daily-report/domain/history/operators.ts";
import type { Pool } from "../../../functions/daily-report/domain/history/past.ts";
import { poolOfOperators } from "./counted.ts";

const nothing = poolOfOperators({});

/** An operator with `rated` answers, of which `happy` are in the top box. */
const rated = (happy: number, answers: number, name = "Anna") => ({
  class: { handled: answers },
  csi: { "5/5": happy, "1/5": answers - happy },
  csi_top_box: { "": happy },
  name: { [name]: answers },
});

/** An operator with `lost` lost sessions of `offered`; all others are answered in time. */
const losing = (lost: number, offered: number) => ({
  class: { handled: offered - lost, lost },
  frt: { 20: offered - lost },
  frt_within_target: { "": offered - lost },
});

function compare(pool: Pool, halves: readonly [Pool, Pool] = [nothing, nothing]) {
  return compareOperators(pool, halves);
}

describe("the operators compared", () => {
  test("are the named ones with 10 sessions or more in at least one rate", () => {
    const pool = poolOfOperators({ a: rated(9, 10), b: rated(9, 9), c: losing(1, 10), none: losing(50, 60) });

    expect(compare(pool).rows.map(({ key }) => key)).toEqual(["a", "c"]);
  });

  test("have the name and the number of sessions that the report shows", () => {
    const pool = poolOfOperators({
      7: { ...rated(9, 12), name: { Anna: 5, Anja: 7 } },
      "name:Boris": { ...rated(8, 12), name: { Boris: 12 } },
      9: { ...losing(1, 30), name: {} },
    });

    expect(compare(pool).rows.map(({ key, name, sessions }) => [key, name, sessions])).toEqual([
      ["7", "Anja", 12],
      ["name:Boris", "Boris", 12],
      ["9", "9", 30],
    ]);
  });

  test("are none if there are no operators", () => {
    const none = { value: null, n: 0, numerator: 0, denominator: 0 };

    expect(compare(nothing)).toEqual({ mean: { csat_top_box: none, sl1: none, lost_rate: none }, rows: [] });
  });
});

describe("the centre", () => {
  test("is the rate of all named operators together, also of those who are not compared", () => {
    const pool = poolOfOperators({ a: losing(1, 20), b: losing(3, 5), none: losing(50, 60) });

    expect(compare(pool).mean.lost_rate).toEqual({ value: 16, n: 25, numerator: 4, denominator: 25 });
  });

  test("leaves out an operator whose reply times are all unknown, because only misses would count", () => {
    const unknown = { class: { handled: 30, lost: 10 }, missing: { frt: 30 } };
    const pool = poolOfOperators({ a: losing(1, 20), b: unknown });

    expect(compare(pool).mean.sl1).toEqual({ value: 95, n: 20, numerator: 19, denominator: 20 });
    expect(compare(pool).rows[0]?.rates.sl1).toEqual({
      value: null,
      n: 10,
      numerator: 0,
      denominator: 10,
      low: null,
      high: null,
      place: null,
      rank: null,
      trend: null,
    });
  });

  test("and the rates come from the days that each metric can use", () => {
    const [all, fewer] = [poolOfOperators({ a: losing(2, 40) }), poolOfOperators({ a: losing(1, 10) })];
    const pool: Pool = { days: () => 28, tally: (metric) => (metric === "sl1" ? fewer : all).tally(metric) };
    const { rows } = compare(pool);

    expect(comparedIds.map((id) => rows[0]?.rates[id].n)).toEqual([0, 10, 40]);
    expect(rows[0]?.sessions).toBe(40);
  });
});

describe("the place of an operator", () => {
  test("is that in the funnel around the mean, for 10 sessions or more", () => {
    // The mean is 900 of 1000.
    const pool = poolOfOperators({
      far: rated(70, 100),
      below: rated(83, 100),
      within: rated(88, 100),
      above: rated(659, 700 - 9),
      few: rated(0, 9),
    });
    const places = Object.fromEntries(compare(pool).rows.map(({ key, rates }) => [key, rates.csat_top_box.place]));

    expect(compare(pool).mean.csat_top_box.value).toBe(90);
    expect(places).toEqual({ far: "below_998", below: "below_95", within: "within", above: "above_998" });
  });
});

describe("the rank of an operator", () => {
  test("is by the lower Wilson limit of satisfaction, so that 10 of 10 do not beat 190 of 200", () => {
    // Lower limits: 72.2, 91.0 and 65.5 %.
    const pool = poolOfOperators({ ten: rated(10, 10), many: rated(190, 200), good: rated(19, 23) });

    expect(compare(pool).rows.map(({ key, rates }) => [key, rates.csat_top_box.rank])).toEqual([
      ["many", 1],
      ["ten", 2],
      ["good", 3],
    ]);
  });

  test("is by the upper Wilson limit of the lost rate, so that 0 of 10 do not beat 2 of 200", () => {
    // Upper limits: 27.8, 3.6 and 23.6 %.
    const pool = poolOfOperators({ ten: losing(0, 10), many: losing(2, 200), some: losing(1, 20) });
    const ranks = Object.fromEntries(compare(pool).rows.map(({ key, rates }) => [key, rates.lost_rate.rank]));

    expect(ranks).toEqual({ ten: 3, many: 1, some: 2 });
  });

  test("is shared by equal limits, and the next one is skipped", () => {
    const pool = poolOfOperators({ a: rated(18, 20), b: rated(18, 20), c: rated(10, 20), few: rated(9, 9) });

    expect(compare(pool).rows.map(({ rates }) => rates.csat_top_box.rank)).toEqual([1, 1, 3]);
  });

  test("orders the rows; equal ones are ordered by sessions, then by key", () => {
    const pool = poolOfOperators({
      d: losing(0, 30),
      c: losing(0, 40),
      b: losing(0, 30),
      a: rated(18, 20),
      e: { ...rated(18, 20), class: { handled: 25 } },
    });

    expect(compare(pool).rows.map(({ key }) => key)).toEqual(["e", "a", "c", "b", "d"]);
  });
});

describe("the trend of an operator", () => {
  const trendOf = (first: Parameters<typeof rated>, second: Parameters<typeof rated>) => {
    const halves = [poolOfOperators({ a: rated(...first) }), poolOfOperators({ a: rated(...second) })] as const;
    return compare(poolOfOperators({ a: rated(30, 40) }), halves).rows[0]?.rates.csat_top_box.trend;
  };

  test("is higher or lower beyond the 95 % limits of the difference (Newcombe 1998, Table II: 56/70 - 48/80)", () => {
    expect(trendOf([48, 80], [56, 70])).toBe("higher");
    expect(trendOf([56, 70], [48, 80])).toBe("lower");
  });

  test("is steady within them", () => {
    expect(trendOf([18, 20], [16, 20])).toBe("steady");
  });

  test("is not known below 10 answers in one of the halves", () => {
    expect([trendOf([9, 9], [0, 20]), trendOf([20, 20], [0, 9])]).toEqual([null, null]);
    expect(compare(poolOfOperators({ a: rated(30, 40) })).rows[0]?.rates.csat_top_box.trend).toBe(null);
  });
});
