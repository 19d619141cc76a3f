import { isDoubtful } from "../domain/doubt.ts";
import { type Judgement, judgementOf, sideOf } from "../domain/history/direction.ts";
import { type Driver, type DriverId, driverIds, type History } from "../domain/history/history.ts";
import { type HeadlineId, headlineIds } from "../domain/history/past.ts";
import { catalogue } from "../domain/metrics/catalogue.ts";
import { FEWEST_ANSWERS } from "../domain/metrics/metric.ts";
import type { Report } from "../domain/report.ts";
import { NO_KEY } from "../domain/tally.ts";
import { cutToFit } from "./cut-to-fit.ts";
import { goalBesideValue, goalClause, goalOf, goalStateOf, isBelowGoal, isGoalId } from "./goal-words.ts";
import { alikeWords } from "./history-words.ts";
import { spanName } from "./period-words.ts";
import { isUnusuallyEmpty, noSessionsSentence, targetOf } from "./report-sentences.ts";
import { shownVerdict } from "./shown-verdict.ts";
import type { Figure } from "./small-n.ts";
import type { Words } from "./words.ts";

/**
 * The state of a day. `partly`: every figure is usual, but some rows are worse than they usually are. `other`: only figures
 * differ that are neither good nor bad, such as the number of sessions. `unknown`: nothing can be compared.
 */
export const dayStates = ["worse", "better", "partly", "other", "usual", "unknown"] as const;
export type DayState = (typeof dayStates)[number];

/** The figures that are told of every day. */
const toldIds = ["sl1", "lost_rate", "csi", "nps"] as const satisfies HeadlineId[];

/** How the figure of a day compares with what is usual; null if it is usual or that is not known. */
export function unusualJudgement(id: HeadlineId, report: Report): { judgement: Judgement } | null {
  const verdict = shownVerdict(id, report);
  return verdict === null || verdict === "usual" ? null : { judgement: judgementOf(id, sideOf(verdict)) };
}

export function dayStateOf(report: Report): DayState {
  const { history } = report;
  if (history === null) return "unknown";
  const found = headlineIds.map((id) => unusualJudgement(id, report)).filter((one) => one !== null);
  if (found.some(({ judgement }) => judgement === "worse")) return "worse";
  if (found.some(({ judgement }) => judgement === "better")) return "better";
  const isKnown = headlineIds.some((id) => shownVerdict(id, report) !== null);
  if (!isKnown) return "unknown";
  const rows = driverIds.filter((id) => history.drivers[id].rows.length > 0);
  if (rows.some((id) => judgementOf(id, history.drivers[id].difference) === "worse")) return "partly";
  return found.length > 0 ? "other" : "usual";
}

/**
 * The figures that the verdict tells, in order: worse ones, those below their goal, better ones, those that are told of every day,
 * other unusual ones.
 */
export function toldFigures(report: Report): HeadlineId[] {
  const rank = (id: HeadlineId) => {
    const unusual = unusualJudgement(id, report);
    if (unusual?.judgement === "worse") return 0;
    if (isBelowGoal(id, report)) return 1;
    if (unusual === null) return 3;
    return unusual.judgement === "better" ? 2 : 4;
  };
  const beyond = (id: HeadlineId) => (unusualJudgement(id, report) === null ? 0 : beyondRange(id, report));
  const isNotable = (id: HeadlineId) => unusualJudgement(id, report) !== null || isBelowGoal(id, report);
  const others = headlineIds.filter((id) => !toldIds.some((told) => told === id) && isNotable(id));
  return [...toldIds, ...others]
    .filter((id) => isTold(id, report) && !isSaidByAnother(id, report))
    .sort((a, b) => rank(a) - rank(b) || beyond(b) - beyond(a));
}

function isTold(id: HeadlineId, { metrics }: Report): boolean {
  const { value, n }: Figure = metrics[id];
  if (value === null || isDoubtful(id, metrics)) return false;
  return (id !== "csi" && id !== "nps") || (n ?? 0) >= FEWEST_ANSWERS;
}

/** Of two figures that say nearly the same, the second one is told only if the first one is usual, and meets its goal. */
const SAID_BY: Partial<Record<HeadlineId, HeadlineId>> = { csat_top_box: "csi", frt_p50: "sl1", handled: "sessions" };

function isSaidByAnother(id: HeadlineId, report: Report): boolean {
  const other = SAID_BY[id];
  if (other === undefined || (isBelowGoal(id, report) && !isBelowGoal(other, report))) return false;
  return unusualJudgement(other, report) !== null || isBelowGoal(other, report);
}

/** How far a value lies beyond its range, in widths of the range. */
function beyondRange(id: HeadlineId, { metrics, history }: Report): number {
  const { low, high } = history?.usual[id] ?? { low: null, high: null };
  const { value } = metrics[id];
  if (value === null || low === null || high === null) return 0;
  return Math.max(value - high, low - value) / (high - low || 1);
}

/** The sentence that says how the day was; `lead` is set apart. The tone is that of the state. */
export type VerdictSentence = { readonly lead: string; readonly rest: string; readonly tone: Judgement };

export function verdictSentence(report: Report, words: Words): VerdictSentence {
  const { verdict } = words.texts.mail;
  const span =
    report.period === null ? words.format.dayName(report.day.date) : words.format.capital(spanName(report, words));
  if (noSessionsSentence(report, words) !== null)
    return { lead: verdict.lead.unknown(span), ...emptyRest(report, words) };
  const clauses = [...clausesOf(toldFigures(report), report, words), ...repliesClause(report, words)];
  const rest = clauses.length === 0 ? sessionsText(report, words) : clauses.join("; ");
  return { lead: leadOf(report, words)(span), rest: ` ${rest}.`, tone: toneOf(report) };
}

function leadOf(report: Report, { texts }: Words): (span: string) => string {
  const state = dayStateOf(report);
  const { missed, met } = texts.goals.leads;
  const goal = goalStateOf(report);
  if (goal === "missed") return missed[state];
  return goal === "met" && isGoodState(state) ? met[state] : texts.mail.verdict.lead[state];
}

function toneOf(report: Report): Judgement {
  const state = dayStateOf(report);
  if (state === "partly" || goalStateOf(report) === "missed") return "worse";
  return state === "worse" || state === "better" ? state : null;
}

/** Whether nothing was worse, so that it may be said that goals were met. */
function isGoodState(state: DayState): state is "better" | "usual" | "unknown" {
  return state === "better" || state === "usual" || state === "unknown";
}

/** The state of the day in a few words, for the subject; empty if nothing can be said. */
export function dayStateText(report: Report, { texts }: Words): string {
  const state = dayStateOf(report);
  const { missed, met } = texts.goals.states;
  const goal = goalStateOf(report);
  if (goal === "missed") return missed[state];
  if (goal === "met" && isGoodState(state)) return met[state];
  return state === "unknown" ? "" : texts.mail.states[state];
}

/** The 90th percentile of first replies, which is told only if it misses its goal. */
function repliesClause(report: Report, words: Words): string[] {
  const result = goalOf("frt_p90", report);
  if (result?.state !== "missed") return [];
  const { texts, format } = words;
  const { replies, clauses } = texts.goals;
  return [replies(format.whole("seconds", result.value)) + clauses.missed(goalBesideValue("frt_p90", result, words))];
}

function emptyRest(report: Report, words: Words): Pick<VerdictSentence, "rest" | "tone"> {
  const { verdict } = words.texts.mail;
  if (!isUnusuallyEmpty(report)) {
    return { rest: ` ${report.metrics.spam.value > 0 ? verdict.onlySpam : verdict.noSessions}`, tone: null };
  }
  return { rest: ` ${verdict.emptyUnusual(usualSessions(report, words))}`, tone: "worse" };
}

function usualSessions(report: Report, words: Words): string {
  const { someUsually, rangeUsually } = words.texts.mail.verdict;
  const { history } = report;
  const { low, high } = history?.usual.sessions ?? { low: null, high: null };
  if (history === null || low === null || high === null) return someUsually;
  const { format } = words;
  return rangeUsually(format.count(low), format.count(high), alikeWords({ report, history, words }).on);
}

function sessionsText({ metrics }: Report, { texts, format }: Words): string {
  return format.counted(metrics.sessions.value, texts.common.sessions);
}

function clausesOf(ids: readonly HeadlineId[], report: Report, words: Words): string[] {
  let isWeekdayNamed = false;
  return ids.map((id, index) => {
    const isUnusual = unusualJudgement(id, report) !== null;
    const goal = isGoalId(id) ? goalClause(id, report, words) : "";
    const clause = clauseOf(id, index === 0, report, words) + goal;
    if (!isUnusual || report.history === null) return clause;
    const on = isWeekdayNamed ? null : alikeWords({ report, history: report.history, words }).on;
    isWeekdayNamed = true;
    return clause + mostlyText(id, report, words) + usualText(id, on, report.history, words);
  });
}

function usualText(id: HeadlineId, on: string | null, { usual }: History, { texts, format }: Words): string {
  return texts.mail.verdict.usually(format.whole(catalogue[id].unit, usual[id].mean), on);
}

function clauseOf(id: HeadlineId, isFirst: boolean, report: Report, words: Words): string {
  const { texts, format } = words;
  const figure: Figure = report.metrics[id];
  const { unit } = catalogue[id];
  const { numerator, denominator, n, low, high } = figure;
  const counts = texts.common.kOfN(format.count(numerator ?? null), format.count(denominator ?? null));
  const isFew = denominator !== undefined && (n ?? 0) < FEWEST_ANSWERS;
  const [from, to] = [low, high].map((limit) => format.whole(unit, limit ?? null));
  return texts.mail.verdict.clauses[id]({
    value: isFew ? counts : format.whole(unit, figure.value),
    counts: isFew ? "" : ` (${counts})`,
    low: from ?? "",
    high: to ?? "",
    target: targetOf(report, words),
    isLow: shownVerdict(id, report) === "unusually_low",
    isFirst,
  });
}

/** ", mostly telegram, 13–16 h": where an unusual figure lies; empty if that is not known, or lies on the other side. */
function mostlyText(id: HeadlineId, { history }: Report, words: Words): string {
  if (history === null || !isDriverId(id)) return "";
  const { difference, rows } = history.drivers[id];
  const side = sideOf(history.usual[id].verdict);
  if (rows.length === 0 || judgementOf(id, difference) !== judgementOf(id, side)) return "";
  return words.texts.mail.verdict.mostly(placesOf(rows, words).join(", "));
}

function isDriverId(id: HeadlineId): id is DriverId {
  return driverIds.some((driverId) => driverId === id);
}

/** The rows by name; hours that follow each other are one span of time, which comes last. */
function placesOf(rows: readonly Driver[], words: Words): string[] {
  const hours = rows.filter(({ breakdown }) => breakdown === "hours").map(({ key }) => Number(key));
  const others = rows.filter(({ breakdown }) => breakdown !== "hours").map((row) => placeName(row, words));
  return [...others, ...hourSpans(hours, words)];
}

function placeName({ breakdown, key, name }: Driver, { texts }: Words): string {
  const { places, nowhere } = texts.mail.verdict;
  return key === NO_KEY ? nowhere[breakdown] : places[breakdown](cutToFit(name));
}

function hourSpans(hours: readonly number[], { texts }: Words): string[] {
  const spans: { from: number; to: number }[] = [];
  for (const hour of hours.toSorted((a, b) => a - b)) {
    const last = spans.at(-1);
    if (last?.to === hour) last.to = hour + 1;
    else spans.push({ from: hour, to: hour + 1 });
  }
  return spans.map(({ from, to }) => texts.mail.hours.span(String(from), String(to)));
}
