import { ReportError } from "../functions/daily-report/domain/report-error.ts";

/** A failed call of the deployed function; the message says what to do. */
export class InvocationError extends ReportError {
  override readonly name = "InvocationError";
}

type Sentence = (word: string, functionName: string) => string;

const LOG_IN = "log in again, or set AWS_PROFILE to another profile";

const noCredentials: Sentence = () => `There are no usable AWS credentials; ${LOG_IN}.`;
const refusedCredentials: Sentence = (word) => `AWS rejected the credentials (${word}); ${LOG_IN}.`;
const notAllowed: Sentence = () =>
  "These AWS credentials may not call the function; they must allow lambda:InvokeFunction on it.";
const noFunction: Sentence = (_, functionName) =>
  `There is no function ${JSON.stringify(functionName)} in this account and region; the stack prints its name as ReportFunctionName.`;
const throttled: Sentence = () => "Lambda is at its concurrency limit; nothing was started, try again later.";
const unreachable: Sentence = (word) => `Lambda cannot be reached (${word}); nothing was started, try again later.`;
const lost: Sentence = (word) =>
  `Lambda did not return an answer (${word}); the function may still be running: wait, then repeat the request with its --request-key.`;
const refused: Sentence = (word) =>
  `Lambda refused the call (${word}); check that the name of the function is right and that the function is ready.`;

const sentences = new Map<string, Sentence>([
  ["CredentialsProviderError", noCredentials],
  ["ExpiredTokenException", refusedCredentials],
  ["InvalidSignatureException", refusedCredentials],
  ["MissingAuthenticationTokenException", refusedCredentials],
  ["UnrecognizedClientException", refusedCredentials],
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
  const known = words.find((word) => sentences.has(word));
  const word = known ?? words[0] ?? NO_NAME;
  const { $metadata } = Object(error) as Record<string, unknown>;
  const { httpStatusCode } = Object($metadata) as { httpStatusCode?: unknown };
  const sentence = sentences.get(word) ?? (Number(httpStatusCode) >= 500 ? lost : refused);
  return new InvocationError("INVOCATION_FAILED", sentence(word, functionName));
}

/** Converts an error of the client of Step Functions likewise. */
export function workflowFailure(error: unknown): InvocationError {
  const words = wordsOf(error);
  const word = words.find((known) => aboutCredentials.has(known)) ?? words[0] ?? NO_NAME;
  const sentence =
    word === "AccessDeniedException"
      ? "These AWS credentials may not run the backfill; they must allow states:ListStateMachines, ListExecutions, StartExecution, DescribeExecution, ListMapRuns and DescribeMapRun."
      : (aboutCredentials.get(word)?.(word, "") ??
        `Step Functions did not do what was asked (${word}); give the same command again: a backfill that has begun goes on by itself.`);
  return new InvocationError("WORKFLOW_FAILED", sentence);
}

const NO_NAME = "an error without a name";

const aboutCredentials = new Map([...sentences].filter(([, of]) => of === noCredentials || of === refusedCredentials));

/** Names of the error that are safe to show. */
function wordsOf(error: unknown): string[] {
  const { name, code } = Object(error) as Record<string, unknown>;
  return [code, name].filter((word) => typeof word === "string").filter((word) => /^[A-Z]\w{0,63}$/i.test(word));
}
