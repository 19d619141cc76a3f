import { markTry, readTries } from "./delivery/day-tries.ts";
import { ReportError } from "./domain/report-error.ts";
import { withinTime } from "./out-of-time.ts";
import type { ReportDefinition } from "./report-definition.ts";
import { RunFailedError } from "./run-account.ts";
import type { RunAnswer } from "./run-answer.ts";
import { answerIfDone, type RunRequest, runReport, type World } from "./run-report.ts";
import { type Sharer, shareReadings } from "./share-readings.ts";

export type Call = {
  readonly definitions: readonly ReportDefinition[];
  readonly world: World;
  /** The same over all retries of one call. */
  readonly requestId: string;
  /** Milliseconds until the function is stopped. */
  readonly timeLeft: () => number;
};

/**
 * A further report is begun only if this much time is left, and twice the time of the longest report so far. Milliseconds.
 */
const LEAST_TIME = 120_000;

export type Pace = {
  /** Whether there is time for a further report, after a wait; always for the first, so that every call makes progress. */
  readonly mayBegin: (wait?: number) => boolean;
  /** Whether there would be time for a report of a further day, if it turned out to be missing. */
  readonly mayLook: () => boolean;
  /**
   * Milliseconds that a report may use if so many others come after it: what those are likely to need remains for them. Of the
   * first it is not known how long they take; it may use half the time.
   */
  readonly shareBefore: (others: number) => number;
  readonly during: <T>(work: () => Promise<T>) => Promise<T>;
};

export function openPace(timeLeft: () => number): Pace {
  let [begun, made, spent, longest] = [0, 0, 0, 0];
  const least = () => Math.max(LEAST_TIME, 2 * longest);
  return {
    mayBegin: (wait = 0) => begun === 0 || timeLeft() - wait >= least(),
    mayLook: () => timeLeft() >= least(),
    shareBefore(others) {
      const left = timeLeft();
      if (others === 0) return left;
      const forOthers = made === 0 ? left / 2 : Math.max(least(), others * (spent / made));
      return Math.max(left - forOthers, left / (others + 1));
    },
    async during(work) {
      begun += 1;
      const left = timeLeft();
      try {
        return await work();
      } finally {
        const time = left - timeLeft();
        made += 1;
        spent += time;
        longest = Math.max(longest, time);
      }
    },
  };
}

/** What became of the reports of a day. */
export type DayRun = {
  readonly answers: ReadonlyMap<RunRequest, RunAnswer>;
  readonly failures: ReadonlyMap<RunRequest, unknown>;
  /** Those for which there was no time. */
  readonly notBegun: readonly RunRequest[];
};

/** Runs the reports of a day one after the other; one that fails does not stop the others. Never rejects. */
export async function runDay(runs: readonly RunRequest[], call: Call, pace: Pace): Promise<DayRun> {
  const { world, timeLeft } = call;
  const answers = new Map<RunRequest, RunAnswer>();
  const failures = new Map<RunRequest, unknown>();
  const settle = async (request: RunRequest, work: () => Promise<RunAnswer | null>) => {
    try {
      const answer = await work();
      if (answer !== null) answers.set(request, answer);
      return answer === null;
    } catch (error) {
      failures.set(request, error);
      return false;
    }
  };
  const open: RunRequest[] = [];
  for (const request of runs) {
    const isOpen = await settle(request, () => withinTime(world, timeLeft, (within) => answerIfDone(request, within)));
    if (isOpen) open.push(request);
  }
  const ordered = await fewestTriesFirst(open, call);
  const readers = ordered.flatMap((tried) => (toMailOf(tried) === null ? [tried.request] : []));
  const shared = shareReadings(sharersOf(readers), world.scratch);
  const notBegun: RunRequest[] = [];
  for (const [index, tried] of ordered.entries()) {
    const { request } = tried;
    if (!pace.mayBegin()) {
      for (const rest of ordered.slice(index)) await shared.leave(rest.request.definition);
      notBegun.push(...ordered.slice(index).map((rest) => rest.request));
      break;
    }
    // What a report does not need for its mail, it may do only in its share of the time.
    const ownShare = () => pace.shareBefore(ordered.length - index - 1);
    const make = async () => {
      const run = withinTime(world, timeLeft, (within) =>
        runReport({ ...request, toMail: toMailOf(tried) }, { ...within, timeLeft: ownShare, shared }),
      );
      return (await run).answer;
    };
    await pace.during(() => settle(request, () => (request.skipIfDone ? tryTo(make, tried, call) : make())));
    await shared.leave(request.definition);
  }
  return { answers, failures, notBegun };
}

/** `revision`: what an earlier try archived and did not mail to every reader; null if there is none. */
type Tried = { readonly request: RunRequest; readonly tries: number; readonly revision: number | null };

/** On demand the day is read again, even if a try archived it. */
function toMailOf({ request, revision }: Tried): number | null {
  return request.bySchedule ? revision : null;
}

/** What reports of weeks and months are made of is in the archive. A day is read again only by the run that makes its mail. */
function sharersOf(requests: readonly RunRequest[]): Sharer[] {
  return requests
    .filter(({ period }) => period === null)
    .map(({ definition, day, deliver, dryRun }) => ({
      definition,
      date: day.date,
      daysBefore: deliver === "daily" && !dryRun ? definition.restateDays : 0,
    }));
}

/**
 * The reports with the number of earlier tries of a schedule, those with fewer first and otherwise in their order: a report that
 * takes all the time of a call, or kills it, must not keep the others from their turn for ever.
 */
async function fewestTriesFirst(open: readonly RunRequest[], { world, timeLeft }: Call): Promise<Tried[]> {
  const tried: Tried[] = [];
  for (const request of open) {
    const read = () => withinTime(world, timeLeft, ({ archive }) => readTries(archive, refOf(request)));
    // A mark that is damaged or cannot be read keeps nobody from their report.
    const marked = request.skipIfDone ? await read().catch(() => null) : null;
    tried.push({ request, tries: marked?.tries ?? 0, revision: marked?.revision ?? null });
  }
  return tried.sort((a, b) => a.tries - b.tries);
}

/** A run leaves 30 s before the end of the call; of these the mark of its failure may take some. Milliseconds. */
const MARK_MS = 15_000;

/**
 * Makes the report for a schedule: marks the try before it, and the code of the error after a failure. The mark keeps the revision
 * of an earlier try until there is another one.
 */
async function tryTo(
  make: () => Promise<RunAnswer>,
  { request, tries, revision }: Tried,
  { world, timeLeft }: Call,
): Promise<RunAnswer> {
  const tried = { tries: tries + 1, at: new Date(world.clock()).toISOString() };
  // The mark says less than the answer or the error, and must not replace it.
  const mark = (error: string | null, archived: number | null) =>
    withinTime(
      world,
      () => timeLeft() + MARK_MS,
      ({ archive }) =>
        markTry(archive, refOf(request), { ...tried, error, ...(archived !== null && { revision: archived }) }),
    ).catch(() => {});
  await mark(null, revision);
  try {
    const answer = await make();
    // An earlier attempt or try threw, because a reader's mail was refused: the day is still not done.
    if (answer.mails.refused > 0) await mark("MAILS_FAILED", answer.revision);
    return answer;
  } catch (error) {
    const archived = error instanceof RunFailedError ? error.revision : null;
    await mark(error instanceof ReportError ? error.code : "UNEXPECTED", archived ?? revision);
    throw error;
  }
}

function refOf({ definition, day }: RunRequest) {
  return { report: definition.id, date: day.date };
}
