import { type Judgement, judgementOf, sideOf } from "../../domain/history/direction.ts";
import {
  type ComparedId,
  type ComparedOperator,
  type ComparedRate,
  comparedIds,
  type History,
} from "../../domain/history/history.ts";
import type { LeftOut } from "../../domain/history/past.ts";
import type { MetricId } from "../../domain/metrics/catalogue.ts";
import type { Report } from "../../domain/report.ts";
import { leftOutReason, type Telling, timeBefore, unitOf } from "../../texts/history-words.ts";
import { figureText } from "../../texts/small-n.ts";
import type { Words } from "../../texts/words.ts";
import { cutToFit } from "../cut-to-fit.ts";
import type { Block, MailSection, Point } from "../section.ts";

const scoreIds = ["nps", "csi", "csat_top_box", "rating", "fcr"] as const satisfies MetricId[];

const MOST_OPERATORS = 5;

/**
 * The scores of the day beside those of the 28 days before (8 weeks or months), how many of these are known, and the operators
 * who differ from the others by more than chance. Null if the report has no history, or no earlier day is known.
 */
export function timeBeforeSection(report: Report, words: Words): MailSection | null {
  const { history } = report;
  if (history === null || history.before.known === 0) return null;
  const telling = { report, history, words };
  const blocks: Block[] = [
    ...scoreTable(telling),
    ...operatorPoints(telling),
    { kind: "lines", lines: [...operatorNotes(telling), ...knownSentences(telling)] },
  ];
  return { heading: words.texts.history.before.heading(timeBefore(telling)), blocks };
}

/** The scores that have values in the time before. */
function scoreTable(telling: Telling): Block[] {
  const { report, history, words } = telling;
  const { texts } = words;
  const shown = scoreIds.filter((id) => history.before.metrics[id].value !== null);
  if (shown.length === 0) return [];
  const rows = shown.map((id) => ({
    name: texts.metrics[id].title,
    figures: [figureText(id, report.metrics[id], words), figureText(id, history.before.metrics[id], words)],
    isTotal: false,
  }));
  const heads = [texts.history.before.thisOne[unitOf(report)], timeBefore(telling)];
  return [{ kind: "table", nameHead: texts.workbook.heads.figure, heads, rows, layout: null }];
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
    known(format.count(history.before.known), timeBefore(telling)),
    ...(list.length === 0 ? [] : [leftOut(list.join(", "))]),
  ];
}

type Notable = { operator: ComparedOperator; id: ComparedId; rate: ComparedRate; judgement: Judgement };

/** A point for each of the operators beyond the 99.8 % limits, those who are worse first. */
function operatorPoints(telling: Telling): Block[] {
  const notable = notableOf(telling.history).slice(0, MOST_OPERATORS);
  return notable.length === 0 ? [] : [{ kind: "points", points: notable.map((one) => operatorPoint(one, telling)) }];
}

/** What the limits mean, or that nobody is beyond them. Nothing if there is only one operator, who cannot be compared. */
function operatorNotes({ history, words }: Telling): string[] {
  const { nobody, placesNote } = words.texts.history.before;
  if (notableOf(history).length > 0) return [placesNote];
  return history.operators.rows.length > 1 ? [nobody] : [];
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

function operatorPoint({ operator, id, rate, judgement }: Notable, { report, history, words }: Telling): Point {
  const { texts, format } = words;
  const { compared, places, trends } = texts.history.before;
  const figure = compared[id](
    format.figure("percent", rate.value),
    format.count(rate.n),
    format.figure("percent", history.operators.mean[id].value),
  );
  const trend = judgementOf(id, rate.trend === "higher" ? 1 : rate.trend === "lower" ? -1 : 0);
  const place = `${figure}: ${places[rate.place ?? "within"]}`;
  return {
    lead: cutToFit(operator.name),
    rest: trend === null ? `: ${place}.` : `: ${place}, ${trends[unitOf(report)][trend]}.`,
    tone: judgement,
  };
}
