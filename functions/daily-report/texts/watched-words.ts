import type { Report } from "../domain/report.ts";
import type { SessionToOpen, WatchedSession, WatchedSessions } from "../domain/watch/watched-sessions.ts";
import { cutToFit } from "./cut-to-fit.ts";
import { operatorNames } from "./operator-names.ts";
import { isFresh, isUnusuallyEmpty } from "./report-sentences.ts";
import type { Words } from "./words.ts";

/** Returns a function that names the operator of a session as tables do (`namesOf`); null if there is none. */
export function watchedOperators(
  { breakdowns }: Report,
  namesOf = operatorNames,
): (session: WatchedSession) => string | null {
  const nameOf = namesOf(breakdowns.operators);
  return ({ operator }) => operator && nameOf(operator);
}

/** Returns a function that names the operator groups of a session, with commas between them; "" if there is none. */
export function watchedGroups({ breakdowns }: Report): (session: WatchedSession) => string {
  const names = new Map(breakdowns.groups.map(({ key, name }) => [key, name]));
  return ({ groups }) => groups.map((id) => names.get(id) ?? id).join(", ");
}

/** Why a session should be opened, with commas between the reasons. */
export function reasonsText({ reasons }: SessionToOpen, words: Words): string {
  return reasons.map((reason) => reasonText(reason, words)).join(", ");
}

function reasonText({ id, value }: SessionToOpen["reasons"][number], { texts, format }: Words): string {
  const { reasons, lastOf } = texts.watch;
  switch (id) {
    case "detractor":
      return reasons.detractor(format.count(value));
    case "low_csi":
      return reasons.low_csi(format.whole("percent", value));
    case "slow_reply":
    case "lost_after_wait":
      // Waits of more than 5 minutes are not told to the second.
      return reasons[id](format.whole("seconds", value === null ? null : 60 * Math.round(value / 60)));
    case "last_message_unanswered":
      // "The last of 1 message" says no more than "the last message".
      return value !== null && value > 1 ? format.counted(value, lastOf) : reasons.last_message_unanswered;
  }
}

/** Whether the workbook has a sheet with the sessions whose client waits. */
export function hasWaitingSheet(report: Report): report is Report & { sessions: WatchedSessions } {
  return report.sessions !== null && report.sessions.waiting.rows.length > 0;
}

/** More links would make a box of what is only a sentence. */
const MOST_LINKS = 3;

/** A session that can be opened: when it was created and in which channel, and the address of its page. */
export type LinkedSession = { readonly text: string; readonly link: string };

/** The sessions that `toDoSentence` is about, if there are at most 3 and every one has a link; otherwise none. */
export function toDoLinks(report: Report, { format, linkOf }: Words): LinkedSession[] {
  const rows = (report.sessions?.waiting.rows ?? []).filter(({ state }) => state === "waiting");
  if (!isFresh(report) || rows.length > MOST_LINKS || rows.length !== report.metrics.waiting.value) return [];
  const links = rows.flatMap(({ id, createdAt, channel }) => {
    const link = linkOf(id);
    const place = channel === null ? "" : ` · ${cutToFit(channel)}`;
    return link === null ? [] : [{ text: format.time(createdAt, report.day.zone) + place, link }];
  });
  return links.length === rows.length ? links : [];
}

/**
 * What can be done now: to look into a day that is empty although it usually is not, or to reach the clients who were waiting when
 * the sessions were read. Null if there were none, or if they were read much later.
 */
export function toDoSentence(report: Report, { texts, format, contact }: Words): string | null {
  if (isUnusuallyEmpty(report)) return texts.mail.toDoEmpty(contact ?? texts.common.whoRunsIt);
  const waiting = report.metrics.waiting.value;
  if (waiting === 0 || !isFresh(report)) return null;
  const sheet = hasWaitingSheet(report) ? texts.workbook.sheets.waiting : null;
  return format.counted(waiting, texts.mail.toDo(format.time(report.fetchedAt, report.day.zone), sheet));
}
