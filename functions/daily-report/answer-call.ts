import type { BackfillSummary, PlannedBackfill } from "./backfill-steps.ts";
import { failureOf, isToBeContinued, type LeftToNextTry, leftToNextTry } from "./call-failure.ts";
import { revisionsOf } from "./delivery/commit-day.ts";
import { withinTime } from "./out-of-time.ts";
import { planBackfill, writeDays } from "./plan-backfill.ts";
import { type DayPlan, isRestRepeated, type Next, nextOf, planRuns } from "./plan-runs.ts";
import { parseRequest, type ReportRequest } from "./report-request.ts";
import type { RunAnswer } from "./run-answer.ts";
import { type Call, type DayRun, openPace, type Pace, runDay } from "./run-day.ts";
import type { RunRequest, World } from "./run-report.ts";
import { summarizeBackfill } from "./summarize-backfill.ts";
import { type WatchedDay, watchDays } from "./watch-days.ts";

export type { Call } from "./run-day.ts";

/**
 * `next`: there was no time for the rest of what was asked. To get it, send the event again with the fields of `next`; those
 * that are done are not read again.
 */
export type Answer = {
  readonly runs: readonly RunAnswer[];
  readonly next?: Next;
  /** Reports that failed in a try that is not the last one, and may succeed in the next. */
  readonly left?: readonly LeftToNextTry[];
  /** The answer to a watchdog: the days that were due, all done unless the stack did not have their report yet. */
  readonly watched?: readonly WatchedDay[];
  /** The answers to the first and the last step of a backfill, see backfill-steps.ts. */
  readonly planned?: PlannedBackfill;
  readonly summary?: BackfillSummary;
};

/**
 * Runs the reports that an event asks for, one after the other. If a report fails, the other reports of that day still run, but
 * no further day is begun, and the call throws at its end; the message says how to go on with the days that were not begun.
 *
 * Before each report but the first, and before it asks which reports of a further day are missing, it looks at the time. If there
 * is not enough, it answers with `next`; a call of a schedule, whose answer nobody reads, throws ReportsFailedError, so that it is
 * repeated and makes the rest.
 *
 * A try of a schedule that is not the last one runs reports again after 1 and after 2 minutes if their failures may pass by
 * themselves, and answers with `left` if they do not pass so soon: nobody is called before the last try has failed. Every other
 * failure is thrown, so that Lambda repeats the call and puts it into the failures queue.
 *
 * The event of a watchdog runs nothing: see `watchDays`. Nor do those of a backfill that name it: see backfill-steps.ts.
 */
export async function answerCall(event: unknown, call: Call): Promise<Answer> {
  const { definitions, world, requestId, timeLeft } = call;
  const now = world.clock();
  const plans = countingRefusal(world, () => planRuns(event, { definitions, now, requestId }));
  const request = parseRequest(event);
  const { watch, scheduledTime, missing } = request;
  const step = await answerStep(request, call);
  if (step !== null) return step;
  if (watch !== undefined && scheduledTime !== undefined) {
    const asked = { watch, at: Date.parse(scheduledTime), definitions };
    return { runs: [], watched: await withinTime(world, timeLeft, (within) => watchDays(asked, within)) };
  }
  const pace = openPace(timeLeft);
  const runs: RunAnswer[] = [];
  const restFrom = (index: number) => nextFor(event, plans.slice(index), now);
  for (const [index, plan] of plans.entries()) {
    if (missing && index > 0 && !pace.mayLook()) return withNext(runs, restFrom(index));
    const requests = missing ? await withoutRevision(plan.runs, call) : plan.runs;
    const day = await runPatiently(requests, call, pace);
    runs.push(...requests.flatMap((request) => day.answers.get(request) ?? []));
    const left = leftToNextTry(day);
    if (left !== null) return { runs, left: logged(left, call) };
    const [first] = day.notBegun;
    const rest = first && nextOf(event, { date: plan.date, report: first.definition.id, now });
    if (day.failures.size > 0 || first?.skipIfDone) {
      const isContinued = isToBeContinued(day);
      // A backfill tries days again, and at its end tells operations which failed.
      const isAlarming = request.backfill === undefined;
      if (isContinued || isAlarming) {
        world.operations.measure(null, isContinued ? { CallsContinued: 1 } : { CallsFailed: 1 });
      }
      throw failureOf(requests.length, day, rest ?? (isRestRepeated(request) ? undefined : restFrom(index + 1)));
    }
    if (rest) return withNext(runs, rest);
  }
  return { runs };
}

/** What makes all of the plans, beginning with the first that has a report; undefined if none has. */
function nextFor(event: unknown, plans: readonly DayPlan[], now: number): Next | undefined {
  const plan = plans.find(({ runs }) => runs.length > 0);
  const first = plan?.runs[0];
  return plan && first && nextOf(event, { date: plan.date, report: first.definition.id, now });
}

function withNext(runs: readonly RunAnswer[], next: Next | undefined): Answer {
  return next === undefined ? { runs } : { runs, next };
}

/** Answers the first or the last step of a backfill; null for any other event. */
async function answerStep({ backfill, plan, results }: ReportRequest, call: Call): Promise<Answer | null> {
  if (backfill === undefined || plan === undefined) return null;
  const { definitions, world, timeLeft } = call;
  const within = <T>(work: (archive: World["archive"]) => Promise<T>) =>
    withinTime(world, timeLeft, ({ archive }) => work(archive));
  if (results !== undefined) {
    const asked = { backfill, plan, results, stage: world.stage };
    return { runs: [], summary: await within((archive) => summarizeBackfill(asked, archive)) };
  }
  const days = countingRefusal(world, () => planBackfill({ backfill, plan }, definitions, world.clock()));
  return { runs: [], planned: await within((archive) => writeDays(backfill, days, archive)) };
}

/** The runs whose day has no revision yet; one read of the archive for each. */
async function withoutRevision(
  requests: readonly RunRequest[],
  { world, timeLeft }: Call,
): Promise<readonly RunRequest[]> {
  return withinTime(world, timeLeft, async ({ archive }) => {
    const open: RunRequest[] = [];
    for (const request of requests) {
      const ref = { report: request.definition.id, date: request.day.date };
      if ((await revisionsOf(archive, ref)).length === 0) open.push(request);
    }
    return open;
  });
}

/** Counts an event that cannot be answered apart from calls that failed: its sender gets the error, and no alarm is raised. */
function countingRefusal<T>({ operations }: World, plan: () => T): T {
  try {
    return plan();
  } catch (error) {
    operations.measure(null, { RequestsRefused: 1 });
    throw error;
  }
}

/** How long a try waits before it runs a report again, as Lambda does after an error. Milliseconds. */
const WAITS = [60_000, 120_000];

async function runPatiently(requests: readonly RunRequest[], call: Call, pace: Pace): Promise<DayRun> {
  let day = await runDay(requests, call, pace);
  for (const wait of WAITS) {
    if (leftToNextTry(day) === null || !pace.mayBegin(wait)) break;
    await withinTime(call.world, call.timeLeft, ({ pause }) => pause(wait));
    const again = await runDay([...day.failures.keys()], call, pace);
    day = { ...again, answers: new Map([...day.answers, ...again.answers]) };
  }
  return day;
}

function logged(left: readonly LeftToNextTry[], { world }: Call): readonly LeftToNextTry[] {
  for (const facts of left) world.operations.log("warn", "left to the next try", facts);
  return left;
}
