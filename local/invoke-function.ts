import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import * as v from "valibot";
import { jsonIn } from "../functions/daily-report/json-in.ts";
import type { ReportRequest } from "../functions/daily-report/report-request.ts";
import { harmlessLine } from "./foreign-text.ts";
import { InvocationError, invocationFailure } from "./invocation-failure.ts";

/** The event to send: only the fields that were given. */
export type FunctionEvent = Partial<ReportRequest>;

const run = v.looseObject({
  report: v.string(),
  date: v.string(),
  period: v.optional(v.string()),
  status: v.string(),
  revision: v.nullable(v.number()),
  incomplete: v.boolean(),
  headline: v.record(v.string(), v.nullable(v.number())),
  // Older functions return neither `findings` nor `refused`.
  findings: v.optional(v.array(v.string()), []),
  mails: v.looseObject({
    sent: v.array(v.looseObject({ place: v.string() })),
    refused: v.optional(v.number(), 0),
  }),
});
const answerSchema = v.object({
  runs: v.array(run),
  next: v.optional(
    v.object({
      from: v.exactOptional(v.string()),
      to: v.exactOptional(v.string()),
      fromReport: v.exactOptional(v.string()),
      asOf: v.exactOptional(v.string()),
    }),
  ),
});

/** The function's answer. Fields that only a newer function returns are kept. */
export type FunctionAnswer = v.InferOutput<typeof answerSchema>;
export type FunctionRun = FunctionAnswer["runs"][number];

/** Creates a client that waits up to 15 minutes for an answer and never calls the function twice. */
export function patientClient(): LambdaClient {
  return new LambdaClient({
    // A second attempt would run the reports again, while the first may still be running.
    maxAttempts: 1,
    // The function sends nothing while it works. 0 means no limit and overrides the defaults of the SDK.
    requestHandler: { connectionTimeout: 10_000, requestTimeout: 0, socketTimeout: 0 },
  });
}

/** Throws InvocationError if neither the environment nor the profile names a region. The SDK's own error has no name. */
export async function requireRegion(client: { readonly config: { region(): Promise<string> } }): Promise<void> {
  const region = await client.config.region().catch(() => "");
  if (region !== "") return;
  const message = "No AWS region is set; set AWS_REGION to the region of the stack.";
  throw new InvocationError("NO_REGION", message);
}

/** Calls the function once and waits for its answer. Throws InvocationError. */
export async function invokeFunction(
  client: LambdaClient,
  name: string,
  event: FunctionEvent,
): Promise<FunctionAnswer> {
  const command = new InvokeCommand({ FunctionName: name, Payload: JSON.stringify(event) });
  const { FunctionError, Payload } = await client
    .send(command)
    .catch((error) => Promise.reject(invocationFailure(error, name)));
  const payload = jsonIn(Payload?.transformToString() ?? "");
  if (FunctionError !== undefined) throw functionFailure(payload);
  const answer = v.safeParse(answerSchema, payload);
  if (answer.success) return answer.output;
  throw new InvocationError(
    "NOT_AN_ANSWER",
    `${JSON.stringify(name)} is not the report function; the stack prints its name as ReportFunctionName.`,
  );
}

const failureSchema = v.object({ errorType: v.string(), errorMessage: v.string() });

/** Name and message are from this project, or from Lambda if it had to stop the function. */
function functionFailure(payload: unknown): InvocationError {
  const failure = v.safeParse(failureSchema, payload);
  const reason = failure.success ? `${failure.output.errorType}: ${failure.output.errorMessage}` : "it gave no reason";
  return new InvocationError(
    "FUNCTION_FAILED",
    `The function failed: ${harmlessLine(reason, 2_000).replace(/\.?$/, ".")}`,
  );
}
