import type { ReportGoals } from "../functions/daily-report/domain/goals.ts";
import type { History, Usual } from "../functions/daily-report/domain/history/history.ts";
import { headlineIds } from "../functions/daily-report/domain/history/past.ts";
import type { Period } from "../functions/daily-report/domain/period.ts";
import { handled, reportOf } from "./session-rows.ts";

/** A history in which every list has an element and every value that may be null is a number somewhere. Its figures are made up. */
export function exampleHistory(): History {
  const usual: Usual = { verdict: "usual", mean: 10, low: 4, high: 16, known: 8, of: 8 };
  const change = { before: 10, difference: 2, low: -1, high: 5, isReal: false };
  const none = { difference: null, rows: [], parts: [] };
  const rate = { value: 80, n: 20, numerator: 16, denominator: 20 };
  const compared = { ...rate, low: 58.4, high: 91.9, place: "within", rank: 1, trend: "steady" } as const;
  return {
    holiday: false,
    usual: {
      ...(Object.fromEntries(headlineIds.map((id) => [id, usual])) as History["usual"]),
      lost_rate: { ...usual, verdict: "unusually_high" },
      nps: { verdict: null, mean: null, low: null, high: null, known: 3, of: 8 },
    },
    before: {
      from: "2026-02-02",
      to: "2026-03-01",
      known: 26,
      of: 28,
      leftOut: [
        { date: "2026-02-23", reason: "holiday", metrics: null },
        { date: "2026-02-10", reason: "settings", metrics: ["sl1", "sl1_answered"] },
      ],
      fewer: { sl1: 25, sl1_answered: 25 },
      metrics: reportOf([handled({ nps: 9, csi: 4, csiMax: 5 })]).metrics,
    },
    changes: {
      lost_rate: { before: 10, difference: 12, low: 8, high: 16, isReal: true },
      sl1: change,
      csat_top_box: change,
      nps: { before: null, difference: null, low: null, high: null, isReal: false },
      containment: change,
    },
    drivers: {
      lost_rate: {
        difference: 12,
        rows: [
          {
            breakdown: "channels",
            key: "telegram",
            name: "telegram",
            day: { hits: 30, n: 100, value: 30 },
            before: { hits: 280, n: 2800, value: 10 },
            excess: 20,
            share: 80,
          },
        ],
        parts: [{ breakdown: "channels", mix: 1, rate: 11 }],
      },
      sl1: none,
      csat_top_box: none,
      nps: none,
    },
    operators: {
      mean: { csat_top_box: rate, sl1: rate, lost_rate: rate },
      rows: [
        {
          key: "7",
          name: "Anna",
          sessions: 20,
          rates: {
            csat_top_box: compared,
            sl1: compared,
            lost_rate: { ...rate, value: null, n: 0, numerator: 0, denominator: 0, ...noLimits },
          },
        },
      ],
    },
    trend: [{ date: "2026-03-01", values: { sessions: 100, nps: null } }],
    restatements: [
      {
        date: "2026-02-28",
        from: 1,
        revision: 2,
        changes: [{ metric: "nps", before: { value: 40, n: 10 }, after: { value: 45.5, n: 11 } }],
      },
    ],
    notReadAgain: [{ date: "2026-02-27", reason: "time" }],
  };
}

const noLimits = { low: null, high: null, place: null, rank: null, trend: null };

/** The period of a report over the ISO week before 2 March 2026. Its counts are made up. */
export function examplePeriod(): Period {
  return {
    kind: "week",
    name: "2026-W09",
    from: "2026-02-23",
    to: "2026-03-01",
    of: "support-daily",
    days: 7,
    known: 5,
    missing: ["2026-02-24"],
    leftOut: [{ date: "2026-02-25", reason: "zone", metrics: null }],
    incomplete: ["2026-02-26"],
  };
}

/** Goals of the day and of a group. The values are made up. */
export function exampleGoals(): ReportGoals {
  const sl1 = { goal: 80, value: 60, n: 100, share: null, low: 50.2, high: 69.1, state: "missed" } as const;
  const replies = { goal: 60, value: 75.5, n: 40, share: 85, low: 70.9, high: 92.9, state: "close" } as const;
  const none = { goal: 40, value: null, n: 0, share: null, low: null, high: null, state: null };
  return {
    metrics: {
      sl1,
      lost_rate: { ...sl1, goal: 5 },
      csi: sl1,
      csat_top_box: { ...sl1, goal: 75 },
      nps: none,
      frt_p90: replies,
    },
    groups: [{ key: "7", name: "Sales", metrics: { sl1 } }],
  };
}
