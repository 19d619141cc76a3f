import { archiveDay } from "./archive-day.ts";
import { compareDay } from "./compare-day.ts";
import type { Manifest } from "./delivery/commit-day.ts";
import { markDone, readDone } from "./delivery/day-done.ts";
import type { Delivery } from "./delivery/mail-report.ts";
import { readReportFile } from "./delivery/read-report-file.ts";
import type { LateData } from "./domain/history/history.ts";
import { reconcile } from "./domain/reconciliation.ts";
import { buildReport, type Report } from "./domain/report.ts";
import type { ReportDay } from "./domain/report-day.ts";
import type { PeriodDates } from "./domain/report-period.ts";
import { lateDataOf, NO_LATE_DATA, withRestatements } from "./late-data/late-data-of.ts";
import { readDaysAgain } from "./late-data/read-days-again.ts";
import { mailRevision, revisionToMail } from "./mail-revision.ts";
import { comparePeriod, mergeDays, type PeriodToMerge } from "./merge-days.ts";
import type {
  ArchiveStore,
  Clock,
  Drawings,
  Mailer,
  Operations,
  Pause,
  ReadProgress,
  ScratchFolder,
  ScratchSpace,
  SessionSource,
} from "./ports.ts";
import { readDay, type SharedReadings } from "./read-day.ts";
import { assertMailable, type ReportDefinition } from "./report-definition.ts";
import { findingMeasures, openRunAccount, type RunAccount, readingMeasures } from "./run-account.ts";
import { answerFrom, answerOf, dryAnswerOf, factsOf, NO_MAILS, type RunAnswer } from "./run-answer.ts";
import { withScratch } from "./with-scratch.ts";

/** All that a run needs from outside. */
export type World = {
  readonly source: SessionSource;
  readonly archive: ArchiveStore;
  readonly mailer: Mailer;
  readonly drawings: Drawings;
  readonly scratch: ScratchSpace;
  readonly clock: Clock;
  readonly pause: Pause;
  readonly operations: Operations;
  /** The stage of the stack, as commands for operations name it; null on this machine. */
  readonly stage: string | null;
  /** Returns an id that no other run has: letters, digits and hyphens. */
  readonly newRunId: () => string;
  /** Milliseconds until the run is stopped; missing if nobody stops it. */
  readonly timeLeft?: () => number;
  /** What the run shares with other reports of its call; missing if it is made alone. */
  readonly shared?: SharedReadings;
};

export type RunRequest = {
  readonly definition: ReportDefinition;
  /** The day, or the whole time of `period`. */
  readonly day: ReportDay;
  /** The week or month of a report over one; null for a daily report. */
  readonly period: PeriodDates | null;
  /** Who is mailed: nobody; the recipients of the report, once per day or once per revision; or those of a request. */
  readonly deliver: "none" | "daily" | "revision" | Delivery;
  /** If all recipients have the mail of the day, the earlier answer is returned without asking the API. */
  readonly skipIfDone: boolean;
  /** Whether the schedule calls no more for the day; missing on demand. */
  readonly isLastTry?: boolean;
  /** Whether a schedule calls, which calls again, and not a person; missing on demand. */
  readonly bySchedule?: boolean;
  /**
   * The revision that an earlier try of the schedule archived and did not mail to every reader: it is mailed, or a newer one that
   * was made on demand since, and nothing is read. A reader who was refused then and still is, is no failure again. Null or
   * missing if there is none.
   */
  readonly toMail?: number | null;
  /** A key that makes a new revision even of equal figures, but only one per key; null if the figures decide. */
  readonly force: string | null;
  /** Writes nothing and mails nobody. */
  readonly dryRun: boolean;
  readonly call: CallName;
  /** The sentence at the end of an error that says how to run it again; "" for no sentence. */
  readonly repeatHint: string;
  readonly onProgress?: (progress: ReadProgress) => void;
};

/** The call that asked for a run. */
export type CallName = {
  /** The same over all retries of one call, and different from every other call. */
  readonly requestId: string;
  /** The scheduled time, ISO 8601; null on demand. */
  readonly scheduledTime: string | null;
  /** Which attempt of the scheduler to deliver the call this is, from 1; null if unknown. */
  readonly attempt: number | null;
};

export type RunResult = { readonly answer: RunAnswer; readonly report: Report };

/**
 * If `skipIfDone` is set and the day is done, returns the earlier answer after one read of the archive; otherwise null. Throws
 * RunFailedError.
 */
export async function answerIfDone(request: RunRequest, world: World): Promise<RunAnswer | null> {
  if (!request.skipIfDone) return null;
  return accounted(request, world, async (account) => {
    const { definition, day } = request;
    const ref = { report: definition.id, date: day.date };
    const done = await readDone(world.archive, ref, answerFrom);
    if (done === null) return null;
    account.count({ DayCompleted: 1 });
    account.done("report done before", { revision: done.revision });
    return { ...done, status: "already sent", mails: NO_MAILS };
  });
}

/**
 * Reads the sessions of a day, or the archived days of a week or month, computes the figures, archives them as a revision and
 * mails it to each recipient; of `toMail` only the last. Throws RunFailedError.
 */
export async function runReport(request: RunRequest, world: World): Promise<RunResult> {
  return accounted(request, world, (account, runId) => makeReport(request, { account, runId, world }));
}

async function accounted<T>(
  request: RunRequest,
  world: World,
  work: (account: RunAccount, runId: string) => Promise<T>,
): Promise<T> {
  const { definition, day, call, repeatHint } = request;
  const period = request.period?.name ?? null;
  const runId = world.newRunId();
  const account = openRunAccount({ report: definition.id, date: day.date, period, runId, ...call }, world, repeatHint);
  const { isLastTry } = request;
  if (isLastTry !== undefined) account.count({ TriesFailed: 0, GivenUp: 0 });
  try {
    return await work(account, runId);
  } catch (error) {
    if (isLastTry !== undefined) account.count({ TriesFailed: 1, GivenUp: isLastTry ? 1 : 0 });
    throw account.failed(error);
  }
}

type Tools = { readonly account: RunAccount; readonly runId: string; readonly world: World };

async function makeReport(request: RunRequest, tools: Tools): Promise<RunResult> {
  const { definition, day } = request;
  const { account, world } = tools;
  assertMailable(definition);
  const ref = { report: definition.id, date: day.date };
  if (request.deliver === "daily") account.count({ DayCompleted: 0 });

  if (request.dryRun) {
    const { pulled, frame } = await readFigures(request, tools, null);
    return dryRun(buildReport(pulled.tally, { ...frame, revision: 0 }), account);
  }
  const manifest = (await revisionToMail(request, tools)) ?? (await makeRevision(request, tools));
  account.archived(manifest.revision);

  // Mails the archived report, not the computed one: the revision may come from another run or, with force, have other figures.
  const { report, mails } = await account.during("mailing", async () => {
    const report = await readReportFile(world.archive, manifest);
    account.count(findingMeasures(report));
    return { report, mails: await mailRevision(request, { ref, report, manifest }, tools) };
  });
  const answer = answerOf(report, manifest, mails);
  // A refused recipient still lacks the mail: the next call must try again.
  if (request.deliver === "daily" && mails.refused === 0) {
    // Without recipients, only a schedule must not make the day again: recipients who are added later get their mail on demand.
    if (definition.recipients.length > 0 || request.skipIfDone) await markDone(world.archive, ref, answer);
    account.count({ DayCompleted: 1 });
  }
  account.done("report done", factsOf(answer));
  return { answer, report };
}

/** The scratch folder is removed before the mails, whose attachments come from the archive. */
function makeRevision(request: RunRequest, tools: Tools): Promise<Manifest> {
  const { definition, day, force } = request;
  const { account, world } = tools;
  return withScratch(world.scratch, async (openFolder) => {
    const reading = await readFigures(request, tools, openFolder);
    return account.during("archiving", () =>
      archiveDay({ definition, date: day.date, force, restatedFor: null, ...reading }, tools),
    );
  });
}

type OpenFolder = () => Promise<ScratchFolder>;

/**
 * Reads the day, then the days before it again if the run makes the day's mail, and compares the day with them; `openFolder` is
 * null if no session table is wanted. Of a week or month only archived days are read.
 */
async function readFigures(request: RunRequest, tools: Tools, openFolder: OpenFolder | null) {
  const { account, world } = tools;
  const { definition, day, period } = request;
  if (period !== null) return readPeriodFigures({ definition, day, period }, tools);
  const onProgress = (progress: ReadProgress) => {
    account.progress(progress);
    request.onProgress?.(progress);
  };
  const begun = world.clock();
  const pulled = await account.during("reading", () => readDay({ definition, day, onProgress, openFolder }, world));
  const readingMs = world.clock() - begun;
  account.count(readingMeasures(reconcile(pulled.tally, pulled.declared)));
  const late = await account.during("reading again", () => findLateData(request, tools, readingMs));
  const frame = await account.during("comparing", () => compareDay({ definition, day, late }, pulled, world));
  return { pulled, frame };
}

async function readPeriodFigures(asked: PeriodToMerge, { account, world }: Tools) {
  const pulled = await account.during("reading", () => mergeDays(asked, world));
  account.count(readingMeasures(reconcile(pulled.tally, pulled.declared)));
  const frame = await account.during("comparing", () => comparePeriod(asked, pulled, world));
  return { pulled, frame };
}

/** Comparing, drawing, archiving and mailing the day need this time, or twice the time of reading it. Milliseconds. */
const REST_MS = 120_000;

/** What changed in the days before. They are read again only by the run that makes the day's mail, which tells of them. */
async function findLateData(
  { definition, day, deliver, dryRun }: RunRequest,
  { account, runId, world }: Tools,
  readingMs: number,
): Promise<LateData> {
  const ref = { report: definition.id, date: day.date };
  if (dryRun) return NO_LATE_DATA;
  if (deliver !== "daily" || definition.restateDays === 0) return lateDataOf(ref, world);
  const { timeLeft = () => Number.POSITIVE_INFINITY } = world;
  const timeToSpare = () => timeLeft() - Math.max(REST_MS, 2 * readingMs);
  const readAgain = await readDaysAgain({ definition, day, runId, timeToSpare }, world);
  const late = await withRestatements(ref, readAgain, world);
  account.count({ DaysRestated: late.restatements.length, DaysNotReadAgain: late.notReadAgain.length });
  return late;
}

function dryRun(report: Report, account: RunAccount): RunResult {
  account.done("dry run done", { sessions: report.metrics.sessions.value });
  return { answer: dryAnswerOf(report), report };
}
