import type { DayRef } from "../../functions/daily-report/delivery/archive-layout.ts";
import { newestManifest } from "../../functions/daily-report/delivery/commit-day.ts";
import { readDone } from "../../functions/daily-report/delivery/day-done.ts";
import { readTries } from "../../functions/daily-report/delivery/day-tries.ts";
import type { ArchiveStore } from "../../functions/daily-report/ports.ts";
import type { ReportDefinition } from "../../functions/daily-report/report-definition.ts";
import type { ReportSpan } from "../../functions/daily-report/report-span.ts";
import { answerFrom } from "../../functions/daily-report/run-answer.ts";
import { type MailFact, readMails } from "./read-mails.ts";

/**
 * How a report stands. "done": it is made, and every reader has the mail. "not due yet": its first try is to come. "tried again":
 * it is not done, and the schedule calls again. "missing": it is not done, and nobody calls again. Of a report that no schedule
 * makes: "made" if there is a revision, and "not made".
 */
export type DayState = "done" | "not due yet" | "tried again" | "missing" | "made" | "not made";

/** Times are ISO 8601 in UTC. */
export type DayStatus = {
  readonly report: string;
  /** The day, or the first date of the week or month. */
  readonly date: string;
  /** "2026-W48" or "2026-11"; null for a day. */
  readonly period: string | null;
  readonly state: DayState;
  /** When the report was due first; null if no schedule makes it. */
  readonly due: string | null;
  /** When the schedule calls next for it; null if it is done or if no call is to come. */
  readonly nextTry: string | null;
  /** How many scheduled tries there were. */
  readonly tries: number;
  readonly lastTry: string | null;
  /** The code of the error of the last try; null if that succeeded, is at work or was killed. */
  readonly lastError: string | null;
  /** The newest revision, and the date of the report whose run read the day again and made it; null if there is none. */
  readonly revision: number | null;
  readonly restatedFor: string | null;
  readonly mails: readonly MailFact[];
  /** The event that makes the report now and mails readers who lack the mail; null if there is nothing to make. */
  readonly event: Readonly<Record<string, unknown>> | null;
};

export type StatusQuestion = {
  readonly definition: ReportDefinition;
  readonly span: ReportSpan;
  /** The times of the schedule's calls for the day, milliseconds since 1970, ascending; none if no schedule makes it. */
  readonly calls: readonly number[];
  readonly now: number;
};

/** Reads how a report of a day stands; writes nothing. Throws ArchiveError, LedgerError or CommitError for a damaged archive. */
export async function readStatus(archive: ArchiveStore, question: StatusQuestion): Promise<DayStatus> {
  const { definition, span, calls, now } = question;
  const { id: report, recipients } = definition;
  const ref: DayRef = { report, date: span.day.date };
  const isDone = (await readDone(archive, ref, answerFrom)) !== null;
  const tried = await readTries(archive, ref);
  const manifest = await newestManifest(archive, ref);
  const nextTry = isDone ? null : (calls.find((call) => call > now) ?? null);
  const state = isDone ? "done" : stateOf(question, manifest !== null);
  return {
    ...ref,
    period: span.period?.name ?? null,
    state,
    due: isoOrNull(calls[0]),
    nextTry: isoOrNull(nextTry),
    tries: tried?.tries ?? 0,
    lastTry: tried?.at ?? null,
    lastError: tried?.error ?? null,
    revision: manifest?.revision ?? null,
    restatedFor: manifest?.restatedFor ?? null,
    mails: await readMails(archive, ref, { recipients, now }),
    event: ["done", "made", "not due yet"].includes(state) ? null : eventFor(question),
  };
}

function stateOf({ calls, now }: StatusQuestion, isMade: boolean): DayState {
  const [first, last] = [calls[0], calls.at(-1)];
  if (first === undefined || last === undefined) return isMade ? "made" : "not made";
  if (now < first) return "not due yet";
  return now < last ? "tried again" : "missing";
}

/** By the time at which it was due, so that the mail is the day's mail; a day that is never due must be named. */
function eventFor({ definition: { id: report }, span: { day, period }, calls: [due] }: StatusQuestion) {
  if (due !== undefined) return { report, scheduledTime: new Date(due).toISOString() };
  return { report, ...(period === null ? { date: day.date } : { period: period.name }), mail: true };
}

function isoOrNull(instant: number | null | undefined): string | null {
  return instant === undefined || instant === null ? null : new Date(instant).toISOString();
}
