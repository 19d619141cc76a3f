import { type GoalId, type GoalResult, goalIds } from "../domain/goals.ts";
import { certaintyOf } from "../texts/small-n.ts";
import { formatOf, isLow, titleOf } from "./metric-columns.ts";
import { type DrawnTable, type SheetColumn, type SheetInput, tableOf } from "./sheet.ts";

/** A goal of a group. */
type Line = { readonly group: string; readonly id: GoalId; readonly result: GoalResult };

/** The goals of groups: one line for each group and goal. Null if no group has a goal. */
export function groupGoalsTable({ report, words }: SheetInput): DrawnTable | null {
  const lines = (report.goals?.groups ?? []).flatMap(({ name, metrics }) =>
    goalIds.flatMap((id): Line[] => {
      const result = metrics[id];
      return result === undefined ? [] : [{ group: name, id, result }];
    }),
  );
  if (lines.length === 0) return null;
  const { texts } = words;
  const { heads, results, table, tableNote } = texts.goals;
  const columns: SheetColumn<Line>[] = [
    {
      header: texts.workbook.rowHeads.groups,
      width: 18,
      widest: 36,
      format: "prose",
      cell: ({ group, id }) => texts.workbook.partOf(group, titleOf(id, words)),
    },
    {
      header: heads.value,
      width: NUMBER,
      format: ({ id }) => formatOf(id),
      cell: ({ id, result }) => (certaintyOf(id, result) === "counts" ? null : result.value),
      isLow: ({ id, result }) => isLow(id, result),
    },
    { header: heads.goal, width: NUMBER, format: ({ id }) => formatOf(id), cell: ({ result }) => result.goal },
    {
      header: heads.state,
      width: 17,
      format: "prose",
      tone: ({ result: { state } }) => (state === "missed" ? "worse" : state === "met" ? "better" : null),
      cell: ({ result: { state } }) => (state === null ? "" : results[state]),
    },
    { header: words.format.capital(texts.parts.n), width: NUMBER, format: "count", cell: ({ result }) => result.n },
  ];
  return tableOf({
    title: table,
    note: tableNote,
    columns,
    rows: lines,
    startsGroup: ({ group }, previous) => group !== previous.group,
  });
}

const NUMBER = 11;
