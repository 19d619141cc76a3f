import { expect } from "vitest";
import { type GoalId, type GoalResult, goalIds } from "../../functions/daily-report/domain/goals.ts";
import type { Words } from "../../functions/daily-report/texts/words.ts";
import { type Drawn, expectShown } from "./expect-figures.ts";
import { numberOf } from "./open-workbook.ts";
import { linesAfter, tableIn } from "./read-workbook.ts";

/** The goals that have a line on the Summary sheet. */
const onSummary = ["lost_rate", "sl1", "csi", "nps"] as const satisfies GoalId[];

/** Expects the goals of the whole report on the Summary sheet, and those of groups in their table. Returns how many numbers they have. */
export function expectGoals({ sheets, report }: Drawn, words: Words): number {
  const { goals, workbook, summary, metrics, parts } = words.texts;
  const { metrics: results, groups } = report.goals ?? { metrics: {}, groups: [] };
  const main = sheets.find(({ name }) => name === workbook.sheets.summary);
  const shown = tableIn(main ?? { rows: [] }, summary.heads.main).map((row) => {
    const cell = row[goals.heads.goal];
    return cell && numberOf(cell);
  });
  const own = onSummary.flatMap((id) => results[id]?.goal ?? []);
  expect.soft(shown).toEqual(own.length === 0 ? shown.map(() => undefined) : expect.arrayContaining(own));

  const lines = sheets.flatMap(({ rows }) => linesAfter(goals.table, rows));
  const expected = groups.flatMap(({ name, metrics: ofGroup }) =>
    goalIds.flatMap((id): { id: GoalId; name: string; result: GoalResult }[] => {
      const result = ofGroup[id];
      return result === undefined ? [] : [{ id, name, result }];
    }),
  );
  expect.soft(lines.length).toBe(expected.length);
  expected.forEach(({ id, name, result }, index) => {
    const line = lines[index] ?? {};
    const title = workbook.partOf(name, metrics[id].title);
    expect.soft(line[workbook.rowHeads.groups]?.value).toBe(title);
    expectShown(line[goals.heads.value], result.n < 10 ? null : result.value, id);
    expectShown(line[goals.heads.goal], result.goal, id);
    expect.soft(line[goals.heads.state]?.value ?? "").toBe(result.state === null ? "" : goals.results[result.state]);
    const answers = Object.entries(line).find(([head]) => head.toLowerCase().endsWith(parts.n.toLowerCase()));
    expect.soft(answers?.[1].value, title).toBe(result.n);
  });
  return own.length + 3 * expected.length;
}
