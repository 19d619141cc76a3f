import { ReportError } from "../functions/daily-report/domain/report-error.ts";
import { credentialsSentences } from "./deployed/aws-failure.ts";

/** A failed call of the deployed function; the message says what to do. */
export class InvocationError extends ReportError {
  override readonly name = "InvocationError";
}

type Sentence = (word: string, functionName: string) => string;

const notAllowed: Sentence = () =>
  "These AWS credentials may not call the function; they must allow lambda:InvokeFunction on it.";
const noFunction: Sentence = (_, functionName) =>
  `There is no function ${JSON.stringify(functionName)} in this account and region; the stack prints its name as ReportFunctionName.`;
const throttled: Sentence = () =>
  "Lambda is at its concurrency limit, or the function is stopped; nothing was started, try again later.";
const unreachable: Sentence = (word) => `Lambda cannot be reached (${word}); nothing was started, try again later.`;
const lost: Sentence = (word) =>
  `Lambda did not return an answer (${word}); the function may still be running: wait, then repeat the request with its --request-key.`;
const refused: Sentence = (word) =>
  `Lambda refused the call (${word}); check that the name of the function is right and that the function is ready.`;

const sentences = new Map<string, Sentence>([
  ["AccessDeniedException", notAllowed],
  ["ResourceNotFoundException", noFunction],
  ["ThrottlingException", throttled],
  ["TooManyRequestsException", throttled],
  ["ECONNREFUSED", unreachable],
  ["EAI_AGAIN", unreachable],
  ["EHOSTUNREACH", unreachable],
  ["ENETUNREACH", unreachable],
  ["ENOTFOUND", unreachable],
  ["ECONNRESET", lost],
  ["EPIPE", lost],
  ["ETIMEDOUT", lost],
  // Only connecting has a time limit. This is the last entry because the codes above are more specific.
  ["TimeoutError", unreachable],
]);

/** Converts an error of the Lambda client. Uses only its name and status, because messages of the SDK may contain secrets. */
export function invocationFailure(error: unknown, functionName: string): InvocationError {
  const words = wordsOf(error);
  const known = words.find((word) => credentialsSentences.has(word) || sentences.has(word));
  const word = known ?? words[0] ?? NO_NAME;
  const { $metadata } = Object(error) as Record<string, unknown>;
  const { httpStatusCode } = Object($metadata) as { httpStatusCode?: unknown };
  const sentence = sentences.get(word) ?? (Number(httpStatusCode) >= 500 ? lost : refused);
  return new InvocationError("INVOCATION_FAILED", credentialsSentences.get(word) ?? sentence(word, functionName));
}

/** Converts an error of the client of Step Functions likewise. */
export function workflowFailure(error: unknown): InvocationError {
  const words = wordsOf(error);
  const word = words.find((known) => credentialsSentences.has(known)) ?? words[0] ?? NO_NAME;
  const sentence =
    word === "AccessDeniedException"
      ? "These AWS credentials may not run the backfill; they must allow states:ListStateMachines, ListExecutions, StartExecution, DescribeExecution, ListMapRuns and DescribeMapRun."
      : (credentialsSentences.get(word) ??
        `Step Functions did not do what was asked (${word}); give the same command again: a backfill that has begun goes on by itself.`);
  return new InvocationError("WORKFLOW_FAILED", sentence);
}

const NO_NAME = "an error without a name";

/** Names of the error that are safe to show. */
function wordsOf(error: unknown): string[] {
  const { name, code } = Object(error) as Record<string, unknown>;
  return [code, name].filter((word) => typeof word === "string").filter((word) => /^[A-Z]\w{0,63}$/i.test(word));
}
