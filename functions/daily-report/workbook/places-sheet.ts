import type { BreakdownId } from "../domain/metrics/metric.ts";
import type { Report } from "../domain/report.ts";
import { NO_KEY } from "../domain/tally.ts";
import { breakdownColumns } from "./breakdown-columns.ts";
import { breakdownLines, totalLine } from "./breakdown-lines.ts";
import { groupGoalsTable } from "./group-goals-table.ts";
import { type DrawnTable, type Sheet, type SheetInput, tableOf } from "./sheet.ts";
import { topOf } from "./sheet-top.ts";

/** Where sessions come from and who takes them, in the order of the sheet. */
export const placeBreakdowns = ["channels", "groups", "bots", "chats", "companies"] as const satisfies BreakdownId[];
export type PlaceBreakdown = (typeof placeBreakdowns)[number];

/**
 * The sheet of channels, groups, bots, chats and companies: a table for each, all with the same columns. A single row would only
 * repeat the total, so its table is left out, as is a table of bots without a bot. Goals of groups have a table of their own. Null if
 * no table is left.
 */
export function placesSheet(input: SheetInput): Sheet | null {
  const { report, words } = input;
  const shown = placeBreakdowns.filter((breakdown) => isTold(breakdown, report));
  const goals = groupGoalsTable(input);
  if (shown.length === 0 && goals === null) return null;
  const top = topOf("places", input);
  return {
    ...top,
    notes: [...top.notes, words.texts.workbook.smallN],
    tables: [
      ...shown.map((breakdown, index) => tableBy(breakdown, input, index === 0)),
      ...(goals === null ? [] : [goals]),
    ],
    keepsHead: false,
    frozenColumns: 1,
  };
}

function isTold(breakdown: PlaceBreakdown, { breakdowns }: Report): boolean {
  const rows = breakdowns[breakdown];
  return breakdown === "bots" ? rows.some(({ key }) => key !== NO_KEY) : rows.length > 1;
}

function tableBy(breakdown: PlaceBreakdown, input: SheetInput, hasFilter: boolean): DrawnTable {
  const { by, breakdownNotes } = input.words.texts.workbook;
  const lines = breakdownLines(breakdown, input);
  return tableOf({
    title: by[breakdown],
    note: [breakdownNotes[breakdown], ...lines.notes].join(" "),
    columns: breakdownColumns(breakdown, input),
    top: [totalLine(input.report, input.words.texts.common.total)],
    rows: lines.shown,
    foot: lines.others,
    hasFilter,
  });
}
