import { expect, test } from "vitest";
import { judgementOf, sideOf } from "../../../functions/daily-report/domain/history/direction.ts";
import { headlineIds } from "../../../functions/daily-report/domain/history/past.ts";

test("a high lost rate and a slow reply are worse, high scores are better, and volumes are neither", () => {
  expect(Object.fromEntries(headlineIds.map((id) => [id, judgementOf(id, 1)]))).toEqual({
    sessions: null,
    handled: null,
    lost_rate: "worse",
    sl1: "better",
    frt_p50: "worse",
    csi: "better",
    csat_top_box: "better",
    nps: "better",
    containment: null,
  });
  expect([judgementOf("lost_rate", -1), judgementOf("nps", -13)]).toEqual(["better", "worse"]);
});

test("a figure without a side is neither better nor worse", () => {
  expect([judgementOf("nps", 0), judgementOf("nps", null)]).toEqual([null, null]);
});

test("the side of a verdict or place is high, low or neither", () => {
  expect(["unusually_high", "above_95", "above_998"].map((place) => sideOf(place as "above_95"))).toEqual([1, 1, 1]);
  expect(["unusually_low", "below_95", "below_998"].map((place) => sideOf(place as "below_95"))).toEqual([-1, -1, -1]);
  expect([sideOf("usual"), sideOf("within"), sideOf(null)]).toEqual([0, 0, 0]);
});
