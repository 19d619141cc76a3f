import { ReportError } from "./domain/report-error.ts";
import { withinTime } from "./out-of-time.ts";
import { type DayPlan, planRuns } from "./plan-runs.ts";
import type { ReportDefinition } from "./report-definition.ts";
import type { RunAnswer } from "./run-answer.ts";
import { answerReport, type World } from "./run-report.ts";

/**
 * `next`: the days of a range for which there was no time. To get them, send the event again with `next` as its `from`
 * and `to`.
 */
export type Answer = {
  readonly runs: readonly RunAnswer[];
  readonly next?: { readonly from: string; readonly to: string };
};

/** One or more reports of a day failed; the message names them. If only one failed, `code` is the code of its error. */
export class ReportsFailedError extends ReportError {
  override readonly name = "ReportsFailedError";
}

/**
 * A further day of a range is begun only if this much time is left, and twice the time of the longest day so far.
 * Milliseconds.
 */
const LEAST_TIME = 120_000;

export type Call = {
  readonly definitions: readonly ReportDefinition[];
  readonly world: World;
  /** The same over all retries of one call. */
  readonly requestId: string;
  /** Milliseconds until the function is stopped. */
  readonly timeLeft: () => number;
};

/**
 * Runs the reports that an event asks for. If a report fails, the other reports of that day still run, but no further
 * day is begun.
 */
export async function answerCall(event: unknown, { definitions, world, requestId, timeLeft }: Call): Promise<Answer> {
  const plans = planRuns(event, { definitions, now: world.clock(), requestId });
  const runs: RunAnswer[] = [];
  let longest = 0;
  for (const [done, plan] of plans.entries()) {
    const left = timeLeft();
    if (done > 0 && left < Math.max(LEAST_TIME, 2 * longest)) {
      return { runs, next: { from: plan.date, to: plans.at(-1)?.date ?? plan.date } };
    }
    runs.push(...(await runDay(plan, { world, timeLeft })));
    longest = Math.max(longest, left - timeLeft());
  }
  return { runs };
}

async function runDay({ runs }: DayPlan, { world, timeLeft }: Pick<Call, "world" | "timeLeft">): Promise<RunAnswer[]> {
  const answers: RunAnswer[] = [];
  const failures: unknown[] = [];
  for (const [done, request] of runs.entries()) {
    // What a report does not need for its mail, it may do only in its share of the time.
    const ownShare = () => timeLeft() / (runs.length - done);
    try {
      const answer = withinTime(world, timeLeft, (within) => answerReport(request, { ...within, timeLeft: ownShare }));
      answers.push(await answer);
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length === 0) return answers;
  // If only one run was asked for, its error is thrown as it is.
  throw runs.length === 1 ? failures[0] : failed(failures, runs.length);
}

/** One error for all failures of a day. Each message names its report and day. */
function failed(failures: readonly unknown[], asked: number): ReportsFailedError {
  const own = failures.filter((failure) => failure instanceof ReportError);
  const rest = asked > failures.length ? ` ${asked - failures.length} of ${asked} reports of that day are done.` : "";
  const code = failures.length === 1 ? (own[0]?.code ?? "REPORTS_FAILED") : "REPORTS_FAILED";
  return new ReportsFailedError(code, own.map(({ message }) => message).join(" ") + rest);
}
