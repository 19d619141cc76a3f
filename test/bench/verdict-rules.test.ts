import { describe, expect, test } from "vitest";
import { type Asked, rules } from "../../bench/verdict-rules.ts";
import type { Headlines } from "../../functions/daily-report/domain/history/usual.ts";
import { metricsOf } from "../../functions/daily-report/domain/metrics/catalogue.ts";
import { rate } from "../../functions/daily-report/domain/metrics/metric.ts";
import { npsLimits } from "../../functions/daily-report/domain/statistics.ts";

const empty = metricsOf(new Map());
const lost = (k: number, n: number): Headlines => ({ ...empty, lost_rate: rate(k, n) });
const scored = (promoters: number, detractors: number, n: number): Headlines => ({
  ...empty,
  nps: {
    ...empty.nps,
    n,
    promoters,
    detractors,
    value: (100 * (promoters - detractors)) / n,
    ...npsLimits(promoters, detractors, n),
  },
});

/** A day and the same weekdays before it, the newest first; other days are those of `others`, unknown by default. */
function asked(id: Asked["id"], day: Headlines, weeks: readonly Headlines[], others: Headlines | null = null): Asked {
  return { id, day, past: (back) => (back % 7 === 0 ? (weeks[back / 7 - 1] ?? null) : others) };
}

const said = (of: Asked) => Object.fromEntries(Object.entries(rules).map(([name, rule]) => [name, rule(of)]));

/** 10 and 12 % to and fro among 1 000 sessions: mean 11, mean moving range 2 points, 2.66 x 2 = 5.32. */
const toAndFro = Array.from({ length: 8 }, (_, week) => lost(week % 2 === 0 ? 100 : 120, 1000));

describe("the rules", () => {
  test("differ: 14 % is outside four days of 10 and 12 %, but inside their XmR range", () => {
    expect(said(asked("lost_rate", lost(140, 1000), toAndFro))).toEqual({
      "in force": false,
      "2.66 · mR alone": false,
      "outside 4 days": true,
      "differs by a tenth": true,
      // Wilson limits of 140 of 1 000: 12.0 to 16.3.
      "limits and 4 days": true,
      "Laney, 8 days": false,
      "Laney, 56 days": false,
    });
  });

  test("of Laney with days of equal size is the XmR chart, because all z have the same divisor (Laney 2002)", () => {
    const flagged = [163, 164].map((k) => {
      const of = asked("lost_rate", lost(k, 1000), toAndFro);
      return [rules["2.66 · mR alone"]?.(of), rules["Laney, 8 days"]?.(of)];
    });
    expect(flagged).toEqual([
      [false, false],
      [true, true],
    ]);
  });

  test("of Laney allow more for a day of fewer sessions", () => {
    const laney = (k: number, n: number) => rules["Laney, 8 days"]?.(asked("lost_rate", lost(k, n), toAndFro));
    expect([laney(20, 100), laney(200, 1000)]).toEqual([false, true]);
  });

  test("of Laney over 56 days use the spread of all weekdays, which is at least chance", () => {
    const steady = Array.from({ length: 8 }, () => lost(110, 1000));
    const laney = (k: number) => rules["Laney, 56 days"]?.(asked("lost_rate", lost(k, 1000), steady, lost(200, 1000)));
    // 2.326348 sqrt(0.11 x 0.89 (1/1000 + 1/8000)) + 1/1000 = 0.02541.
    expect([laney(135), laney(136), laney(84), laney(85)]).toEqual([false, true, true, false]);
  });

  test("compare the limits of nps with the four days together", () => {
    const weeks = Array.from({ length: 8 }, (_, week) => scored(60 + week, 20, 100));
    // 50 promoters and 30 detractors of 100: adjusted Wald 3.0 to 35.8; the four days together have 41.5.
    expect(said(asked("nps", scored(50, 30, 100), weeks))["limits and 4 days"]).toBe(true);
    expect(said(asked("nps", scored(58, 22, 100), weeks))["limits and 4 days"]).toBe(false);
  });

  test("judge nothing of fewer than 10 answers, or of too few days", () => {
    expect(new Set(Object.values(said(asked("lost_rate", lost(9, 9), toAndFro))))).toEqual(new Set([null]));
    expect(said(asked("lost_rate", lost(500, 1000), toAndFro.slice(0, 2)))).toEqual({
      "in force": null,
      "2.66 · mR alone": null,
      "outside 4 days": null,
      "differs by a tenth": true,
      "limits and 4 days": null,
      "Laney, 8 days": null,
      "Laney, 56 days": null,
    });
  });
});
