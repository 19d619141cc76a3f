import { judgementOf, sideOf } from "../../domain/history/direction.ts";
import { type ChangeId, changeIds, type Usual } from "../../domain/history/history.ts";
import { type HeadlineId, headlineIds } from "../../domain/history/past.ts";
import { FEWEST_DAYS } from "../../domain/history/usual.ts";
import { catalogue } from "../../domain/metrics/catalogue.ts";
import type { Report } from "../../domain/report.ts";
import { alikeWords, overBefore, pointsText, type Telling } from "../../texts/history-words.ts";
import { figureText } from "../../texts/small-n.ts";
import type { Words } from "../../texts/words.ts";
import type { MailSection, Point } from "../section.ts";

/**
 * Says whether the main figures are usual: a point for each that is not, worse ones first; then a line for each other figure
 * that really differs from the time before. Null if the report has no history, or nothing can be said.
 */
export function usualSection(report: Report, words: Words): MailSection | null {
  const { history } = report;
  if (history === null) return null;
  const telling = { report, history, words };
  const unusual = worstFirst(
    headlineIds.filter((id) => isUnusual(history.usual[id])),
    telling,
  );
  const changed = changeIds.filter((id) => history.changes[id].isReal && !unusual.includes(id));
  const { heading, holiday } = words.texts.history.usual;
  const points = [
    ...(history.holiday ? [plain(holiday)] : []),
    ...unusual.map((id) => unusualPoint(id, telling)),
    ...restSentences(unusual.length, telling).map(plain),
    ...changed.map((id) => changePoint(id, telling)),
  ];
  return points.length === 0 ? null : { heading, blocks: [{ kind: "points", points }] };
}

function plain(rest: string): Point {
  return { lead: "", rest, tone: null };
}

function isUnusual({ verdict }: Usual): boolean {
  return verdict !== null && verdict !== "usual";
}

/** Worse figures come before neutral and better ones; within these, those that are farther beyond their expected range. */
function worstFirst(ids: readonly HeadlineId[], { report, history }: Telling): HeadlineId[] {
  const rank = (id: HeadlineId) => {
    const judgement = judgementOf(id, sideOf(history.usual[id].verdict));
    return judgement === "worse" ? 0 : judgement === null ? 1 : 2;
  };
  const beyond = (id: HeadlineId) => beyondRange(report.metrics[id].value, history.usual[id]);
  return [...ids].sort((a, b) => rank(a) - rank(b) || beyond(b) - beyond(a));
}

/** How far a value lies beyond its range, in widths of the range. */
function beyondRange(value: number | null, { low, high }: Usual): number {
  if (value === null || low === null || high === null) return 0;
  return Math.max(value - high, low - value) / (high - low || 1);
}

function unusualPoint(id: HeadlineId, telling: Telling): Point {
  const { report, history, words } = telling;
  const { texts, format } = words;
  const { usual, verdicts } = texts.history;
  const { verdict, low, high } = history.usual[id];
  const { unit } = catalogue[id];
  const value = figureText(id, report.metrics[id], words);
  const range = usual.range(format.figure(unit, low), format.figure(unit, high), alikeWords(telling).on);
  return {
    lead: usual.unusual(texts.metrics[id].title, value, verdicts[verdict ?? "usual"]),
    rest: isReal(id, telling) ? `${range} ${changeText("change", id, telling)}` : range,
    tone: judgementOf(id, sideOf(verdict)),
  };
}

/**
 * A figure that really differs from the time before, although it is not unusual. It has no colour: on days of many sessions such
 * a difference is frequent (`docs/metrics.md` section 8.5).
 */
function changePoint(id: ChangeId, telling: Telling): Point {
  const { report, history, words } = telling;
  const { texts } = words;
  const isUsual = history.usual[id].verdict === "usual";
  return {
    lead: texts.history.usual.only(texts.metrics[id].title, figureText(id, report.metrics[id], words)),
    rest: (isUsual ? texts.history.usual.within : "") + changeText("butChange", id, telling),
    tone: null,
  };
}

function isReal(id: HeadlineId, { history }: Telling): id is ChangeId {
  return changeIds.some((changeId) => changeId === id && history.changes[changeId].isReal);
}

/** The difference from the time before. */
function changeText(say: "change" | "butChange", id: ChangeId, telling: Telling): string {
  const { history, words } = telling;
  const { low, high } = history.changes[id];
  const before = figureText(id, history.before.metrics[id], words);
  const limits = [low, high].map((points) => pointsText(points, words));
  return words.texts.history.usual[say](overBefore(id, telling), before, limits[0] ?? "", limits[1] ?? "");
}

/** Says that all other figures are usual, or that too few earlier days are known to say so. */
function restSentences(unusual: number, telling: Telling): string[] {
  const { history, words } = telling;
  const { texts, format } = words;
  const { all, others, tooFew } = texts.history.usual;
  const { as, earlier } = alikeWords(telling);
  const usual = headlineIds.filter((id) => history.usual[id].verdict === "usual").length;
  if (usual > 0) return [format.counted(usual, unusual > 0 ? others : all(as))];
  const known = Math.max(...headlineIds.map((id) => history.usual[id].known));
  return known < FEWEST_DAYS ? [tooFew(earlier, format.count(known), format.count(FEWEST_DAYS))] : [];
}
