import type { MetricId } from "../domain/metrics/catalogue.ts";
import { NO_KEY } from "../domain/tally.ts";
import type { Section, SheetId, WorkbookTexts } from "../texts/texts.ts";
import type { Words } from "../texts/words.ts";
import { breakdownLines, idColumn, type Line, nameColumn, noIdColumn, totalLine } from "./breakdown-lines.ts";
import { type Ranks, ranksOf } from "./rank.ts";
import { scoreColumns } from "./score-columns.ts";
import { type DrawnTable, type Sheet, type SheetColumn, type SheetInput, tableOf } from "./sheet.ts";
import { topOf } from "./sheet-top.ts";

/** A sheet about a few metrics: one table for the whole day, then one for each breakdown, all with the same columns. */
export type ScorePlan = {
  sheet: SheetId;
  sections: readonly Section[];
  /** The rows with most answers to this metric come first. */
  answersTo: MetricId;
  breakdowns: readonly ScoredBreakdown[];
  /** Whether rows have a rank and are sorted by it. */
  isRanked: boolean;
  notes: readonly string[];
};

type ScoredBreakdown = keyof WorkbookTexts["by"];

/** Makes the sheet of the plan. A breakdown without rows is left out. */
export function scoreSheet(plan: ScorePlan, input: SheetInput): Sheet {
  const top = topOf(plan.sheet, input);
  return {
    ...top,
    notes: [...top.notes, ...plan.notes, input.words.texts.common.smallN],
    tables: [wholeDay(plan, input), ...plan.breakdowns.flatMap((breakdown) => tableBy(breakdown, plan, input))],
    keepsHead: true,
    frozenColumns: plan.isRanked ? 2 : 1,
  };
}

const NO_RANKS: Ranks = new Map();

function wholeDay(plan: ScorePlan, input: SheetInput): DrawnTable {
  const { common } = input.words.texts;
  const rows = [totalLine(input.report, common.allSessions)];
  return tableOf({ columns: columnsOf(plan, { breakdown: null, ranks: NO_RANKS }, input), rows });
}

function tableBy(breakdown: ScoredBreakdown, plan: ScorePlan, input: SheetInput): DrawnTable[] {
  const { workbook } = input.words.texts;
  const lines = breakdownLines(breakdown, input);
  if (lines.shown.length === 0) return [];
  const ranks = plan.isRanked ? ranksOf(lines.shown) : NO_RANKS;
  const notes = [...(breakdown === "groups" ? [workbook.breakdownNotes.groups] : []), ...lines.notes];
  const table = tableOf({
    title: workbook.by[breakdown],
    ...(notes.length > 0 && { note: notes.join(" ") }),
    columns: columnsOf(plan, { breakdown, ranks }, input),
    rows: breakdown === "hours" ? lines.shown : inOrder(lines.shown, plan, ranks),
    foot: lines.others,
    startsGroup: (line, previous) => ranks.has(previous.key) && !ranks.has(line.key),
    hasFilter: breakdown === "operators",
  });
  return [table];
}

/** Sorts lines by rank, then by the number of answers; the line without a key comes last. */
function inOrder(lines: readonly Line[], { answersTo }: ScorePlan, ranks: Ranks): Line[] {
  const isWithoutKey = ({ key }: Line) => (key === NO_KEY ? 1 : 0);
  const rank = ({ key }: Line) => ranks.get(key) ?? lines.length + 1;
  const answers = ({ figures }: Line) => figures[answersTo]?.n ?? 0;
  return [...lines].sort((a, b) => isWithoutKey(a) - isWithoutKey(b) || rank(a) - rank(b) || answers(b) - answers(a));
}

/** Bots and chats have long ids, which are shown on their own sheets instead. */
const withIds: ReadonlySet<ScoredBreakdown | null> = new Set(["operators", "groups"] as const);

type TableKind = { breakdown: ScoredBreakdown | null; ranks: Ranks };

function columnsOf(plan: ScorePlan, { breakdown, ranks }: TableKind, input: SheetInput): SheetColumn<Line>[] {
  const { heads, rowHeads } = input.words.texts.workbook;
  return [
    ...(plan.isRanked ? [rankColumn(ranks, input.words)] : []),
    nameColumn(breakdown === null ? heads.day : rowHeads[breakdown]),
    withIds.has(breakdown) ? idColumn(input.words) : noIdColumn,
    ...plan.sections.flatMap((section) => scoreColumns(section, breakdown, input)),
  ];
}

function rankColumn(ranks: Ranks, { texts }: Words): SheetColumn<Line> {
  return {
    header: texts.workbook.heads.rank,
    width: 8,
    format: "count",
    cell: ({ key }) => (key === null ? "" : (ranks.get(key) ?? null)),
  };
}
