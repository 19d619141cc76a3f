import type { MetricId } from "../domain/metrics/catalogue.ts";
import { NO_KEY } from "../domain/tally.ts";
import { unitOf } from "../texts/history-words.ts";
import type { Section, SheetId, WorkbookTexts } from "../texts/texts.ts";
import type { Words } from "../texts/words.ts";
import { breakdownLines, idColumn, type Line, nameColumn, totalLine } from "./breakdown-lines.ts";
import { type Ranks, ranksOf } from "./rank.ts";
import { ofBots, scoreColumns } from "./score-columns.ts";
import { type DrawnTable, type Sheet, type SheetColumn, type SheetInput, tableOf } from "./sheet.ts";
import { topOf } from "./sheet-top.ts";

/** A sheet about a few metrics: one table for the whole day, then one for each breakdown, all with the same columns. */
export type ScorePlan = {
  sheet: SheetId;
  sections: readonly Section[];
  /** The rows with most answers to the first of these metrics come first; a row without an answer to any is left out. */
  answersTo: readonly [MetricId, ...MetricId[]];
  breakdowns: readonly ScoredBreakdown[];
  /** Whether rows have a rank and are sorted by it. */
  isRanked: boolean;
  notes: readonly string[];
};

type ScoredBreakdown = Exclude<keyof WorkbookTexts["by"], "companies">;

/** Makes the sheet of the plan; null if there is no answer in the whole report. A breakdown without rows is left out. */
export function scoreSheet(plan: ScorePlan, input: SheetInput): Sheet | null {
  if (!hasAnswers(totalLine(input.report, ""), plan.answersTo)) return null;
  const top = topOf(plan.sheet, input);
  return {
    ...top,
    notes: [...top.notes, ...plan.notes, input.words.texts.workbook.smallN],
    tables: [wholeDay(plan, input), ...plan.breakdowns.flatMap((breakdown) => tableBy(breakdown, plan, input))],
    keepsHead: true,
    frozenColumns: plan.isRanked ? 2 : 1,
  };
}

/** Whether the line has an answer to a metric of the sheet, also one that cannot be used. */
function hasAnswers({ figures }: Line, answersTo: readonly MetricId[]): boolean {
  return answersTo.some((id) => (figures[id]?.n ?? 0) > 0 || (figures[id]?.invalid ?? 0) > 0);
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
  const hasBots = breakdown !== "operators" && breakdown !== "groups";
  const answersTo = plan.answersTo.filter((id) => hasBots || !ofBots.has(id));
  const shown = lines.shown.filter((line) => hasAnswers(line, answersTo));
  if (shown.length === 0) return [];
  const ranks = plan.isRanked ? ranksOf(shown) : NO_RANKS;
  const notes = [...(breakdown === "groups" ? [workbook.breakdownNotes.groups] : []), ...lines.notes];
  const table = tableOf({
    title: workbook.by[breakdown],
    ...(notes.length > 0 && { note: notes.join(" ") }),
    columns: columnsOf(plan, { breakdown, ranks }, input),
    rows: breakdown === "hours" ? shown : inOrder(shown, plan, ranks),
    foot: lines.others,
    startsGroup: (line, previous) => ranks.has(previous.key) && !ranks.has(line.key),
    hasFilter: breakdown === "operators",
  });
  return [table];
}

/** Sorts lines by rank, then by the number of answers; the line without a key comes last. */
function inOrder(lines: readonly Line[], { answersTo: [most] }: ScorePlan, ranks: Ranks): Line[] {
  const isWithoutKey = ({ key }: Line) => (key === NO_KEY ? 1 : 0);
  const rank = ({ key }: Line) => ranks.get(key) ?? lines.length + 1;
  const answers = ({ figures }: Line) => figures[most]?.n ?? 0;
  return [...lines].sort((a, b) => isWithoutKey(a) - isWithoutKey(b) || rank(a) - rank(b) || answers(b) - answers(a));
}

/** Bots and chats have long ids, which are shown on their own sheet instead. */
const withIds: ReadonlySet<ScoredBreakdown | null> = new Set(["operators", "groups"] as const);

type TableKind = { breakdown: ScoredBreakdown | null; ranks: Ranks };

function columnsOf(plan: ScorePlan, { breakdown, ranks }: TableKind, input: SheetInput): SheetColumn<Line>[] {
  const { workbook, history } = input.words.texts;
  const { rowHeads } = workbook;
  const allHead = history.before.thisOne[unitOf(input.report)];
  return [
    ...(plan.isRanked ? [rankColumn(ranks, input.words)] : []),
    nameColumn(breakdown === null ? allHead : rowHeads[breakdown]),
    ...plan.sections.flatMap((section) => scoreColumns(section, breakdown, input)),
    ...(withIds.has(breakdown) ? [idColumn(input.words)] : []),
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
