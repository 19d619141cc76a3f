import { ReportError } from "../functions/daily-report/domain/report-error.ts";

/** A call of the deployed function that did not come to its end; the message says what to do. */
export class InvocationError extends ReportError {
  override readonly name = "InvocationError";
}

type Sentence = (word: string, functionName: string) => string;

const LOG_IN = "log in again, or name another profile by AWS_PROFILE";

const noCredentials: Sentence = () => `There are no AWS credentials that can be used; ${LOG_IN}.`;
const refusedCredentials: Sentence = (word) => `AWS does not take these credentials (${word}); ${LOG_IN}.`;
const notAllowed: Sentence = () =>
  "These AWS credentials may not call the function; they must allow lambda:InvokeFunction on it.";
const noFunction: Sentence = (_, functionName) =>
  `There is no function ${JSON.stringify(functionName)} in this account and region; the stack prints its name as ReportFunctionName.`;
const throttled: Sentence = () => "Lambda runs as much as it may at once; nothing was begun, try again later.";
const unreachable: Sentence = (word) => `Lambda cannot be reached (${word}); nothing was begun, try again later.`;
const lost: Sentence = (word) =>
  `Lambda did not bring the answer (${word}); the function may have gone on: give it time, then repeat the request with its --request-key.`;
const refused: Sentence = (word) =>
  `Lambda refused the call (${word}); the name of the function must be right, and the function ready.`;

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
  // Only when no connection came about, for nothing else has a limit; after the codes, which tell more.
  ["TimeoutError", unreachable],
]);

/** What an error of the Lambda client comes to, told by its name alone: the SDK's own words may hold what is secret. */
export function invocationFailure(error: unknown, functionName: string): InvocationError {
  const { name, code, $metadata } = Object(error) as Record<string, unknown>;
  const words = [code, name].filter((word) => typeof word === "string").filter((word) => /^[A-Z]\w{0,63}$/i.test(word));
  const known = words.find((word) => sentences.has(word));
  const word = known ?? words[0] ?? "an error without a name";
  const { httpStatusCode } = Object($metadata) as { httpStatusCode?: unknown };
  const sentence = sentences.get(word) ?? (Number(httpStatusCode) >= 500 ? lost : refused);
  return new InvocationError("INVOCATION_FAILED", sentence(word, functionName));
}
