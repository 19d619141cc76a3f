import { describe, expect, test } from "vitest";
import type { RowMetrics } from "../../functions/daily-report/domain/metrics/catalogue.ts";
import { metricsOf, rowMetricsOf } from "../../functions/daily-report/domain/metrics/catalogue.ts";
import { standOutsOf } from "../../functions/daily-report/domain/stand-out.ts";
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
  test("if the 99.8 % limits of the difference from all other named operators leave out 0", () => {
    const { talkTo, praise } = standOutsOf(
      dayOf({
        Anna: { satisfied: 29, unsatisfied: 28 },
        Boris: { satisfied: 350, unsatisfied: 35 },
        Clara: { satisfied: 350, unsatisfied: 35 },
      }),
    );
    expect(talkTo).toEqual([
      {
        key: "Anna",
        name: "Anna",
        reasons: [{ id: "csat_top_box", value: (100 * 29) / 57, n: 57, hits: 29, others: (100 * 700) / 770 }],
      },
    ]);
    expect(praise).toEqual([]);
  });

  test("in two metrics if the 99 % limits leave out 0, but not in one of them alone", () => {
    // 20 of 50 against 270 of 450: -20 points, 99 % [-36.7, -1.0], 99.8 % [-39.3, +2.5].
    const [few, many] = [
      { handled: 50, inTime: 20 },
      { handled: 450, inTime: 270 },
    ];
    expect(standOutsOf(dayOf({ Anna: few, Boris: many })).talkTo).toEqual([]);
    const rated = {
      Anna: { ...few, satisfied: 20, unsatisfied: 30 },
      Boris: { ...many, satisfied: 270, unsatisfied: 180 },
    };
    expect(standOutsOf(dayOf(rated)).talkTo[0]?.reasons.map(({ id, others }) => [id, others])).toEqual([
      ["csat_top_box", 60],
      ["sl1", 60],
    ]);
  });

  test("not if the limits hold 0", () => {
    // 2 of 10 against 200 of 400: -30 points, 99 % [-47.2, +10.4].
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

test("chance alone rarely makes anybody stand out", () => {
  // A linear congruential generator (Numerical Recipes), so that the days are the same on every run.
  let state = 1;
  const random = () => {
    state = (1664525 * state + 1013904223) % 2 ** 32;
    return state / 2 ** 32;
  };
  const hits = (n: number, share: number) => Array.from({ length: n }, random).filter((x) => x < share).length;
  const operator = (): Row => {
    const [satisfied, promoters] = [hits(15, 0.85), hits(12, 0.6)];
    const detractors = hits(12 - promoters, 0.4);
    return {
      handled: 40,
      lost: hits(40, 0.08),
      inTime: hits(40, 0.6),
      satisfied,
      unsatisfied: 15 - satisfied,
      promoters,
      detractors,
    };
  };
  const days = Array.from({ length: 100 }, () =>
    standOutsOf(dayOf(Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`Operator ${i}`, operator()])))),
  );
  expect(days.filter(({ talkTo }) => talkTo.length === 0).length).toBeGreaterThanOrEqual(85);
  expect(days.filter(({ praise }) => praise.length === 0).length).toBeGreaterThanOrEqual(85);
});
