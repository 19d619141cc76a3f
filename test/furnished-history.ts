import {
  type ComparedOperator,
  type ComparedRate,
  type Driver,
  type History,
  notReadReasons,
  type Usual,
} from "../functions/daily-report/domain/history/history.ts";
import { type HeadlineId, headlineIds } from "../functions/daily-report/domain/history/past.ts";
import type { MetricValues } from "../functions/daily-report/domain/metrics/catalogue.ts";
import { rate } from "../functions/daily-report/domain/metrics/metric.ts";
import type { Report } from "../functions/daily-report/domain/report.ts";
import { busyDay } from "./texts/busy-day.ts";

/** A Friday on which a channel's operators were missing for some hours, with a history in which every part has something to say. */
export function incidentDay(history: Partial<History> = {}): Report {
  const report = busyDay();
  return {
    ...report,
    day: { ...report.day, date: "2026-11-27" },
    metrics: { ...report.metrics, ...dayMetrics(report.metrics) },
    history: { ...furnishedHistory(report.metrics), ...history },
  };
}

/** The same day as part of a report over weeks or months. */
export function incidentPeriod(kind: "week" | "month"): Report {
  const day = incidentDay();
  const before = { ...furnishedHistory(day.metrics).before, of: 8, known: 7, from: "2026-09-28", to: "2026-11-22" };
  return {
    ...incidentDay({ before }),
    period: {
      kind,
      name: "2026-W48",
      from: "2026-11-23",
      to: "2026-11-29",
      of: "support-daily",
      days: 7,
      known: 7,
      missing: [],
      leftOut: [],
      incomplete: [],
    },
  };
}

/** The history of a day like all others. */
export function quietHistory(report: Report): History {
  const history = furnishedHistory(report.metrics);
  const none = { difference: 0.1, rows: [], parts: [] };
  return {
    ...history,
    usual: Object.fromEntries(
      Object.entries(history.usual).map(([id, usual]) => [id, { ...usual, verdict: "usual" }]),
    ) as History["usual"],
    changes: Object.fromEntries(
      Object.entries(history.changes).map(([id, change]) => [id, { ...change, isReal: false }]),
    ) as History["changes"],
    drivers: { lost_rate: none, sl1: none, csat_top_box: none, nps: none },
    operators: { ...history.operators, rows: history.operators.rows.map(within) },
    before: { ...history.before, known: 28, leftOut: [], fewer: {} },
    restatements: [],
    notReadAgain: [],
  };
}

/** The history of a report's first day: nothing is known. */
export function emptyHistory(report: Report): History {
  const history = quietHistory(report);
  const nothing = { verdict: null, mean: null, low: null, high: null, known: 0, of: 8 };
  return {
    ...history,
    usual: Object.fromEntries(Object.keys(history.usual).map((id) => [id, nothing])) as History["usual"],
    before: { ...history.before, known: 0 },
    operators: { ...history.operators, rows: [] },
    trend: [],
  };
}

/** A history that has as much to say as a mail can hold; every name is the given one. */
export function longestHistory(name: string): History {
  const history = furnishedHistory(incidentDay().metrics);
  const [row, operator] = [history.drivers.lost_rate.rows[0], history.operators.rows[2]];
  const dates = Array.from({ length: 14 }, (_, i) => `2026-11-${i + 10}`);
  const drivers = {
    difference: 4.2,
    rows: row ? times(3, { ...row, name }) : [],
    parts: history.drivers.lost_rate.parts,
  };
  return {
    ...history,
    usual: Object.fromEntries(
      Object.entries(history.usual).map(([id]) => [id, usual("unusually_high", 10, 8, 9)]),
    ) as History["usual"],
    changes: Object.fromEntries(
      Object.entries(history.changes).map(([id, change]) => [id, { ...change, isReal: true }]),
    ) as History["changes"],
    drivers: { lost_rate: drivers, sl1: drivers, csat_top_box: drivers, nps: drivers },
    operators: {
      ...history.operators,
      rows: operator ? times(100, operator).map((one, i) => ({ ...one, key: `${i}`, name })) : [],
    },
    restatements: dates.map((date) => ({
      date,
      from: 1,
      revision: 2,
      changes: headlineIds.map((metric) => ({ metric, before: { value: 10, n: 100 }, after: { value: 90, n: 120 } })),
    })),
    notReadAgain: dates.flatMap((date) => notReadReasons.map((reason) => ({ date, reason }))),
  };
}

function times<T>(n: number, value: T): T[] {
  return Array.from({ length: n }, () => value);
}

function dayMetrics({ nps, csi, csat_top_box: csat }: MetricValues): Partial<MetricValues> {
  return {
    sessions: { value: 3159 },
    handled: { value: 2035 },
    lost_rate: rate(284, 2290),
    sl1: rate(1169, 2289),
    csi: { ...csi, value: 86.5, n: 755 },
    csat_top_box: { ...csat, ...rate(650, 755), low: 83.4, high: 88.4 },
    nps: { ...nps, value: 31, n: 510, promoters: 280, passives: 108, detractors: 122, low: 24.6, high: 37.2 },
    containment: rate(869, 3159),
  };
}

function furnishedHistory(metrics: MetricValues): History {
  const steady = { isReal: false, low: -2, high: 2.5 };
  return {
    holiday: false,
    usual: {
      sessions: usual("usual", 3050, 2810, 3290),
      handled: usual("usual", 2100, 1950, 2250),
      lost_rate: usual("unusually_high", 6, 4.1, 7.9),
      sl1: usual("unusually_low", 62, 56, 68),
      frt_p50: usual("usual", 60, 15, 1500),
      csi: usual("usual", 87, 84, 90),
      csat_top_box: usual("usual", 88, 84, 92),
      nps: { verdict: null, mean: null, low: null, high: null, known: 5, of: 8 },
      containment: usual("unusually_high", 25, 24, 26),
    },
    before: {
      from: "2026-10-30",
      to: "2026-11-26",
      known: 27,
      of: 28,
      leftOut: [
        { date: "2026-11-04", reason: "holiday", metrics: null },
        { date: "2026-11-02", reason: "settings", metrics: ["sl1", "sl1_answered"] },
        { date: "2026-11-03", reason: "settings", metrics: ["sl1", "sl1_answered"] },
      ],
      fewer: { sl1: 25, sl1_answered: 25 },
      metrics: {
        ...metrics,
        lost_rate: rate(5000, 61_000),
        sl1: rate(36_600, 61_000),
        csi: { ...metrics.csi, value: 87.1, n: 20_000 },
        csat_top_box: { ...metrics.csat_top_box, ...rate(17_600, 20_000), low: 87.5, high: 88.4 },
        nps: { ...metrics.nps, value: 44, n: 13_000 },
        rating: { ...metrics.rating, value: null, n: 0 },
        fcr: rate(7, 9),
      },
    },
    changes: {
      lost_rate: { before: 8.2, difference: 4.2, low: 2.9, high: 5.5, isReal: true },
      sl1: { before: 60, difference: -8.9, low: -11, high: -6.8, isReal: true },
      csat_top_box: { before: 88, difference: -1.9, ...steady },
      nps: { before: 44, difference: -13, low: -21, high: -5, isReal: true },
      containment: { before: 27, difference: 0.5, ...steady },
    },
    drivers: {
      lost_rate: {
        difference: 4.2,
        rows: [
          driver({ day: hits(61, 312), before: hits(120, 2000), excess: 42.3, share: 88 }),
          driver({
            breakdown: "hours",
            key: "13",
            name: "13",
            day: hits(50, 220),
            before: hits(60, 1000),
            excess: 36.8,
            share: 76.5,
          }),
        ],
        parts: [
          { breakdown: "channels", mix: 0.3, rate: 3.9 },
          { breakdown: "hours", mix: -0.1, rate: 4.3 },
        ],
      },
      sl1: {
        difference: -8.9,
        rows: [
          driver({
            breakdown: "groups",
            key: "1",
            name: "First line",
            day: hits(80, 300),
            before: hits(1200, 2000),
            excess: -100,
            share: 60,
          }),
        ],
        parts: [
          { breakdown: "channels", mix: 0.2, rate: -9.1 },
          { breakdown: "bots", mix: -0.5, rate: -8.4 },
        ],
      },
      csat_top_box: { difference: -1.9, rows: [], parts: [{ breakdown: "channels", mix: 0, rate: -1.9 }] },
      nps: {
        difference: -13,
        rows: [
          driver({
            breakdown: "operators",
            key: "none",
            name: "Unassigned",
            day: { hits: -6, n: 50, value: -12 },
            before: { hits: 800, n: 2000, value: 40 },
            excess: -26,
            share: 41.2,
          }),
        ],
        parts: [],
      },
    },
    operators: {
      mean: { csat_top_box: rate(870, 1000), sl1: rate(600, 1000), lost_rate: rate(50, 1000) },
      rows: [
        operator("7", "Anna Smirnova", {
          csat_top_box: compared(240, 250, { place: "above_998", rank: 1, trend: "higher" }),
        }),
        operator("8", "Boris Lee", { csat_top_box: compared(174, 200, { rank: 2 }) }),
        operator("9", "Nikita Pavlov", {
          csat_top_box: compared(124, 214, { place: "below_998", rank: 3, trend: "lower" }),
          lost_rate: compared(30, 250, { place: "above_998", rank: 3, trend: "steady" }),
        }),
        operator("10", "Vera Kim", { csat_top_box: compared(5, 9, { place: null, rank: null, trend: null }) }),
      ],
    },
    trend: [
      { date: "2026-11-25", values: { ...trendValues, nps: null } },
      { date: "2026-11-26", values: trendValues },
    ],
    restatements: [
      {
        date: "2026-11-25",
        from: 1,
        revision: 2,
        changes: [
          { metric: "lost_rate", before: { value: 8.1, n: 2200 }, after: { value: 8.4, n: 2210 } },
          { metric: "nps", before: { value: 44, n: 9 }, after: { value: 39.5, n: 12 } },
        ],
      },
      { date: "2026-11-24", from: 2, revision: 3, changes: [] },
    ],
    notReadAgain: [
      { date: "2026-11-26", reason: "failed" },
      { date: "2026-11-23", reason: "failed" },
      { date: "2026-11-22", reason: "time" },
    ],
  };
}

const trendValues: Record<HeadlineId, number> = {
  sessions: 3100,
  handled: 2050,
  lost_rate: 7.5,
  sl1: 61.25,
  frt_p50: 62,
  csi: 87,
  csat_top_box: 88.5,
  nps: -4,
  containment: 27,
};

function usual(verdict: Usual["verdict"], mean: number, low: number, high: number): Usual {
  return { verdict, mean, low, high, known: 8, of: 8 };
}

function hits(hits: number, n: number): Driver["day"] {
  return { hits, n, value: (100 * hits) / n };
}

function driver(fields: Pick<Driver, "day" | "before" | "excess" | "share"> & Partial<Driver>): Driver {
  return { breakdown: "channels", key: "telegram", name: "telegram", ...fields };
}

function operator(key: string, name: string, rates: Partial<ComparedOperator["rates"]>): ComparedOperator {
  const usual = compared(150, 250, {});
  return { key, name, sessions: 250, rates: { csat_top_box: usual, sl1: usual, lost_rate: usual, ...rates } };
}

function compared(numerator: number, n: number, more: Partial<ComparedRate>): ComparedRate {
  const value = rate(numerator, n);
  const around = { low: (value.value ?? 0) - 5, high: (value.value ?? 0) + 5 };
  return { ...value, ...around, place: "within", rank: 4, trend: "steady", ...more };
}

function within(row: ComparedOperator): ComparedOperator {
  const rates = Object.entries(row.rates).map(([id, rate]) => [id, { ...rate, place: "within", trend: "steady" }]);
  return { ...row, rates: Object.fromEntries(rates) as ComparedOperator["rates"] };
}
