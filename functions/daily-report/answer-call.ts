import { failureOf, type LeftToNextTry, leftToNextTry } from "./call-failure.ts";
import { withinTime } from "./out-of-time.ts";
import { type Next, nextOf, planRuns } from "./plan-runs.ts";
import { parseRequest } from "./report-request.ts";
import type { RunAnswer } from "./run-answer.ts";
import { type Call, type DayRun, openPace, type Pace, runDay } from "./run-day.ts";
import type { RunRequest, World } from "./run-report.ts";
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
};

/**
 * Runs the reports that an event asks for, one after the other. If a report fails, the other reports of that day still run, but
 * no further day is begun, and the call throws at its end.
 *
 * Before each report but the first it looks at the time. If there is not enough, it answers with `next`; a call of a schedule,
 * whose answer nobody reads, throws ReportsFailedError, so that it is repeated and makes the rest.
 *
 * A try of a schedule that is not the last one runs reports again after 1 and after 2 minutes if their failures may pass by
 * themselves, and answers with `left` if they do not pass so soon: nobody is called before the last try has failed. Every other
 * failure is thrown, so that Lambda repeats the call and puts it into the failures queue.
 *
 * The event of a watchdog runs nothing: see `watchDays`.
 */
export async function answerCall(event: unknown, call: Call): Promise<Answer> {
  const { definitions, world, requestId, timeLeft } = call;
  const now = world.clock();
  const plans = countingRefusal(world, () => planRuns(event, { definitions, now, requestId }));
  const { watch, scheduledTime } = parseRequest(event);
  if (watch !== undefined && scheduledTime !== undefined) {
    return { runs: [], watched: await watchDays({ watch, at: Date.parse(scheduledTime), definitions }, world) };
  }
  const pace = openPace(timeLeft);
  const runs: RunAnswer[] = [];
  for (const plan of plans) {
    const day = await runPatiently(plan.runs, call, pace);
    runs.push(...plan.runs.flatMap((request) => day.answers.get(request) ?? []));
    const left = leftToNextTry(day);
    if (left !== null) return { runs, left: logged(left, call) };
    const [first] = day.notBegun;
    const rest = first && nextOf(event, { date: plan.date, report: first.definition.id, now });
    if (day.failures.size > 0 || first?.skipIfDone) {
      const isContinued = day.failures.size === 0 && first?.isLastTry === false;
      world.operations.measure(null, isContinued ? { CallsContinued: 1 } : { CallsFailed: 1 });
      throw failureOf(plan.runs.length, day, rest);
    }
    if (rest) return { runs, next: rest };
  }
  return { runs };
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
