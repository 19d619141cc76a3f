import { type Reconciliation, reconciliationSums, type SumPart } from "../domain/reconciliation.ts";
import type { Report } from "../domain/report.ts";
import type { WorkbookTexts } from "../texts/texts.ts";
import type { Words } from "../texts/words.ts";
import { type DrawnTable, tableOf } from "./sheet.ts";

/** Signs are written as words, so that no program reads a line as a formula; the first line of a sum has no sign. */
type Line = { part: SumPart; value: number; as?: "less" | "plus" | "total"; sum: number };

/** The table that shows how the received rows add up to the sessions of the day, and whether all declared sessions were received. */
export function reconciliationTable({ reconciliation, period }: Report, { texts }: Words): DrawnTable {
  const { heads, reconciliation: title, reconciliationNote: note } = texts.workbook;
  const parts =
    period === null ? texts.reconciliation : { ...texts.reconciliation, in_day: texts.period.ofThisTime[period.kind] };
  return tableOf({
    title,
    note,
    columns: [
      {
        header: heads.figure,
        width: 30,
        format: "text",
        cell: (line) => labelOf(line, parts[line.part], texts.workbook),
      },
      { header: heads.rows, width: 12, format: "count", cell: ({ value }) => value },
    ],
    rows: linesOf(reconciliation),
    isSum: ({ as }) => as === "total",
    startsGroup: (line, previous) => line.sum !== previous.sum,
  });
}

/** The terms of each sum, followed by its total. */
function linesOf(reconciliation: Reconciliation): Line[] {
  return reconciliationSums(reconciliation).flatMap(({ total, terms }, sum) => [
    ...terms.map(
      ({ part, value, sign }, index): Line => ({
        part,
        value,
        sum,
        ...(index > 0 && { as: sign > 0 ? "plus" : "less" }),
      }),
    ),
    { ...total, as: "total", sum },
  ]);
}

function labelOf({ as }: Line, part: string, texts: WorkbookTexts): string {
  return as === undefined ? part : texts[as](part);
}
