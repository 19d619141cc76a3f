import type { Context } from "aws-lambda";
import { awsWorld, deployedDefinitions } from "./composition.ts";
import { ReportError } from "./domain/report-error.ts";
import { planRuns } from "./plan-runs.ts";
import type { ReportDefinition } from "./report-definition.ts";
import { type RunRequest, type RunResult, runReport, type World } from "./run-report.ts";

/** What the function answers for one report and day. */
export type RunAnswer = {
  report: string;
  date: string;
  revision: number;
  incomplete: boolean;
  files: string[];
  mailsSent: number;
  reconciliation: RunResult["report"]["reconciliation"];
};

/** Several reports were asked for and some failed; the others are done. */
export class ReportsFailedError extends ReportError {
  override readonly name = "ReportsFailedError";
}

/**
 * The door of the Lambda: fired by a schedule, or invoked on demand (see plan-runs.ts for what it may be asked).
 * A failure is thrown, so that retries, the dead-letter queue and the alarms see it.
 */
export async function handler(event: unknown, _context: Context): Promise<RunAnswer[]> {
  return answer(event, deployedDefinitions(), awsWorld(process.env));
}

/** The same for any world. Every report asked for is tried, also after another has failed. */
export async function answer(
  event: unknown,
  definitions: readonly ReportDefinition[],
  world: World,
): Promise<RunAnswer[]> {
  const requests = planRuns(event, definitions, world.clock());
  const outcomes = await inTurn(requests, (request) => runReport(request, world).then(answerOf));
  const failures = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason] : []));
  if (failures.length === 1 && requests.length === 1) throw failures[0];
  if (failures.length > 0) throw failedError(failures, requests.length);
  return outcomes.flatMap((outcome) => (outcome.status === "fulfilled" ? [outcome.value] : []));
}

async function inTurn<T>(requests: readonly RunRequest[], run: (request: RunRequest) => Promise<T>) {
  const outcomes: PromiseSettledResult<T>[] = [];
  for (const request of requests) outcomes.push(...(await Promise.allSettled([run(request)])));
  return outcomes;
}

function failedError(failures: readonly unknown[], asked: number): ReportsFailedError {
  const messages = failures.map((failure) => (failure instanceof Error ? failure.message : String(failure)));
  return new ReportsFailedError(
    "REPORTS_FAILED",
    `${failures.length} of ${asked} reports failed: ${messages.join(" ")}`,
  );
}

function answerOf({ report, manifest, mails }: RunResult): RunAnswer {
  return {
    report: report.report,
    date: report.day.date,
    revision: manifest.revision,
    incomplete: report.reconciliation.short > 0,
    files: manifest.files.map(({ key }) => key),
    mailsSent: mails.sent.length,
    reconciliation: report.reconciliation,
  };
}
