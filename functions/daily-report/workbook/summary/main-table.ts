import { catalogue, type MetricId } from "../../domain/metrics/catalogue.ts";
import type { Report } from "../../domain/report.ts";
import { wilsonLimits } from "../../domain/statistics.ts";
import { hasGoals } from "../../texts/goal-words.ts";
import { unitOf } from "../../texts/history-words.ts";
import { verdictText } from "../../texts/shown-verdict.ts";
import type { Words } from "../../texts/words.ts";
import { formatOf, isLow } from "../metric-columns.ts";
import { showsWhole } from "../number-format.ts";
import {
  type Cell,
  type CellFormat,
  type DrawnTable,
  type SheetColumn,
  type SheetInput,
  type Tone,
  tableOf,
} from "../sheet.ts";
import { isHeadline, type MainFigure } from "./summary-lines.ts";
import { titleOfLine } from "./summary-words.ts";
import { widths } from "./widths.ts";

/**
 * The main figures of the day with what is usual, a verdict, what they are based on, their limits and goals. Columns stay where they
 * are even if nothing is usual yet; only a day without sessions, which has no other tables, leaves out empty ones.
 */
export function mainTable(figures: readonly MainFigure[], input: SheetInput): DrawnTable {
  const { report, words } = input;
  const { heads } = words.texts.summary;
  const isEmptyDay = report.metrics.sessions.value === 0;
  const columns: SheetColumn<MainFigure>[] = [
    { header: heads.main, width: widths.name, format: "prose", cell: ({ id }) => titleOfLine(id, input) },
    {
      header: spanHead(report, words),
      width: widths.number,
      format: formatOfLine,
      cell: ({ value }) => value ?? "",
      isLow: ({ id, figure }) => isLow(id, figure),
    },
    ...(isEmptyDay && figures.every(({ usual }) => usual === null) ? [] : usualColumns(words)),
    ...(isEmptyDay && figures.every((line) => basisOf(line, words) === "") ? [] : basisColumns(words)),
    ...(hasGoals(report) ? [goalColumn(words.texts.goals.heads.goal)] : []),
  ];
  return tableOf({ columns, rows: figures, startsGroup: () => true });
}

function usualColumns(words: Words): SheetColumn<MainFigure>[] {
  const { heads } = words.texts.summary;
  return [
    { header: heads.usual, width: widths.number, format: formatOfLine, cell: ({ usual }) => usual?.mean ?? "" },
    { header: heads.difference, width: widths.difference, format: formatOfDifference, cell: differenceOf },
    {
      header: heads.verdict,
      width: widths.verdict,
      format: "prose",
      tone: toneOfLine,
      cell: (line) => verdictOf(line, words),
    },
  ];
}

function basisColumns(words: Words): SheetColumn<MainFigure>[] {
  const { heads } = words.texts.summary;
  return [
    { header: heads.basis, width: widths.basis, format: "prose", cell: (line) => basisOf(line, words) },
    limitColumn(heads.low, "low"),
    limitColumn(heads.high, "high"),
  ];
}

/** The day, or "this week". */
function spanHead(report: Report, { texts, format }: Words): string {
  return report.period === null
    ? format.shortDates(report.day.date, report.day.date)
    : texts.history.before.thisOne[unitOf(report)];
}

/** Whether the value is usual, and whether it meets its goal. */
function verdictOf({ id, verdict, isReliable, goal }: MainFigure, words: Words): string {
  const { summary, goals } = words.texts;
  if (!isReliable) return summary.unreliable;
  const ofUsual = verdict !== null && isHeadline(id) ? verdictText(id, verdict, words) : null;
  const ofGoal = goal?.state ? goals.verdicts[goal.state] : null;
  return [ofUsual, ofGoal].filter((part) => part !== null).join(", ");
}

function toneOfLine({ judgement, goal }: MainFigure): Tone {
  if (goal?.state === "missed") return "worse";
  return judgement ?? (goal?.state === "met" ? "better" : null);
}

/** A goal that is not whole is shown with a decimal. */
function goalColumn(header: string): SheetColumn<MainFigure> {
  return {
    header,
    width: widths.goal,
    format: (line) => {
      const isWhole = Number.isInteger(line.goal?.goal ?? 0);
      return isWhole ? formatOfLine(line) : formatOf(line.id);
    },
    cell: ({ goal }) => goal?.goal ?? "",
  };
}

function limitColumn(header: string, part: "low" | "high"): SheetColumn<MainFigure> {
  return {
    header,
    width: widths.limit,
    format: formatOfLine,
    cell: (line) => limitOf(line, part) ?? "",
  };
}

/** The limit of a score, or of a share by its counts; that of a CSI only if it has a goal. Null if the value is not shown. */
function limitOf({ id, figure, value, goal }: MainFigure, part: "low" | "high"): number | null {
  const { numerator, denominator } = figure;
  if (value === null) return null;
  if (figure[part] != null) return figure[part];
  if (id === "csi") return goal?.[part] ?? null;
  if (catalogue[id].unit !== "percent" || numerator == null || denominator == null) return null;
  return wilsonLimits(numerator, denominator)[part];
}

function formatOfLine({ id }: MainFigure): CellFormat {
  const { unit } = catalogue[id];
  if (unit === "percent") return "wholePercent";
  if (unit === "nps") return "wholeNps";
  return unit === "seconds" ? "duration" : "count";
}

/** A difference of times is in seconds, because spreadsheets show no negative times; one in points has decimals only if a value has. */
function formatOfDifference(line: MainFigure): CellFormat {
  const { unit } = catalogue[line.id];
  if (unit === "seconds") return "secondsDifference";
  if (unit === "sessions") return "difference";
  if (unit === "nps") return areWhole(line) ? "wholeNpsDifference" : "npsDifference";
  return areWhole(line) ? "wholePointsDifference" : "pointsDifference";
}

/** The difference of the figures as they are shown, so that a reader who subtracts them finds it. */
function differenceOf({ id, value, usual }: MainFigure): Cell {
  if (value === null || usual?.mean == null) return "";
  return asShown(id, value) - asShown(id, usual.mean);
}

/** Whether the value and what is usual are shown without decimals. */
function areWhole({ id, value, usual }: MainFigure): boolean {
  return [value, usual?.mean ?? null].every((one) => one === null || isShownWhole(id, one));
}

/** The value in whole units, or in tenths if it is shown so. */
function asShown(id: MetricId, value: number): number {
  return isShownWhole(id, value) ? roundHalfOut(value) : roundHalfOut(10 * value) / 10;
}

/** Times and numbers of sessions are always shown without decimals. */
function isShownWhole(id: MetricId, value: number): boolean {
  const { unit } = catalogue[id];
  return (unit !== "percent" && unit !== "nps") || showsWhole(value);
}

/** Rounds a half away from zero, as spreadsheets do. */
function roundHalfOut(value: number): number {
  return Math.sign(value) * Math.round(Math.abs(value));
}

/** How many ratings or sessions a figure is based on; for a number of sessions what is usual, for a goal of times what decides. */
function basisOf({ id, figure, usual, goal }: MainFigure, { texts, format }: Words): string {
  if (goal !== null && goal.share !== null) {
    const [share, within] = [format.whole("percent", goal.share), format.whole("seconds", goal.goal)];
    return texts.goals.repliesWithin(share, within, format.count(goal.n));
  }
  const { numerator, denominator } = figure;
  if (numerator != null && denominator != null) {
    return texts.summary.countOf(format.count(numerator), format.count(denominator));
  }
  if (figure.n != null)
    return format.counted(figure.n, catalogue[id].unit === "seconds" ? texts.summary.sessions : texts.summary.ratings);
  if (usual === null) return "";
  const { unit } = catalogue[id];
  return texts.summary.usualRange(format.whole(unit, usual.low), format.whole(unit, usual.high));
}
