import type { Context } from "aws-lambda";
import { type Answer, answerCall } from "./answer-call.ts";
import { awsWorld, deployedDefinitions } from "./composition.ts";

/**
 * The entry point of the Lambda function: called by a schedule or on demand (report-request.ts lists the fields of the event).
 * It throws if a run fails, so that retries, the dead-letter queue and the alarms see it.
 */
export async function handler(event: unknown, context: Context): Promise<Answer> {
  const call = { requestId: context.awsRequestId, timeLeft: () => context.getRemainingTimeInMillis() };
  return answerCall(event, { ...call, definitions: deployedDefinitions(), world: awsWorld(process.env) });
}
