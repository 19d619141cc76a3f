import { describe, expect, test } from "vitest";
import type { GoalResult } from "../../functions/daily-report/domain/goals.ts";
import type { Report } from "../../functions/daily-report/domain/report.ts";
import { furnishedDay } from "./furnished-day.ts";
import { numberOf, openWorkbook } from "./open-workbook.ts";
import { tableIn } from "./read-workbook.ts";

const missed: GoalResult = { goal: 80, value: 60, n: 100, share: null, low: 50.2, high: 69.1, state: "missed" };

const goals: Report["goals"] = {
  metrics: {},
  groups: [
    {
      key: "1",
      name: "Sales",
      metrics: { sl1: missed, frt_p90: { ...missed, goal: 60, value: 75, share: 85, state: "close" } },
    },
    { key: "2", name: "VIP", metrics: { csi: { ...missed, value: 90, n: 9, state: null } } },
  ],
};

const sheetOf = async (report: Report) => {
  const { sheets } = await openWorkbook(report, { locale: "en" });
  return sheets.find(({ name }) => name === "Channels and groups");
};

describe("the goals of groups", () => {
  test("are in a table of numbers on the sheet of groups, with the result in words", async () => {
    const sheet = await sheetOf({ ...furnishedDay(), goals });
    const rows = tableIn({ rows: (sheet?.rows ?? []).slice(startOf(sheet)) }, "Group");
    const cells = rows.map((row) => [
      row.Group?.value,
      row.Value?.value === null ? null : row.Value && numberOf(row.Value),
      row.Goal && numberOf(row.Goal),
      row.Result?.value,
      Object.values(row)[4]?.value,
    ]);
    expect(cells).toEqual([
      ["Sales: Answered in time (SL)", 60, 80, "missed", 100],
      ["Sales: First reply, 90% within", 75, 60, "close", 100],
      ["VIP: CSI", null, 80, null, 9],
    ]);
  });

  test("have no table if no group has a goal", async () => {
    const sheet = await sheetOf({ ...furnishedDay(), goals: { metrics: { sl1: missed }, groups: [] } });
    expect(startOf(sheet)).toBe(-1);
  });
});

function startOf(sheet: Awaited<ReturnType<typeof sheetOf>>): number {
  return (sheet?.rows ?? []).findIndex(([first]) => first?.value === "Goals of groups");
}
