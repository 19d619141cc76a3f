import { type DayRef, ledgerFolder, triesKey, watchedKey } from "./delivery/archive-layout.ts";
import { readDone } from "./delivery/day-done.ts";
import { readTries } from "./delivery/day-tries.ts";
import { haveTheMail } from "./delivery/mailed-readers.ts";
import { LedgerError } from "./delivery/read-mark.ts";
import { ReportError } from "./domain/report-error.ts";
import { dueTimeBefore, dueTimeOf } from "./due-time.ts";
import { findGroup, findReport } from "./plan-runs.ts";
import type { ArchiveStore, Clock, Operations } from "./ports.ts";
import type { ReportDefinition } from "./report-definition.ts";
import { dueSpan } from "./report-span.ts";
import { answerFrom } from "./run-answer.ts";

/** Reports that were due are not done after their last try; the message names each, its day and the event that makes it. */
export class WatchdogError extends ReportError {
  override readonly name = "WatchdogError";
}

export type WatchRequest = {
  /** The id of the group. */
  readonly watch: string;
  /** The time for which to ask, or any time after it and before the next one. Milliseconds since 1970. */
  readonly at: number;
  readonly definitions: readonly ReportDefinition[];
};

type WatchWorld = { readonly archive: ArchiveStore; readonly operations: Operations; readonly clock: Clock };

/** A report and its day, week or month that was due. */
export type WatchedDay = { readonly report: string; readonly date: string; readonly isDone: boolean };

/**
 * Asks of each report of the group whether it is done for the time at which it was due last: one read of the archive for each
 * that a schedule has made. It is also done if every reader has the mail, as after a request on demand, which leaves no mark.
 * Throws WatchdogError at the end if one is missing. Throws RequestError if there is no such group.
 *
 * A report is not missing if the stack did not have it yet when it was due. That the watchdog has come is known from the next due
 * time on.
 */
export async function watchDays({ watch, at, definitions }: WatchRequest, world: WatchWorld): Promise<WatchedDay[]> {
  const { archive, operations } = world;
  const group = findGroup(definitions, watch);
  const dueTime = dueTimeOf(group, at);
  const days: WatchedDay[] = [];
  const missing: string[] = [];
  for (const id of group.reports) {
    const definition = findReport(definitions, id);
    const ref = { report: id, date: dueSpan(definition, dueTime).day.date };
    const isDone = (await isMarkedDone(ref, archive)) || (await haveTheMail(archive, ref, definition.recipients));
    days.push({ ...ref, isDone });
    const { date: dateBefore } = dueSpan(definition, dueTimeBefore(group, dueTime)).day;
    const isMissing = !isDone && (await hadReport(archive, ref, dateBefore));
    if (isMissing) missing.push(await sentence(definition, dueTime, archive));
    else if (!isDone) await archive.put(watchedKey(ref), Buffer.from("{}\n"), "application/json");
    operations.measure(id, { DayMissing: isMissing ? 1 : 0 });
  }
  if (missing.length > 0) throw new WatchdogError("DAY_MISSING", missing.join(" "));
  return days;
}

/** A damaged mark is none: the event that makes the day then names it. */
async function isMarkedDone(ref: DayRef, archive: ArchiveStore): Promise<boolean> {
  const done = await readDone(archive, ref, answerFrom).catch((error) => {
    if (error instanceof LedgerError) return null;
    throw error;
  });
  return done !== null;
}

/**
 * Whether the stack had the report when it was due for that day: the ledger has a mark of the day, other than that the watchdog
 * came, or any mark of `dateBefore`, the day that was due before.
 */
export async function hadReport(
  archive: Pick<ArchiveStore, "list">,
  { report, date }: DayRef,
  dateBefore: string,
): Promise<boolean> {
  const marksOf = (day: string) => archive.list(`${ledgerFolder({ report, date: day })}/`);
  const ofDay = (await marksOf(date)).filter((key) => key !== watchedKey({ report, date }));
  return ofDay.length > 0 || (await marksOf(dateBefore)).length > 0;
}

async function sentence(definition: ReportDefinition, dueTime: number, archive: ArchiveStore): Promise<string> {
  const { id } = definition;
  const { day, period } = dueSpan(definition, dueTime);
  const how = await triesTold({ report: id, date: day.date }, archive);
  const event = JSON.stringify({ report: id, scheduledTime: new Date(dueTime).toISOString() });
  return `Report ${id} of ${period?.name ?? day.date} is not done: ${how}. To run it: ${event}.`;
}

/** A mark that cannot be read must not keep the message about this day and the others back. */
async function triesTold(ref: DayRef, archive: ArchiveStore): Promise<string> {
  try {
    const tried = await readTries(archive, ref);
    if (tried === null) return "it was not tried";
    const times = tried.tries === 1 ? "once" : `${tried.tries} times`;
    return `it was tried ${times} (${tried.error ?? "no error known"})`;
  } catch (error) {
    const code = error instanceof ReportError ? error.code : "UNEXPECTED";
    return `how often it was tried is not known (${code} when reading ${triesKey(ref)})`;
  }
}
