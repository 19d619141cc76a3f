import { describe, expect, test } from "vitest";
import type { GoalResult, GroupGoals } from "../../functions/daily-report/domain/goals.ts";
import { groupGoalsSection } from "../../functions/daily-report/email/sections/group-goals.ts";
import { tilesOf } from "../../functions/daily-report/email/tiles.ts";
import { wordsFor } from "../../functions/daily-report/texts/words.ts";
import { exampleGoals } from "../example-history.ts";
import { incidentDay } from "../furnished-history.ts";
import { mailOf } from "./mail-of.ts";
import { sectionText } from "./section-text.ts";

const missed: GoalResult = { goal: 80, value: 60, n: 100, share: null, low: 50.2, high: 69.1, state: "missed" };
const group = (name: string): GroupGoals => ({ key: name, name, metrics: { sl1: missed } });
const withGroups = (...names: string[]) => ({
  ...incidentDay(),
  goals: { metrics: {}, groups: names.map(group) },
});

describe("goals in the mail", () => {
  test("are on the tile of their figure, in the colour of their state", () => {
    const goals = {
      metrics: {
        sl1: missed,
        lost_rate: { ...missed, goal: 12, state: "close" as const },
        csi: { ...missed, state: "met" as const },
        nps: { ...missed, goal: 40, state: null },
      },
      groups: [],
    };
    const said = (locale: "en" | "ru") =>
      tilesOf({ ...incidentDay(), goals }, wordsFor(locale, null)).map(({ goal }) => [
        goal?.text.replaceAll("\u00a0", " "),
        goal?.tone,
      ]);
    expect(said("en")).toEqual([
      ["goal missed (80%)", "worse"],
      ["close to goal (at most 12%)", null],
      ["goal met (80%)", "better"],
      ["goal +40", null],
    ]);
    expect(said("ru").map(([text]) => text)).toEqual([
      "цель не достигнута (80 %)",
      "близко к цели (до 12 %)",
      "цель достигнута (80 %)",
      "цель +40",
    ]);
    expect(tilesOf(incidentDay(), wordsFor("en", null)).map(({ goal }) => goal)).toEqual([null, null, null, null]);
  });

  test("of groups are told if they are missed, of at most five groups", () => {
    expect(sectionText(groupGoalsSection, withGroups("Sales", "VIP"))).toEqual([
      "Groups below goal: Sales (in time 60%, goal 80%), VIP (in time 60%, goal 80%).",
    ]);
    expect(sectionText(groupGoalsSection, withGroups("Sales"), "ru")).toEqual([
      "Группы ниже цели: Sales (вовремя 60 %, цель 80 %).",
    ]);
    expect(sectionText(groupGoalsSection, withGroups(..."ABCDEFG"))[0]).toMatch(
      /E \([^)]*\), 2 more in the Excel file\.$/,
    );
    expect(sectionText(groupGoalsSection, withGroups())).toEqual([]);
    expect(sectionText(groupGoalsSection, incidentDay())).toEqual([]);
  });

  test("are in the subject, and the groups in the preheader", () => {
    const { subject, html } = mailOf({ ...incidentDay(), goals: exampleGoals() });
    expect(subject.replaceAll("\u00a0", " ")).toMatch(/^Fri 27 Nov worse than usual, below goal: lost 12%, SL 51%/);
    expect(html).toContain("below goal: Sales");
  });
});
