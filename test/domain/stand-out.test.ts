import { describe, expect, test } from "vitest";
import type { RowMetrics } from "../../functions/daily-report/domain/metrics/catalogue.ts";
import { metricsOf, rowMetricsOf } from "../../functions/daily-report/domain/metrics/catalogue.ts";
import { canCompareOperators, standOutsOf } from "../../functions/daily-report/domain/stand-out.ts";
import { reportOf } from "../session-rows.ts";
import { counted } from "./history/counted.ts";

type Row = {
  handled?: number;
  lost?: number;
  inTime?: number;
  satisfied?: number;
  unsatisfied?: number;
  promoters?: number;
  detractors?: number;
};

/** The metrics of an operator; all replies are known. */
function metricsWith(row: Row): RowMetrics {
  const {
    handled = 0,
    lost = 0,
    inTime = handled,
    satisfied = 0,
    unsatisfied = 0,
    promoters = 0,
    detractors = 0,
  } = row;
  const figures = counted({
    class: { handled, lost },
    frt: handled > 0 ? { 30: inTime, 90: handled - inTime } : {},
    frt_within_target: { "": inTime },
    csi: { "5/5": satisfied, "1/5": unsatisfied },
    csi_top_box: { "": satisfied },
    nps: { 10: promoters, 0: detractors },
  });
  return rowMetricsOf(figures, "operators");
}

function dayOf(rows: Record<string, Row>, metrics = metricsOf(new Map())) {
  const { breakdowns } = reportOf([]);
  const operators = Object.entries(rows).map(([key, row]) => ({ key, name: key, metrics: metricsWith(row) }));
  return { breakdowns: { ...breakdowns, operators }, metrics };
}

const names = (found: { name: string }[]) => found.map(({ name }) => name);

describe("an operator stands out", () => {
  test("if chance does not explain the difference from all other named operators", () => {
    const usual = { satisfied: 350, unsatisfied: 35 };
    const { talkTo, praise } = standOutsOf(
      dayOf({ Anna: { satisfied: 29, unsatisfied: 28 }, Boris: usual, Clara: usual, David: usual, Ellen: usual }),
    );
    expect(talkTo).toEqual([
      {
        key: "Anna",
        name: "Anna",
        reasons: [{ id: "csat_top_box", value: (100 * 29) / 57, n: 57, hits: 29, others: (100 * 1400) / 1540 }],
      },
    ]);
    expect(praise).toEqual([]);
  });

  /** Anna, and so many operators who answer 270 of 450 in time, and have 270 of 450 satisfied clients. */
  const beside = (others: number, anna: Row) => {
    const usual = { handled: 450, inTime: 270, satisfied: 270, unsatisfied: 180 };
    const names = Array.from({ length: others }, (_, index) => [`Operator ${index}`, usual] as const);
    return standOutsOf(dayOf({ Anna: anna, ...Object.fromEntries(names) })).talkTo;
  };

  test("by the level for all comparisons together: what is enough among 11 operators is not among 41", () => {
    // 20 of 50 against 60 %: Fisher's exact test, one-sided with mid-p, 0.25 % and 0.24 %. Holm: 5 % / 21, and 5 % / 81.
    const few = { handled: 50, inTime: 20 };
    const rated = { ...few, satisfied: 5, unsatisfied: 4 };
    // 10 operators are compared in both metrics, Anna in one of them.
    expect([beside(10, { ...rated, inTime: 20 }), beside(40, rated)].map(names)).toEqual([[], []]);
    // 19 of 50: 0.10 %.
    expect([beside(10, { ...rated, inTime: 19 }), beside(40, { ...rated, inTime: 19 })].map(names)).toEqual([
      ["Anna"],
      [],
    ]);
    // 18 of 50: 0.04 %.
    expect(names(beside(40, { ...rated, inTime: 18 }))).toEqual(["Anna"]);
  });

  test("with all metrics that differ with a chance of at most 0.5 %", () => {
    const slow = { handled: 50, inTime: 10 };
    const reasons = [20, 21, 22].map((satisfied) =>
      beside(40, { ...slow, satisfied, unsatisfied: 50 - satisfied })[0]?.reasons.map(({ id, others }) => [id, others]),
    );
    // 20 of 50 satisfied against 60 %: 0.24 %; 21 of 50: 0.56 %; 22 of 50: 1.2 %.
    expect(reasons).toEqual([
      [
        ["csat_top_box", 60],
        ["sl1", 60],
      ],
      [["sl1", 60]],
      [["sl1", 60]],
    ]);
  });

  test("with the metric that names an operator, also if its chance is above 0.5 %", () => {
    // 1 of 10 against 200 of 400: 0.6 %. Holm: 5 % / 2.
    const { talkTo } = standOutsOf(
      dayOf({ Anna: { satisfied: 1, unsatisfied: 9 }, Boris: { satisfied: 200, unsatisfied: 200 } }),
    );
    expect(talkTo).toMatchObject([{ name: "Anna", reasons: [{ id: "csat_top_box", value: 10, others: 50 }] }]);
  });

  test("not if chance explains it", () => {
    // 2 of 10 against 200 of 400: 3.5 %. Holm: 5 % / 2.
    expect(
      standOutsOf(dayOf({ Anna: { satisfied: 2, unsatisfied: 8 }, Boris: { satisfied: 200, unsatisfied: 200 } }))
        .talkTo,
    ).toEqual([]);
  });

  test("not with fewer than 10 answers, and not beside fewer than 10", () => {
    const bad = { satisfied: 0, unsatisfied: 9 };
    expect(standOutsOf(dayOf({ Anna: bad, Boris: { satisfied: 500 } }))).toEqual({ talkTo: [], praise: [] });
    expect(standOutsOf(dayOf({ Anna: { satisfied: 500 }, Boris: bad }))).toEqual({ talkTo: [], praise: [] });
    const one = { satisfied: 0, unsatisfied: 10 };
    expect(names(standOutsOf(dayOf({ Anna: one, Boris: { satisfied: 500 } })).talkTo)).toEqual(["Anna"]);
  });

  test("only if operators can be compared: two with 10 answers or sessions in a metric that can be trusted", () => {
    expect(canCompareOperators(dayOf({}))).toBe(false);
    expect(canCompareOperators(dayOf({ Anna: { handled: 500 } }))).toBe(false);
    expect(canCompareOperators(dayOf({ Anna: { handled: 500 }, Boris: { handled: 9 } }))).toBe(false);
    expect(canCompareOperators(dayOf({ Anna: { handled: 500 }, none: { handled: 500 } }))).toBe(false);
    // Two who are alike can be compared, and nobody stands out.
    expect(canCompareOperators(dayOf({ Anna: { handled: 10 }, Boris: { handled: 10 } }))).toBe(true);
    expect(canCompareOperators(dayOf({ Anna: { promoters: 10 }, Boris: { detractors: 10 } }))).toBe(true);
    const doubtful = metricsOf(counted({ class: { handled: 50 }, nps: { 10: 50 }, invalid: { nps: 50 } }));
    expect(canCompareOperators(dayOf({ Anna: { promoters: 10 }, Boris: { detractors: 10 } }, doubtful))).toBe(false);
  });

  test("not because nobody's sessions are lost", () => {
    const rows = { Anna: { handled: 95, lost: 5 }, Boris: { handled: 95, lost: 5 } };
    const { breakdowns, metrics } = dayOf({ ...rows, none: { lost: 500 } });
    expect(standOutsOf({ breakdowns, metrics })).toEqual({ talkTo: [], praise: [] });
  });

  test("not in a metric whose values are mostly invalid", () => {
    const rows = { Anna: { handled: 100, inTime: 10 }, Boris: { handled: 500 } };
    const doubtful = metricsOf(counted({ class: { handled: 700 }, frt: { 30: 600 }, invalid: { frt: 100 } }));
    expect(names(standOutsOf(dayOf(rows)).talkTo)).toEqual(["Anna"]);
    expect(standOutsOf(dayOf(rows, doubtful))).toEqual({ talkTo: [], praise: [] });
  });

  test("in nps, with the score of the others", () => {
    const { talkTo, praise } = standOutsOf(
      dayOf({
        Anna: { promoters: 5, detractors: 25 },
        Boris: { promoters: 60, detractors: 20 },
        Clara: { promoters: 90, detractors: 1 },
      }),
    );
    expect(talkTo[0]?.reasons).toEqual([
      { id: "nps", value: (100 * -20) / 30, n: 30, hits: null, others: (100 * 129) / 171 },
    ]);
    expect(names(praise)).toEqual(["Clara"]);
  });
});

describe("the order", () => {
  test("is by the number of metrics, then by how many answers more or fewer than the others' rate gives", () => {
    const usual = { handled: 1000, inTime: 800, satisfied: 900, unsatisfied: 100 };
    const { talkTo } = standOutsOf(
      dayOf({
        Anna: { handled: 100, inTime: 40 },
        Boris: { handled: 100, inTime: 50, satisfied: 50, unsatisfied: 50 },
        Clara: { handled: 200, inTime: 80 },
        David: { handled: 50, inTime: 20 },
        Ellen: usual,
      }),
    );
    expect(names(talkTo)).toEqual(["Boris", "Clara", "Anna"]);
    expect(talkTo[0]?.reasons.map(({ id }) => id)).toEqual(["csat_top_box", "sl1"]);
  });

  test("puts a large difference in many sessions before a greater one in a few", () => {
    const { talkTo } = standOutsOf(
      dayOf({
        Anna: { handled: 50, inTime: 5 },
        Boris: { handled: 1000, inTime: 650 },
        Clara: { handled: 3000, inTime: 2400 },
      }),
    );
    expect(names(talkTo)).toEqual(["Boris", "Anna"]);
  });

  test("of the metrics is nps, ratings, replies in time, lost sessions", () => {
    const bad = { handled: 100, lost: 50, inTime: 20, satisfied: 20, unsatisfied: 80, promoters: 10, detractors: 80 };
    const good = { handled: 1000, lost: 10, satisfied: 900, unsatisfied: 100, promoters: 700, detractors: 100 };
    const { talkTo } = standOutsOf(dayOf({ Anna: bad, Boris: good }));
    expect(talkTo[0]?.reasons.map(({ id }) => id)).toEqual(["nps", "csat_top_box", "sl1", "lost_rate"]);
  });

  test("names at most two to praise, and nobody who is worse in something", () => {
    const good = { handled: 200, inTime: 190 };
    const { praise } = standOutsOf(
      dayOf({
        Anna: { ...good, satisfied: 10, unsatisfied: 90 },
        Boris: { ...good, inTime: 180 },
        Clara: good,
        David: { ...good, lost: 0, inTime: 195 },
        Ellen: { handled: 2000, inTime: 1000, satisfied: 500, unsatisfied: 20 },
      }),
    );
    expect(names(praise)).toEqual(["David", "Clara"]);
  });
});
