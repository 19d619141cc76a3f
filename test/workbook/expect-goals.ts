import { expect } from "vitest";
import { type GoalId, type GoalResult, goalIds } from "../../functions/daily-report/domain/goals.ts";
import type { Words } from "../../functions/daily-report/texts/words.ts";
import { titleOfLine } from "../../functions/daily-report/workbook/summary/summary-words.ts";
import { type Drawn, expectShown } from "./expect-figures.ts";
import { linesAfter, tableIn } from "./read-workbook.ts";

/** Expects each goal of the whole report and its result on its line of the Summary sheet, and those of groups in their table. Returns how many numbers they have. */
export function expectGoals({ sheets, report }: Drawn, words: Words): number {
  const { goals, workbook, summary, metrics, parts } = words.texts;
  const { metrics: results, groups } = report.goals ?? { metrics: {}, groups: [] };
  const main = sheets.find(({ name }) => name === workbook.sheets.summary);
  const table = tableIn(main ?? { rows: [] }, summary.heads.main);
  const own = goalIds.filter((id) => results[id] !== undefined);
  for (const id of goalIds) {
    const title = titleOfLine(id, { report, title: "", words });
    const line = table.find((row) => row[summary.heads.main]?.value === title);
    expectShown(line?.[goals.heads.goal], results[id]?.goal ?? null, id);
    const state = results[id]?.state;
    if (state)
      expect.soft(line?.[summary.heads.verdict]?.value, `the verdict on ${id}`).toContain(goals.verdicts[state]);
  }

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
