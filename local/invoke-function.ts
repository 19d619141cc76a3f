import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import * as v from "valibot";
import type { ReportRequest } from "../functions/daily-report/report-request.ts";
import { InvocationError, invocationFailure } from "./invocation-failure.ts";

/** What is sent: the fields that were given, and no others. */
export type FunctionEvent = Partial<ReportRequest>;

const run = v.looseObject({
  report: v.string(),
  date: v.string(),
  status: v.string(),
  revision: v.nullable(v.number()),
  incomplete: v.boolean(),
  headline: v.record(v.string(), v.nullable(v.number())),
  // Older functions tell neither of these.
  findings: v.optional(v.array(v.string()), []),
  mails: v.looseObject({
    sent: v.array(v.looseObject({ place: v.string() })),
    refused: v.optional(v.number(), 0),
  }),
});
const answerSchema = v.object({
  runs: v.array(run),
  next: v.optional(v.object({ from: v.string(), to: v.string() })),
});

/** The function's answer; what a newer function may tell beside is kept. */
export type FunctionAnswer = v.InferOutput<typeof answerSchema>;
export type FunctionRun = FunctionAnswer["runs"][number];

/** For functions that answer after up to 15 minutes, and must not be called a second time for want of patience. */
export function patientClient(): LambdaClient {
  return new LambdaClient({
    // A second attempt would run the reports again, beside a first one that may still be at work.
    maxAttempts: 1,
    // While the function works not a byte comes over the line. 0 is no limit, whatever the SDK's own would be.
    requestHandler: { connectionTimeout: 10_000, requestTimeout: 0, socketTimeout: 0 },
  });
}

/** Throws InvocationError when neither the environment nor the profile names a region; the SDK's error would have no name. */
export async function requireRegion(client: LambdaClient): Promise<void> {
  const region = await client.config.region().catch(() => "");
  if (region !== "") return;
  const message = "There is no AWS region that can be used; set AWS_REGION to the region of the stack.";
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
  const payload = readJson(Payload?.transformToString() ?? "");
  if (FunctionError !== undefined) throw functionFailure(payload);
  const answer = v.safeParse(answerSchema, payload);
  if (answer.success) return answer.output;
  throw new InvocationError(
    "NOT_AN_ANSWER",
    `${JSON.stringify(name)} did not answer as the report function does; the stack prints its name as ReportFunctionName.`,
  );
}

const failureSchema = v.object({ errorType: v.string(), errorMessage: v.string() });

/** Both are the project's own words, or those of Lambda when it had to stop the function. */
function functionFailure(payload: unknown): InvocationError {
  const failure = v.safeParse(failureSchema, payload);
  const told = failure.success ? `${failure.output.errorType}: ${failure.output.errorMessage}` : "it does not say how";
  return new InvocationError("FUNCTION_FAILED", `The function failed: ${oneLine(told)}`);
}

/** In one line, with nothing that a terminal would obey. */
function oneLine(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, " ")
    .trim()
    .slice(0, 2_000)
    .replace(/\.?$/, ".");
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
