import type { NotReadAgain, RestatedMetric, Restatement } from "../../domain/history/history.ts";
import type { Report } from "../../domain/report.ts";
import { wholeText } from "../../texts/small-n.ts";
import type { Words } from "../../texts/words.ts";
import type { Block, MailSection, Point } from "../section.ts";

/** More days would make the mail long; the workbook has all of them. */
const MOST_DAYS = 5;

/**
 * The days before whose main figures changed when they were read again, and the days that were not read again. Null if the report
 * has no history, or there are no such days.
 */
export function readAgainSection(report: Report, words: Words): MailSection | null {
  const { history } = report;
  if (history === null) return null;
  const { heading, moreDays } = words.texts.history.again;
  const changed = history.restatements.map((day) => changedPoint(day, words)).filter((point) => point !== null);
  const rest = changed.length - MOST_DAYS;
  const lines = [
    ...(rest > 0 ? [words.format.counted(rest, moreDays)] : []),
    ...notReadSentences(history.notReadAgain, words),
  ];
  const blocks: Block[] = [
    ...(changed.length > 0 ? [{ kind: "points" as const, points: changed.slice(0, MOST_DAYS) }] : []),
    ...(lines.length > 0 ? [{ kind: "lines" as const, lines }] : []),
  ];
  return blocks.length === 0 ? null : { heading, blocks };
}

/** Null if no main figure looks different. */
function changedPoint({ date, changes }: Restatement, words: Words): Point | null {
  const said = changes.map((change) => changeText(change, words)).filter((text) => text !== null);
  return said.length === 0 ? null : { lead: words.format.shortDate(date), rest: `: ${said.join("; ")}.`, tone: null };
}

function changeText({ metric, before, after }: RestatedMetric, words: Words): string | null {
  const { texts } = words;
  const [was, is] = [before, after].map((figure) => wholeText(metric, figure, words));
  return was === undefined || is === undefined || was === is
    ? null
    : texts.history.again.change(texts.mail.names[metric], was, is);
}

/** One line for each reason. */
function notReadSentences(days: readonly NotReadAgain[], { texts, format }: Words): string[] {
  const { notRead, reasons } = texts.history.again;
  return [...Map.groupBy(days, ({ reason }) => reason)].map(([reason, dates]) =>
    notRead(dates.map(({ date }) => format.shortDate(date)).join("; "), reasons[reason]),
  );
}
