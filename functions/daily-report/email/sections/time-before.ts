import { type Judgement, judgementOf, sideOf } from "../../domain/history/direction.ts";
import {
  type ComparedId,
  type ComparedOperator,
  type ComparedRate,
  comparedIds,
  type History,
} from "../../domain/history/history.ts";
import type { HeadlineId, LeftOut } from "../../domain/history/past.ts";
import { catalogue } from "../../domain/metrics/catalogue.ts";
import type { Report } from "../../domain/report.ts";
import { leftOutReason, type Telling, timeBefore, togetherSentence, unitOf } from "../../texts/history-words.ts";
import { shortOperatorNames } from "../../texts/operator-names.ts";
import { noSessionsSentence } from "../../texts/report-sentences.ts";
import { wholeText } from "../../texts/small-n.ts";
import { toldFigures, unusualJudgement } from "../../texts/verdict-sentence.ts";
import type { Words } from "../../texts/words.ts";
import type { Block, MailSection, Point } from "../section.ts";

const comparedFigures = ["lost_rate", "sl1", "csi", "csat_top_box", "nps"] as const satisfies HeadlineId[];

const MOST_OPERATORS = 5;

/**
 * The figures of the day beside those of the 28 days before (8 weeks or months), how many of these are known, and the operators
 * who differ from the others by more than chance. Null if the report has no history, no earlier day is known, or none of this
 * can be told.
 */
export function timeBeforeSection(report: Report, words: Words): MailSection | null {
  const { history } = report;
  if (history === null || history.before.known === 0) return null;
  const telling = { report, history, words };
  // On a day without sessions only what may be wrong with it matters.
  const areToldOperators = noSessionsSentence(report, words) === null;
  const blocks: Block[] = [
    ...figureTable(telling),
    ...stripOf(telling),
    ...(areToldOperators ? operatorPoints(telling) : []),
    ...linesOf([...(areToldOperators ? operatorNotes(telling) : []), ...knownSentences(telling)]),
  ];
  return blocks.length === 0 ? null : { heading: words.texts.history.before.heading(timeBefore(telling)), blocks };
}

function linesOf(lines: readonly string[]): Block[] {
  return lines.length === 0 ? [] : [{ kind: "lines", lines }];
}

/** The figures that have values both on the day and in the time before; a column of dashes would say nothing. Then how they differ from the usual ones. */
function figureTable(telling: Telling): Block[] {
  const { report, history, words } = telling;
  const { texts } = words;
  const shown = comparedFigures.filter(
    (id) => report.metrics[id].value !== null && history.before.metrics[id].value !== null,
  );
  if (shown.length === 0) return [];
  const rows = shown.map((id) => ({
    name: texts.mail.names[id],
    figures: [wholeText(id, report.metrics[id], words), wholeText(id, history.before.metrics[id], words)],
    isTotal: false,
  }));
  const heads = [texts.history.before.thisOne[unitOf(report)], timeBefore(telling)];
  const together = togetherSentence(telling);
  return [
    { kind: "table", nameHead: texts.workbook.heads.figure, heads, rows },
    ...linesOf(together === null ? [] : [together]),
  ];
}

/** Fewer known days make no strip. */
const FEWEST_BARS = 7;
const MOST_BARS = 28;
const BARS_PER_TICK = 7;
/** A name needs the room of so many bars. */
const FEWEST_NAMED = 3;

/** The figure that the verdict tells first, in each of the days before and in the report. */
function stripOf({ report, history, words }: Telling): Block[] {
  const [id] = toldFigures(report);
  if (id === undefined) return [];
  const { texts, format } = words;
  const days = history.trend
    .slice(-Math.min(MOST_BARS, history.before.of))
    .flatMap(({ date, values }) => (values[id] == null ? [] : [{ date, value: values[id] }]));
  if (days.length < FEWEST_BARS) return [];
  const values = days.map(({ value }) => value);
  const { unit } = catalogue[id];
  const title = id === "nps" || id === "csi" ? texts.mail.headline[id] : texts.mail.names[id];
  const time = timeBefore({ report, history, words });
  const [lowest, highest] = [Math.min(...values), Math.max(...values)].map((value) => format.whole(unit, value));
  const own = { date: report.day.date, value: report.metrics[id].value ?? 0 };
  // A score may be below 0, so its bars begin at -100.
  const zero = unit === "nps" ? -100 : 0;
  const top = Math.max(...values, own.value) - zero || 1;
  const bars = [...days, own].map(({ value }, index) => ({
    share: (value - zero) / top,
    isWorse: index === days.length && unusualJudgement(id, report)?.judgement === "worse",
  }));
  const ticks = [...days, own]
    .filter((_, index) => index % BARS_PER_TICK === 0 && bars.length - index >= FEWEST_NAMED)
    .map(({ date }) => format.briefDay(date));
  return [
    { kind: "lines", lines: [texts.history.before.strip(title, time, lowest ?? "", highest ?? "")] },
    { kind: "bars", bars, ticks, barsPerTick: BARS_PER_TICK },
  ];
}

/** How many days are known, and which days are left out for which reason. */
function knownSentences(telling: Telling): string[] {
  const { report, history, words } = telling;
  const { texts, format } = words;
  const { known, leftOut } = texts.history.before;
  const unit = texts.history.units[unitOf(report)];
  const groups = [...Map.groupBy(history.before.leftOut, (day) => leftOutReason(day, words))];
  const list = groups.map(([reason, days]: [string, LeftOut[]]) => `${format.counted(days.length, unit)} (${reason})`);
  return [
    ...(history.before.known < history.before.of
      ? [known(format.count(history.before.known), timeBefore(telling))]
      : []),
    ...(list.length === 0 ? [] : [leftOut(list.join(", "))]),
  ];
}

type Notable = { operator: ComparedOperator; id: ComparedId; rate: ComparedRate; judgement: Judgement };

/** A sentence, then one point for each of the operators beyond the 99.8 % limits, those who are worse first. */
function operatorPoints(telling: Telling): Block[] {
  const shown = notableOperators(telling.history).slice(0, MOST_OPERATORS);
  if (shown.length === 0) return [];
  const { lead, rest } = telling.words.texts.history.before.operators;
  const head = { lead: lead[unitOf(telling.report)](timeBefore(telling)), rest: ` ${rest}`, tone: null };
  const points = shown.map(([operator, found]) => operatorPoint(operator, found, telling));
  return [{ kind: "points", points: [head, ...points] }];
}

/**
 * How many operators are not in the list and what the limits mean, or that nobody is beyond them. Nothing if there is only one
 * operator, who cannot be compared.
 */
function operatorNotes({ history, words }: Telling): string[] {
  const { nobody, moreOperators, placesNote } = words.texts.history.before;
  const found = notableOperators(history).length;
  if (found === 0) return history.operators.rows.length > 1 ? [nobody] : [];
  const more = found - MOST_OPERATORS;
  return [...(more > 0 ? [words.format.counted(more, moreOperators)] : []), placesNote];
}

/** The operators beyond the limits with all that is notable of each, in the order of the most notable. */
function notableOperators(history: History): [ComparedOperator, Notable[]][] {
  return [...Map.groupBy(notableOf(history), ({ operator }) => operator)];
}

function notableOf({ operators }: History): Notable[] {
  const all = operators.rows.flatMap((operator) =>
    comparedIds.map((id) => {
      const rate = operator.rates[id];
      return { operator, id, rate, judgement: judgementOf(id, sideOf(rate.place)) };
    }),
  );
  const size = ({ id, rate }: Notable) => rate.n * Math.abs((rate.value ?? 0) - (operators.mean[id].value ?? 0));
  const isBetter = ({ judgement }: Notable) => (judgement === "better" ? 1 : 0);
  return all
    .filter(({ rate }) => rate.place === "above_998" || rate.place === "below_998")
    .sort((a, b) => isBetter(a) - isBetter(b) || size(b) - size(a));
}

/** All that is notable of one operator, in one line. */
function operatorPoint(operator: ComparedOperator, found: readonly Notable[], telling: Telling): Point {
  const nameOf = shortOperatorNames(telling.history.operators.rows);
  return {
    lead: nameOf(operator),
    rest: `: ${found.map((one) => notableText(one, telling)).join("; ")}.`,
    tone: found[0]?.judgement ?? null,
  };
}

/** "45% of 939 answered in time, all operators 61%: clearly below the others, worse in the last two weeks". */
function notableText({ id, rate }: Notable, { report, history, words }: Telling): string {
  const { texts, format } = words;
  const { compared, places, trends } = texts.history.before;
  const figure = compared[id](
    format.whole("percent", rate.value),
    format.count(rate.n),
    format.whole("percent", history.operators.mean[id].value),
  );
  const trend = judgementOf(id, rate.trend === "higher" ? 1 : rate.trend === "lower" ? -1 : 0);
  const place = `${figure}: ${places[rate.place ?? "within"]}`;
  return trend === null ? place : `${place}, ${trends[unitOf(report)][trend]}`;
}
