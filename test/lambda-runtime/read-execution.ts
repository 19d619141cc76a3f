import type { Answer } from "../../functions/daily-report/answer-call.ts";
import type { Execution } from "./lambda-service.ts";

/** The answer of the function; throws if the execution failed. */
export function answerOf(execution: Execution | undefined): Answer {
  if (execution === undefined || execution.isError)
    throw new Error(`the call failed: ${JSON.stringify(execution?.payload)}\n${execution?.output}`);
  return execution.payload as Answer;
}

/** The error of the function, as Lambda returns it; throws if the execution succeeded. */
export function errorOf(execution: Execution | undefined): {
  readonly errorType: string;
  readonly errorMessage: string;
} {
  if (!execution?.isError) throw new Error(`the call did not fail: ${JSON.stringify(execution?.payload)}`);
  return execution.payload as { errorType: string; errorMessage: string };
}
