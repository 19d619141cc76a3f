import { doubtfulIn } from "../domain/doubt.ts";
import type { Report } from "../domain/report.ts";
import { canCompareOperators, standOutsOf } from "../domain/stand-out.ts";
import { goalStateOf, groupsBelowGoal } from "./goal-words.ts";
import { isFresh, noSessionsSentence, unreadableOf } from "./report-sentences.ts";
import { dayStateOf } from "./verdict-sentence.ts";
import type { Words } from "./words.ts";

/**
 * What was looked at and found in order, so that readers need not infer it from what the report does not say: that nothing needs
 * them, with all that was checked, or at least that no client was waiting. Null if clients were waiting, if it cannot be known
 * because sessions are missing or could not be read, and if the sessions were read much later than the day.
 */
export function checkedSentence(report: Report, words: Words): string | null {
  const { metrics, reconciliation, fetchedAt, day } = report;
  const isUnknown = reconciliation.short > 0 || unreadableOf(report) !== null;
  if (metrics.waiting.value > 0 || isUnknown || !isFresh(report) || noSessionsSentence(report, words) !== null) {
    return null;
  }
  const { calm, at, nobodyWaits } = words.texts.mail.checked;
  const time = words.format.time(fetchedAt, day.zone);
  return isCalm(report, words)
    ? `${calm} ${at(time, [nobodyWaits, ...alsoChecked(report, words)].join("; "))}`
    : at(time, nobodyWaits);
}

/** Whether nothing in the report asks for a reaction, apart from clients who wait for an operator. Unknown is not calm. */
function isCalm(report: Report, words: Words): boolean {
  const state = dayStateOf(report);
  return (
    (state === "usual" || state === "better") &&
    goalStateOf(report) !== "missed" &&
    groupsBelowGoal(report, words).length === 0 &&
    standOutsOf(report).talkTo.length === 0 &&
    doubtfulIn(report.metrics).length === 0 &&
    (report.sessions?.waiting.counts.last_message_open ?? 0) === 0 &&
    report.findings.length === 0
  );
}

function alsoChecked(report: Report, words: Words): string[] {
  const { notWorse, nobodyBehind } = words.texts.mail.checked;
  return [notWorse, ...goalsChecked(report, words), ...(canCompareOperators(report) ? [nobodyBehind] : [])];
}

/** What can be said of all goals of a day that misses none; nothing if none can be judged. */
function goalsChecked({ goals }: Report, { texts }: Words): string[] {
  const { goalsMet, noneMissed } = texts.mail.checked;
  const all = [goals?.metrics ?? {}, ...(goals?.groups ?? []).map(({ metrics }) => metrics)];
  const states = all.flatMap((results) => Object.values(results).map(({ state }) => state));
  if (states.every((state) => state === null)) return [];
  return [states.every((state) => state === "met") ? goalsMet : noneMissed];
}
