import type { DayRef } from "./delivery/archive-layout.ts";
import { commitDay, type Manifest } from "./delivery/commit-day.ts";
import { markDone, readDone } from "./delivery/day-done.ts";
import { DAILY, type Delivery, mailReport, revisionDelivery, throwUnlessDelivered } from "./delivery/mail-report.ts";
import { readReportFile } from "./delivery/read-report-file.ts";
import { refreshTables } from "./delivery/refresh-tables.ts";
import { removeLeftovers } from "./delivery/remove-leftovers.ts";
import { timerFields } from "./domain/checks.ts";
import { reconcile } from "./domain/reconciliation.ts";
import { buildReport, type Report } from "./domain/report.ts";
import type { ReportDay } from "./domain/report-day.ts";
import { sessionFields } from "./domain/session.ts";
import { filtersOf } from "./domain/session-filters.ts";
import { drawFiles, writeMail } from "./draw-files.ts";
import { fingerprintOf, knownOf } from "./fingerprint.ts";
import { weekdayBefore } from "./history/weekday-before.ts";
import type { ArchiveStore, Clock, Drawings, Mailer, Operations, Pause, ReadProgress, SessionSource } from "./ports.ts";
import { type PulledDay, pullDay } from "./pull-day.ts";
import { assertMailable, type ReportDefinition } from "./report-definition.ts";
import { frameOf, settingsOf } from "./report-frame.ts";
import { findingMeasures, mailMeasures, openRunAccount, type RunAccount, readingMeasures } from "./run-account.ts";
import { answerFrom, answerOf, dryAnswerOf, factsOf, type Mails, NO_MAILS, type RunAnswer } from "./run-answer.ts";

/** All that a run needs from outside. */
export type World = {
  readonly source: SessionSource;
  readonly archive: ArchiveStore;
  readonly mailer: Mailer;
  readonly drawings: Drawings;
  readonly clock: Clock;
  readonly pause: Pause;
  readonly operations: Operations;
  /** A name for this run that no other run has: letters, digits and hyphens. */
  readonly newRunId: () => string;
};

export type RunRequest = {
  readonly definition: ReportDefinition;
  readonly day: ReportDay;
  /** Who is to be mailed: nobody; the day's readers, once a day; its readers, once a revision; or those of a request. */
  readonly deliver: "none" | "daily" | "revision" | Delivery;
  /** A day whose readers all have their mail is answered without asking the API again. */
  readonly skipIfDone: boolean;
  /** A key of the request: it makes a revision of its own even of equal figures, one however often it is repeated. */
  readonly force: string | null;
  /** Nothing is written and nobody is mailed. */
  readonly dryRun: boolean;
  readonly call: CallName;
  /** The sentence that says how to run it again when it failed; "" for none. */
  readonly repeatHint: string;
  readonly onProgress?: (progress: ReadProgress) => void;
};

/** The call that asked for a run. */
export type CallName = {
  /** The same over all retries of one call, and of no other. */
  readonly requestId: string;
  /** When the schedule was to fire, ISO 8601; null on demand. */
  readonly scheduledTime: string | null;
  /** The scheduler's count of its tries to deliver the call, from 1; null where it tells none. */
  readonly attempt: number | null;
};

export type RunResult = { readonly answer: RunAnswer; readonly report: Report };

/**
 * What was answered by the run that mailed the day's report to the last of its readers, where that is enough, after one read;
 * else the answer of a run. Throws RunFailedError.
 */
export async function answerReport(request: RunRequest, world: World): Promise<RunAnswer> {
  return accounted(request, world, async (account, runId) => {
    const { definition, day } = request;
    const ref = { report: definition.id, date: day.date };
    const done = request.skipIfDone ? await readDone(world.archive, ref, answerFrom) : null;
    if (done === null) return (await makeReport(request, { account, runId, world })).answer;
    account.count({ DayCompleted: 1 });
    account.done("report done before", { revision: done.revision });
    return { ...done, status: "already sent", mails: NO_MAILS };
  });
}

/** The whole run: a day's sessions become figures, the figures an archived revision, and the revision a mail to each reader. Throws RunFailedError. */
export async function runReport(request: RunRequest, world: World): Promise<RunResult> {
  return accounted(request, world, (account, runId) => makeReport(request, { account, runId, world }));
}

async function accounted<T>(
  request: RunRequest,
  world: World,
  work: (account: RunAccount, runId: string) => Promise<T>,
): Promise<T> {
  const { definition, day, call, repeatHint } = request;
  const runId = world.newRunId();
  const account = openRunAccount({ report: definition.id, date: day.date, runId, ...call }, world, repeatHint);
  try {
    return await work(account, runId);
  } catch (error) {
    throw account.failed(error);
  }
}

type Tools = { readonly account: RunAccount; readonly runId: string; readonly world: World };

async function makeReport(request: RunRequest, { account, runId, world }: Tools): Promise<RunResult> {
  const { definition, day } = request;
  assertMailable(definition);
  const ref = { report: definition.id, date: day.date };
  if (request.deliver === "daily") account.count({ DayCompleted: 0 });

  const pulled = await account.during("reading", () => pull(request, world));
  account.count(readingMeasures(reconcile(pulled.tally, pulled.declared)));
  const weekday = await account.during("comparing", () => weekdayIfQuiet(request, pulled, world));
  const frame = { ...frameOf(definition, day, pulled), weekday };
  if (request.dryRun) return dryRun(buildReport(pulled.tally, { ...frame, revision: 0 }), account);

  const manifest = await account.during("archiving", async () => {
    const committed = await commitDay(world, {
      ref,
      runId,
      known: knownOf(definition),
      fingerprint: (known) => fingerprintOf({ ...pulled, definition }, known),
      force: request.force,
      draw: (revision, locate) =>
        drawFiles(buildReport(pulled.tally, { ...frame, revision }), { definition, pulled, locate, world }),
    });
    await removeLeftovers(world, ref);
    await refreshTables(world.archive, ref);
    return committed;
  });

  // As archived, not as computed: the revision may be another run's, of another moment or, by force, of other figures.
  const { report, mails } = await account.during("mailing", async () => {
    const report = await readReportFile(world.archive, manifest);
    account.count(findingMeasures(report));
    return { report, mails: await deliver(request, { ref, report, manifest }, { account, world }) };
  });
  const answer = answerOf(report, manifest, mails);
  // Who was refused lacks the mail still: a call after this one is to try again.
  if (request.deliver === "daily" && mails.refused === 0) {
    if (definition.recipients.length > 0) await markDone(world.archive, ref, answer);
    account.count({ DayCompleted: 1 });
  }
  account.done("report done", factsOf(answer));
  return { answer, report };
}

/** What the same weekday usually has, read only for a day without any session, also an unreadable one: a normal run reads nothing. */
async function weekdayIfQuiet({ definition, day }: RunRequest, { tally, declared }: PulledDay, world: World) {
  const { in_day, invalid, short } = reconcile(tally, declared);
  if (in_day > 0 || invalid > 0 || short > 0) return null;
  return weekdayBefore({ report: definition.id, day, filters: filtersOf(definition) }, world);
}

function pull({ definition, day, dryRun, onProgress }: RunRequest, world: World): Promise<PulledDay> {
  const { drawings, source, clock } = world;
  const settings = settingsOf(definition);
  const fields = [...new Set([...sessionFields, ...timerFields, ...(dryRun ? [] : drawings.fieldsOf(definition))])];
  const query = {
    from: day.from,
    to: day.to,
    fields,
    filters: filtersOf(definition),
    ...(onProgress && { onProgress }),
  };
  const openTable = dryRun ? null : () => drawings.sessionTable(definition, day, settings);
  return pullDay({ query, day, settings, openTable }, source, clock);
}

type Revision = { readonly ref: DayRef; readonly report: Report; readonly manifest: Manifest };

/** Mails the revision to those it is for; throws when somebody did not get theirs. */
async function deliver(
  request: RunRequest,
  { ref, report, manifest }: Revision,
  { account, world }: Pick<Tools, "account" | "world">,
): Promise<Mails> {
  const { definition, call } = request;
  const { revision } = manifest;
  const delivery = deliveryOf(request, revision);
  if (delivery === null || definition.sender === null) return NO_MAILS;
  const compose = await writeMail(report, { definition, sender: definition.sender, manifest, world });
  const dependencies = { ledger: world.archive, ...world, request: call.requestId };
  const outcome = await mailReport({ ref, revision, delivery, compose }, dependencies);
  account.count(mailMeasures(outcome));
  throwUnlessDelivered(outcome, delivery.recipients.length);
  const { sent, earlier, refused } = outcome;
  return { sent, earlier, refused };
}

function deliveryOf({ deliver: whom, definition }: RunRequest, revision: number): Delivery | null {
  if (typeof whom === "object") return whom;
  if (whom === "none") return null;
  return { name: whom === "daily" ? DAILY : revisionDelivery(revision), recipients: definition.recipients };
}

function dryRun(report: Report, account: RunAccount): RunResult {
  account.done("dry run done", { sessions: report.metrics.sessions.value });
  return { answer: dryAnswerOf(report), report };
}
