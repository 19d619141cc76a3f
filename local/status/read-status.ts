import { type DayRef, ledgerFolder } from "../../functions/daily-report/delivery/archive-layout.ts";
import { newestManifest } from "../../functions/daily-report/delivery/commit-day.ts";
import { readDone } from "../../functions/daily-report/delivery/day-done.ts";
import { readTries } from "../../functions/daily-report/delivery/day-tries.ts";
import { haveTheMail } from "../../functions/daily-report/delivery/mailed-readers.ts";
import type { ArchiveStore } from "../../functions/daily-report/ports.ts";
import type { ReportDefinition } from "../../functions/daily-report/report-definition.ts";
import type { ReportSpan } from "../../functions/daily-report/report-span.ts";
import { answerFrom } from "../../functions/daily-report/run-answer.ts";
import { hadReport } from "../../functions/daily-report/watch-days.ts";
import type { Due } from "./due-of-day.ts";
import { type MailFact, readMails } from "./read-mails.ts";

/**
 * How a report stands. "done": it is made, and every reader has the mail. "files gone": it was done, and the archive has no
 * revision of it any more, so that no schedule makes it again. "not due yet": its first try is to come. "tried again":
 * it is not done, and the schedule calls again. "missing": it is not done, and nobody calls again. "new": it is not done, and the
 * stack did not have the report yet when it was due. Of a report that no schedule makes: "made" if there is a revision, and "not
 * made".
 */
export type DayState = "done" | "files gone" | "not due yet" | "tried again" | "missing" | "new" | "made" | "not made";

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
  /** When a new report is due for the first time; null if it is not new, or if the stack has it by now. */
  readonly firstDue: string | null;
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
  /** When the schedule makes it; null if none does. */
  readonly due: Due | null;
  /** Milliseconds since 1970. */
  readonly now: number;
};

/** Reads how a report of a day stands; writes nothing. Throws ArchiveError, LedgerError or CommitError for a damaged archive. */
export async function readStatus(archive: ArchiveStore, question: StatusQuestion): Promise<DayStatus> {
  const { definition, span, due, now } = question;
  const { id: report, recipients } = definition;
  const ref: DayRef = { report, date: span.day.date };
  const isMarkedDone = (await readDone(archive, ref, answerFrom)) !== null;
  const tried = await readTries(archive, ref);
  const manifest = await newestManifest(archive, ref);
  const mails = await readMails(archive, ref, { recipients, now });
  // A request on demand that mails the readers leaves no mark.
  const isDone = isMarkedDone || (due !== null && (await haveTheMail(archive, ref, recipients)));
  const doneState = manifest === null ? "files gone" : "done";
  const state = isDone ? doneState : stateOf(due, now, manifest !== null);
  const first = due !== null && state === "missing" ? await firstDue(archive, ref, due) : null;
  return {
    ...ref,
    period: span.period?.name ?? null,
    state: first === null ? state : "new",
    due: isoOrNull(due?.calls[0]),
    nextTry: isoOrNull(isDone ? null : due?.calls.find((call) => call > now)),
    firstDue: isoOrNull(first?.time),
    tries: tried?.tries ?? 0,
    lastTry: tried?.at ?? null,
    lastError: tried?.error ?? null,
    revision: manifest?.revision ?? null,
    restatedFor: manifest?.restatedFor ?? null,
    mails,
    event: first !== null || ["done", "made", "not due yet"].includes(state) ? null : eventFor(question, isDone),
  };
}

function stateOf(due: Due | null, now: number, isMade: boolean): DayState {
  const [first, last] = [due?.calls[0], due?.calls.at(-1)];
  if (first === undefined || last === undefined) return isMade ? "made" : "not made";
  if (now < first) return "not due yet";
  return now < last ? "tried again" : "missing";
}

/**
 * Null if the report is not new: the stack had it when it was due. Otherwise the time at which it is due for the first time; that
 * is null if the ledger has later days, so that the stack has it by now. The watchdog looks at two days only. Here a stop of
 * several days must not make a report look new, so the ledger must have no earlier day either.
 */
async function firstDue(archive: ArchiveStore, ref: DayRef, due: Due): Promise<{ time: number | null } | null> {
  if (await hadReport(archive, ref, due.dateBefore)) return null;
  const dates = await datesInLedger(archive, ref.report);
  if (dates.some((date) => date < ref.date)) return null;
  return { time: dates.some((date) => date > ref.date) ? null : due.next };
}

/** The dates of which the ledger has any mark. */
export async function datesInLedger(archive: ArchiveStore, report: string): Promise<string[]> {
  const folder = ledgerFolder({ report, date: "" });
  const dates = (await archive.list(folder)).map((key) => key.slice(folder.length).split("/")[0] ?? "");
  return [...new Set(dates)];
}

/**
 * By the time at which it was due, so that the mail is the day's mail; a day that is never due must be named. Of one that was done,
 * a schedule's event makes nothing; a range of days makes it and mails nobody, since the readers have the mail.
 */
function eventFor({ definition: { id: report }, span: { day, period }, due }: StatusQuestion, wasDone: boolean) {
  if (wasDone) return { report, from: day.date, to: day.date };
  const dueTime = due?.calls[0];
  if (dueTime !== undefined) return { report, scheduledTime: new Date(dueTime).toISOString() };
  return { report, ...(period === null ? { date: day.date } : { period: period.name }), mail: true };
}

function isoOrNull(instant: number | null | undefined): string | null {
  return instant === undefined || instant === null ? null : new Date(instant).toISOString();
}
