import { expect, test } from "vitest";
import { goalBesideValue, goalText, groupsBelowGoal } from "../../functions/daily-report/texts/goal-words.ts";
import { wordsFor } from "../../functions/daily-report/texts/words.ts";
import { exampleGoals } from "../example-history.ts";

test("a goal is whole, or has one decimal, and says if it is the largest good value", () => {
  const [english, russian] = [wordsFor("en", null), wordsFor("ru", null)];
  const said = [
    [goalText("sl1", 80, english), "80%"],
    [goalText("lost_rate", 2.5, english), "at most 2.5%"],
    [goalText("nps", 40, english), "+40"],
    [goalText("frt_p90", 90, english), "at most 1\u00a0min\u00a030\u00a0s"],
    [goalText("lost_rate", 5, russian), "до 5\u00a0%"],
    [goalText("nps", -10, russian), "\u221210"],
  ];
  expect(said.map(([text]) => text)).toEqual(said.map(([, expected]) => expected));
});

test("a value that was not reached but reads like its goal is added exactly", () => {
  const result = { goal: 80, value: 79.6, n: 7000, share: null, low: 78.6, high: 80.5, state: "close" as const };
  const said = (changed: object) => goalBesideValue("sl1", { ...result, ...changed }, wordsFor("en", null));
  expect(said({})).toBe("80% (exactly 79.6%)");
  expect(said({ value: 79.4 })).toBe("80%");
  expect(said({ value: 80.2, state: "met" })).toBe("80%");
  expect(goalBesideValue("sl1", result, wordsFor("ru", null))).toBe("80\u00a0% (точно: 79,6\u00a0%)");
});

test("a group below goal is told with each of the goals that it misses", () => {
  const { groups } = exampleGoals();
  const sales = groups[0]?.metrics.sl1;
  if (!sales) throw new Error("the example has no goal of a group");
  const goals = {
    metrics: {},
    groups: [
      { key: "7", name: "Sales", metrics: { sl1: sales, csi: { ...sales, state: "met" as const } } },
      { key: "8", name: "VIP", metrics: { sl1: { ...sales, state: "close" as const } } },
      {
        key: "9",
        name: "Night",
        metrics: { lost_rate: { ...sales, value: 60, goal: 5 }, nps: { ...sales, value: 10, goal: 40 } },
      },
    ],
  };
  expect(groupsBelowGoal({ goals }, wordsFor("en", null))).toEqual([
    { name: "Sales", missed: ["in time 60%, goal 80%"] },
    { name: "Night", missed: ["lost 60%, goal at most 5%", "NPS +10, goal +40"] },
  ]);
  expect(groupsBelowGoal({ goals: null }, wordsFor("en", null))).toEqual([]);
});
