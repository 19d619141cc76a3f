import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import {
  type GoalId,
  type GoalResult,
  goalIds,
  goalState,
  goalsOf,
  isAtMost,
} from "../../functions/daily-report/domain/goals.ts";
import type { Tally } from "../../functions/daily-report/domain/tally.ts";
import { counted } from "./history/counted.ts";

const noGoal = { sl1: null, lost_rate: null, csi: null, csat_top_box: null, nps: null, frt_p90: null };

/** The result of one goal over a day with the given counts. */
function judge(id: GoalId, goal: number, counters: Parameters<typeof counted>[0]): GoalResult | undefined {
  const tally: Tally = new Map([["day", new Map([["", counted(counters)]])]]);
  return goalsOf(tally, { report: { ...noGoal, [id]: goal }, groups: {} }, String)?.metrics[id];
}

const lostOf = (lost: number, n: number) => ({ class: { handled: n - lost, lost } });
const answered = (within: number, n: number) => ({
  class: { handled: n },
  frt: { 30: within, 90: n - within },
  frt_within_target: { "": within },
});

describe("a goal", () => {
  test("is met if the value reaches it, whatever the limits", () => {
    expect(judge("sl1", 80, answered(80, 100))?.state).toBe("met");
    expect(judge("sl1", 80, answered(81, 100))?.state).toBe("met");
    expect(judge("lost_rate", 5, lostOf(5, 100))?.state).toBe("met");
    expect(judge("nps", 0, { nps: { 10: 5, 0: 5 } })?.state).toBe("met");
    expect(judge("frt_p90", 30, answered(100, 100))?.state).toBe("met");
  });

  test("is close to the value if it lies within the limits", () => {
    // Wilson: 79 of 100 is 70.0 to 85.8 %; 6 of 100 is 2.8 to 12.5 %; 89 of 100 is 81.4 to 93.7 %.
    expect(judge("sl1", 80, answered(79, 100))).toMatchObject({ state: "close", value: 79, n: 100, share: null });
    expect(judge("sl1", 85.7, answered(79, 100))?.state).toBe("close");
    expect(judge("lost_rate", 2.8, lostOf(6, 100))?.state).toBe("close");
    expect(judge("frt_p90", 60, answered(89, 100))?.state).toBe("close");
  });

  test("is missed if the limits lie wholly on the bad side of it", () => {
    expect(judge("sl1", 85.9, answered(79, 100))?.state).toBe("missed");
    expect(judge("lost_rate", 2.7, lostOf(6, 100))?.state).toBe("missed");
    // 83 of 100 within a minute is 74.5 to 89.1 %: not 90 %. The 90th percentile is 90 s.
    const replies = judge("frt_p90", 60, answered(83, 100));
    expect(replies).toMatchObject({ goal: 60, value: 90, n: 100, share: 83, state: "missed" });
    expect(replies?.low).toBeCloseTo(74.45, 1);
    expect(replies?.high).toBeCloseTo(89.11, 1);
    // Adjusted Wald: 50 promoters and 20 detractors of 100 are 14.05 to 44.20.
    const score = { nps: { 10: 50, 8: 30, 0: 20 } };
    expect([judge("nps", 44, score)?.state, judge("nps", 45, score)?.state]).toEqual(["close", "missed"]);
    // Wilson: 45 of 50 ratings are 78.64 to 95.65 %.
    const ratings = { csi: { "5/5": 45, "1/5": 5 }, csi_top_box: { "": 45 } };
    expect([judge("csat_top_box", 95.6, ratings)?.state, judge("csat_top_box", 95.7, ratings)?.state]).toEqual([
      "close",
      "missed",
    ]);
  });

  test("is close, not missed, if it is exactly at the limit", () => {
    expect(goalState("sl1", 80, { value: 70, low: 60, high: 80 })).toBe("close");
    expect(goalState("lost_rate", 5, { value: 8, low: 5, high: 12 })).toBe("close");
    expect(goalState("frt_p90", 60, { value: 70, low: 80, high: 90 })).toBe("close");
  });

  test("of the CSI is compared with limits that have a width even if all ratings are alike", () => {
    // Ten times 4 of 5 are 56.1 to 87.25.
    const csi = { csi: { "4/5": 10 } };
    const result = judge("csi", 87.2, csi);
    expect(result).toMatchObject({ value: 80, n: 10, state: "close" });
    expect(result?.low).toBeCloseTo(56.1, 1);
    expect(result?.high).toBeCloseTo(87.25, 2);
    expect(judge("csi", 87.3, csi)?.state).toBe("missed");
    expect(judge("csi", 84, { csi: { "80%": 10 } })).toEqual(judge("csi", 84, csi));
  });

  test("is met by a percentile that reaches it, even if fewer than 90 % of replies do", () => {
    // Of 12 replies, the 90th percentile is 0.9 of the way from the tenth to the eleventh.
    const replies = { class: { handled: 12 }, frt: { 10: 10, 61: 2 } };
    expect(judge("frt_p90", 60, replies)).toMatchObject({ value: 55.9, state: "met" });
    expect(judge("frt_p90", 55, replies)?.state).toBe("close");
  });

  test("has no state below 10 answers or sessions", () => {
    expect(judge("lost_rate", 5, lostOf(9, 9))).toMatchObject({ value: 100, n: 9, state: null });
    expect(judge("lost_rate", 5, lostOf(9, 10))?.state).toBe("missed");
    expect(judge("csi", 80, { csi: { "1/5": 9 } })?.state).toBeNull();
    expect(judge("csi", 80, { csi: { "1/5": 10 } })?.state).toBe("missed");
    expect(judge("nps", 40, { nps: { 0: 9 } })?.state).toBeNull();
    expect(judge("nps", 40, { nps: { 0: 10 } })?.state).toBe("missed");
  });

  test("has no state, share and limits without a value", () => {
    const nothing = { value: null, n: 0, share: null, low: null, high: null, state: null };
    expect(goalIds.map((id) => judge(id, 50, {}))).toEqual(goalIds.map(() => ({ goal: 50, ...nothing })));
    // Sessions were handled but no reply time is known, so there is no service level, though n is 10.
    expect(judge("sl1", 50, { class: { lost: 10, handled: 5 }, missing: { frt: 5 } })).toMatchObject({
      value: null,
      n: 10,
      low: null,
      state: null,
    });
    expect(goalState("nps", 40, { value: 0, low: null, high: null })).toBeNull();
  });

  test("has no state if more than 10 % of the values are invalid", () => {
    const replies = (invalid: number) => ({
      ...answered(10, 90),
      class: { handled: 90 + invalid },
      invalid: { frt: invalid },
    });
    expect(judge("sl1", 80, replies(10))?.state).toBe("missed");
    expect(judge("sl1", 80, replies(11))?.state).toBeNull();
    expect(judge("frt_p90", 60, replies(11))?.state).toBeNull();
    expect(judge("lost_rate", 5, { ...lostOf(50, 100), invalid: { frt: 50 } })?.state).toBe("missed");
  });
});

describe("the goals of a report", () => {
  const tally: Tally = new Map([
    ["day", new Map([["", counted(lostOf(10, 100))]])],
    ["groups", new Map([["7", counted(lostOf(9, 20))]])],
  ]);
  const goals = { ...noGoal, lost_rate: 5, csi: 90 };

  test("are null without goals", () => {
    expect(goalsOf(tally, { report: null, groups: {} }, String)).toBeNull();
  });

  test("are judged by the whole day, those of a group by its row", () => {
    const found = goalsOf(tally, { report: goals, groups: { "7": goals, "8": goals } }, (key) => `group ${key}`);
    expect(Object.keys(found?.metrics ?? {})).toEqual(["lost_rate", "csi"]);
    expect(found?.metrics.lost_rate).toMatchObject({ value: 10, state: "missed" });
    expect(found?.groups).toMatchObject([
      { key: "7", name: "group 7", metrics: { lost_rate: { value: 45, state: "missed" } } },
      { key: "8", name: "group 8", metrics: { lost_rate: { value: null, n: 0, state: null } } },
    ]);
  });

  test("of groups are in the order of the groups' rows", () => {
    const found = goalsOf(tally, { report: null, groups: { "9": goals, "77": goals, "100": goals } }, String);
    expect(found?.groups.map(({ key }) => key)).toEqual(["100", "77", "9"]);
  });

  test("of groups alone leave the whole day without results", () => {
    expect(goalsOf(tally, { report: null, groups: { "7": goals } }, String)?.metrics).toEqual({});
  });
});

const counts = fc.integer({ min: 0, max: 300 });

property.prop([
  fc.constantFrom(...goalIds),
  fc.tuple(counts, counts, counts),
  fc.tuple(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 0, max: 100 })),
])("a goal that is harder to reach is never met sooner, nor missed later", (id, [good, middle, bad], [one, other]) => {
  const day = {
    class: { handled: good + middle, lost: bad },
    frt: { 20: good, 70: middle, 200: bad },
    frt_within_target: { "": good },
    csi: { "5/5": good, "3/5": middle, "1/5": bad },
    csi_top_box: { "": good },
    nps: { 10: good, 8: middle, 2: bad },
  };
  const [easy, hard] = isAtMost(id) === one > other ? [one, other] : [other, one];
  const rank = { met: 2, close: 1, missed: 0 };
  const [before, after] = [judge(id, easy, day)?.state, judge(id, hard, day)?.state];
  expect(before === null).toBe(after === null);
  if (before && after) expect(rank[after]).toBeLessThanOrEqual(rank[before]);
});
