import type { Context } from "aws-lambda";
import { awsWorld, deployedDefinitions } from "./composition.ts";
import { ReportError } from "./domain/report-error.ts";
import { type DayPlan, planRuns } from "./plan-runs.ts";
import type { ReportDefinition } from "./report-definition.ts";
import { answerIfDone, type RunAnswer, runReport, type World } from "./run-report.ts";

/** `next` asks for the days of a stretch that time did not allow; send it again with the rest of the event. */
export type Answer = {
  readonly runs: readonly RunAnswer[];
  readonly next?: { readonly from: string; readonly to: string };
};

/** Several reports were asked for and some failed; the others are done. */
export class ReportsFailedError extends ReportError {
  override readonly name = "ReportsFailedError";
}

/** A day of a stretch is begun only with this much time left, or as much as twice the longest day so far took. Milliseconds. */
const LEAST_TIME = 120_000;

/**
 * The door of the Lambda: fired by a schedule, or invoked on demand (see report-request.ts for what it may be asked).
 * A failure is thrown, so that retries, the dead-letter queue and the alarms see it.
 */
export async function handler(event: unknown, context: Context): Promise<Answer> {
  const call = { requestId: context.awsRequestId, timeLeft: () => context.getRemainingTimeInMillis() };
  return answer(event, { ...call, definitions: deployedDefinitions(), world: awsWorld(process.env) });
}

export type Call = {
  readonly definitions: readonly ReportDefinition[];
  readonly world: World;
  /** The same over all retries of one call. */
  readonly requestId: string;
  /** Milliseconds until the function is stopped. */
  readonly timeLeft: () => number;
};

/** The same in any world. Every report of a day is tried, also after another has failed; no further day is begun then. */
export async function answer(event: unknown, { definitions, world, requestId, timeLeft }: Call): Promise<Answer> {
  const plans = planRuns(event, { definitions, now: world.clock(), requestId });
  const runs: RunAnswer[] = [];
  let longest = 0;
  for (const [done, plan] of plans.entries()) {
    const left = timeLeft();
    if (done > 0 && left < Math.max(LEAST_TIME, 2 * longest)) {
      return { runs, next: { from: plan.date, to: plans.at(-1)?.date ?? plan.date } };
    }
    runs.push(...(await runDay(plan, world)));
    longest = Math.max(longest, left - timeLeft());
  }
  return { runs };
}

async function runDay({ runs }: DayPlan, world: World): Promise<RunAnswer[]> {
  const answers: RunAnswer[] = [];
  const failures: unknown[] = [];
  for (const request of runs) {
    try {
      const done = request.onlyIfDue ? await answerIfDone(request, world) : null;
      answers.push(done ?? (await runReport(request, world)).answer);
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length === 0) return answers;
  throw failures.length === 1 && runs.length === 1 ? failures[0] : failedError(failures, runs.length);
}

function failedError(failures: readonly unknown[], asked: number): ReportsFailedError {
  const messages = failures.map((failure) => (failure instanceof Error ? failure.message : String(failure)));
  return new ReportsFailedError(
    "REPORTS_FAILED",
    `${failures.length} of ${asked} reports failed: ${messages.join(" ")}`,
  );
}
