import { sessionClasses } from "../domain/classify.ts";
import type { Reconciliation } from "../domain/report.ts";
import type { WorkbookTexts } from "../texts/texts.ts";
import type { Words } from "../texts/words.ts";
import { type DrawnTable, tableOf } from "./sheet.ts";

type Line = { part: keyof Reconciliation; as?: "less" | "plus" | "total" };

/** The three sums of `metrics.md` section 2, line by line. Signs are words, so that no line reads as a formula elsewhere. */
const sums: readonly (readonly Line[])[] = [
  [
    { part: "duplicate" },
    { part: "invalid", as: "plus" },
    { part: "outside", as: "plus" },
    { part: "in_day", as: "plus" },
    { part: "received", as: "total" },
  ],
  [
    ...sessionClasses.map((part, index): Line => (index === 0 ? { part } : { part, as: "plus" })),
    { part: "in_day", as: "total" },
  ],
  [
    { part: "declared" },
    { part: "received", as: "less" },
    { part: "duplicate", as: "plus" },
    { part: "short", as: "total" },
  ],
];

/** How the rows received add up to the sessions of the day, and whether all that were declared came. */
export function reconciliationTable(reconciliation: Reconciliation, { texts }: Words): DrawnTable {
  const lines = sums.flatMap((sum, index) => sum.map((line) => ({ ...line, sum: index })));
  const { heads, reconciliation: title, reconciliationNote: note } = texts.workbook;
  return tableOf({
    title,
    note,
    columns: [
      {
        header: heads.figure,
        width: 30,
        format: "text",
        cell: (line) => labelOf(line, texts.reconciliation[line.part], texts.workbook),
      },
      { header: heads.rows, width: 12, format: "count", cell: ({ part }) => reconciliation[part] },
    ],
    rows: lines,
    isSum: ({ as }) => as === "total",
    startsGroup: (line, previous) => line.sum !== previous.sum,
  });
}

function labelOf({ as }: Line, part: string, texts: WorkbookTexts): string {
  return as === undefined ? part : texts[as](part);
}
