import { ReportError } from "./domain/report-error.ts";
import { withinTime } from "./out-of-time.ts";
import { type DayPlan, planRuns } from "./plan-runs.ts";
import type { ReportDefinition } from "./report-definition.ts";
import type { RunAnswer } from "./run-answer.ts";
import { answerReport, type World } from "./run-report.ts";

/** `next` asks for the days of a stretch that time did not allow; send it again with the rest of the event. */
export type Answer = {
  readonly runs: readonly RunAnswer[];
  readonly next?: { readonly from: string; readonly to: string };
};

/** Reports that failed, by id and day; `code` is that of the failure where there was one, and days after it were not begun. */
export class ReportsFailedError extends ReportError {
  override readonly name = "ReportsFailedError";
}

/** A day of a stretch is begun only with this much time left, or as much as twice the longest day so far took. Milliseconds. */
const LEAST_TIME = 120_000;

export type Call = {
  readonly definitions: readonly ReportDefinition[];
  readonly world: World;
  /** The same over all retries of one call. */
  readonly requestId: string;
  /** Milliseconds until the function is stopped. */
  readonly timeLeft: () => number;
};

/** What the function does with an event, in any world. Every report of a day is tried, also after another has failed; no further day is begun then. */
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
  for (const request of runs) {
    try {
      answers.push(await withinTime(world, timeLeft, (within) => answerReport(request, within)));
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length === 0) return answers;
  // The only run asked for needs no list: its own error, by its own name.
  throw runs.length === 1 ? failures[0] : failed(failures, runs.length);
}

/** All failures of a day, each in its own words; they name report and day. */
function failed(failures: readonly unknown[], asked: number): ReportsFailedError {
  const own = failures.filter((failure) => failure instanceof ReportError);
  const rest = asked > failures.length ? ` ${asked - failures.length} of ${asked} reports of that day are done.` : "";
  const code = failures.length === 1 ? (own[0]?.code ?? "REPORTS_FAILED") : "REPORTS_FAILED";
  return new ReportsFailedError(code, own.map(({ message }) => message).join(" ") + rest);
}
