import { npsGroup } from "../domain/judge.ts";
import type { MetricId } from "../domain/metrics/catalogue.ts";
import { FEWEST_ANSWERS } from "../domain/metrics/metric.ts";
import { NO_KEY } from "../domain/tally.ts";
import { unitOf } from "../texts/history-words.ts";
import type { Figure } from "../texts/small-n.ts";
import type { Section, SheetId, WorkbookTexts } from "../texts/texts.ts";
import type { Words } from "../texts/words.ts";
import { breakdownLines, idColumn, type Line, nameColumn, totalLine } from "./breakdown-lines.ts";
import type { Chart } from "./charts/chart.ts";
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
  const marks = plan.sheet === "nps" ? marksTable(plan, input) : null;
  const tables = [
    wholeDay(plan, input),
    ...plan.breakdowns.flatMap((breakdown) => tableBy(breakdown, plan, input)),
    ...(marks === null ? [] : [marks]),
  ];
  const chart = marks === null ? null : marksChart(tables, input);
  return {
    ...top,
    notes: [...top.notes, ...plan.notes, input.words.texts.workbook.smallN],
    tables,
    ...(chart !== null && {
      charts: { below: 0, charts: [chart] },
      // The last table has what the chart shows.
      lastInPrint: tables.length - 2,
    }),
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

/** The ratings by mark, in the columns of promoters, passives and detractors; null if the report does not know the marks. */
function marksTable(plan: ScorePlan, input: SheetInput): DrawnTable | null {
  const { npsMarks } = input.report;
  const { charts } = input.words.texts;
  if (npsMarks.every((ratings) => ratings === 0)) return null;
  const [name, ...figures] = columnsOf(plan, { breakdown: null, ranks: NO_RANKS }, input);
  if (name === undefined) return null;
  const rows = npsMarks.map((ratings, mark): Line => {
    const nps: Figure = { value: null, n: ratings, [partOfMark[npsGroup(mark)]]: ratings };
    return { key: null, name: String(mark), figures: { nps }, hours: null };
  });
  const markColumn: SheetColumn<Line> = {
    ...name,
    header: charts.mark,
    isLeft: true,
    format: "number",
    cell: (line) => Number(line.name),
  };
  return tableOf({ title: charts.marks, columns: [markColumn, ...figures], rows });
}

const partOfMark = { promoter: "promoters", passive: "passives", detractor: "detractors" } as const;

/** Fewer ratings make no distribution. */
function marksChart(tables: readonly DrawnTable[], { report, words }: SheetInput): Chart | null {
  const { n } = report.metrics.nps;
  if (n < FEWEST_ANSWERS) return null;
  const { texts, format } = words;
  const groups = [
    { part: "detractors", color: "red" },
    { part: "passives", color: "grey" },
    { part: "promoters", color: "green" },
  ] as const;
  const columns = tables.at(-1)?.columns ?? [];
  const counts = groups.map(({ part }) => texts.charts.groups[part](format.count(report.metrics.nps[part])));
  return {
    title: texts.charts.marks,
    description: texts.charts.marksDescription(format.count(n), counts.join(", ")),
    kind: "columns",
    table: tables.length - 1,
    names: 0,
    series: groups.map(({ part, color }, index) => ({
      column: columns.findIndex(({ header }) => header === texts.parts[part]),
      title: counts[index] ?? "",
      isInLegend: true,
      look: "figure",
      color,
      hasLabels: true,
    })),
    format: "count",
  };
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
