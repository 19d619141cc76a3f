import { isDoubtful } from "../../domain/doubt.ts";
import { catalogue } from "../../domain/metrics/catalogue.ts";
import { FEWEST_ANSWERS } from "../../domain/metrics/metric.ts";
import type { BreakdownRow, Report } from "../../domain/report.ts";
import { NO_KEY } from "../../domain/tally.ts";
import { shortOperatorNames } from "../../texts/operator-names.ts";
import { noSessionsSentence, targetOf } from "../../texts/report-sentences.ts";
import { certaintyOf, type Figure, LOW_MARK } from "../../texts/small-n.ts";
import type { Words } from "../../texts/words.ts";
import type { Block, MailSection, TableRow } from "../section.ts";

const MOST_ROWS = 20;
/** A line about fewer operators would be longer than their rows. */
const FEWEST_CUT = 4;

/** Stands for a figure of fewer than 10 ratings or sessions. */
const FEW = "–";

const figureIds = ["sl1", "csi", "nps"] as const;
type FigureId = (typeof figureIds)[number];

/**
 * The operators who handled most sessions. The last row covers all sessions of the day; it is not the sum of the rows above. A
 * sentence instead of the table if nobody handled 10. Null if no session is of an operator.
 */
export function operatorsSection(report: Report, words: Words): MailSection | null {
  if (noSessionsSentence(report, words) !== null) return null;
  const { mail } = words.texts;
  const named = report.breakdowns.operators
    .filter(({ key, metrics }) => key !== NO_KEY && metrics.sessions.value > 0)
    .sort((a, b) => b.metrics.handled.value - a.metrics.handled.value);
  if (named.length === 0) return null;
  const notes = notInRows(report, words);
  const isTooFew = named.every(({ metrics }) => metrics.handled.value < FEWEST_ANSWERS);
  const blocks: Block[] = isTooFew
    ? [{ kind: "lines", lines: [words.format.counted(named.length, mail.tooFewEach), ...notes] }]
    : tableOf(named, notes, report, words);
  return { heading: mail.operators, blocks };
}

function tableOf(named: readonly BreakdownRow[], notes: readonly string[], report: Report, words: Words): Block[] {
  const { mail } = words.texts;
  const limit = named.length < MOST_ROWS + FEWEST_CUT ? named.length : MOST_ROWS;
  const [shown, rest] = [named.slice(0, limit), named.slice(limit)];
  const ids = figureIds.filter((id) => named.some(({ metrics }) => isFilled(id, metrics[id], report)));
  const nameOf = shortOperatorNames(report.breakdowns.operators);
  const figuresOf = (metrics: BreakdownRow["metrics"]) => [
    words.format.count(metrics.handled.value),
    ...ids.map((id) => cellText(id, metrics[id], report, words)),
  ];
  const rows: TableRow[] = [
    ...shown.map((row) => ({ name: nameOf(row), figures: figuresOf(row.metrics), isTotal: false })),
    { name: mail.allOperators, figures: figuresOf(report.metrics), isTotal: true },
  ];
  const cells = rows.flatMap(({ figures }) => figures);
  const { handled, sl1, csi, nps, name } = mail.operatorHeads;
  const heads = { sl1: sl1(targetOf(report, words)), csi, nps };
  const legend = [
    ...(cells.includes(FEW) ? [mail.fewSign] : []),
    ...(cells.some((cell) => cell.endsWith(LOW_MARK)) ? [mail.lowSign] : []),
    mail.lastOperator,
  ];
  return [
    { kind: "table", nameHead: name, heads: [handled, ...ids.map((id) => heads[id])], rows },
    { kind: "lines", lines: [...restSentence(rest, words), ...notes, legend.join(" ")] },
  ];
}

function isFilled(id: FigureId, figure: Figure, { metrics }: Report): boolean {
  return figure.value !== null && certaintyOf(id, figure) !== "counts" && !isDoubtful(id, metrics);
}

function cellText(id: FigureId, figure: Figure, report: Report, words: Words): string {
  if (!isFilled(id, figure, report)) return FEW;
  const mark = certaintyOf(id, figure) === "low" ? LOW_MARK : "";
  return words.format.whole(catalogue[id].unit, figure.value) + mark;
}

function restSentence(rest: readonly BreakdownRow[], { texts, format }: Words): string[] {
  if (rest.length === 0) return [];
  const handled = rest.reduce((sum, { metrics }) => sum + metrics.handled.value, 0);
  return [format.counted(rest.length, texts.mail.moreOperators(format.counted(handled, texts.common.sessions)))];
}

/** The sessions that belong to no operator: those of the bot alone, and the others. */
function notInRows({ breakdowns }: Report, { texts, format }: Words): string[] {
  const nobody = breakdowns.operators.find(({ key }) => key === NO_KEY);
  if (nobody === undefined) return [];
  const { sessions, bot_only: botOnly } = nobody.metrics;
  const bots = botOnly?.value ?? 0;
  const parts = [
    ...(bots > 0 ? [format.counted(bots, texts.mail.botOnly)] : []),
    ...(sessions.value > bots ? [format.counted(sessions.value - bots, texts.mail.noOperator)] : []),
  ];
  return parts.length === 0 ? [] : [texts.mail.notInRows(parts.join(", "))];
}
