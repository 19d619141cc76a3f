import type { Context } from "aws-lambda";
import { type Answer, answerCall } from "./answer-call.ts";
import { awsWorld, deployedDefinitions } from "./composition.ts";

/**
 * The door of the Lambda: fired by a schedule, or invoked on demand (see report-request.ts for what it may be asked).
 * A failure is thrown, so that retries, the dead-letter queue and the alarms see it.
 */
export async function handler(event: unknown, context: Context): Promise<Answer> {
  const call = { requestId: context.awsRequestId, timeLeft: () => context.getRemainingTimeInMillis() };
  return answerCall(event, { ...call, definitions: deployedDefinitions(), world: awsWorld(process.env) });
}
