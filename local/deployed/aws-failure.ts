import { errorName } from "../../functions/daily-report/archive/archive-error.ts";
import { ReportError } from "../../functions/daily-report/domain/report-error.ts";

/** A failed call of AWS; the message says what to do. */
export class AwsError extends ReportError {
  override readonly name = "AwsError";
}

const LOG_IN = "log in again, or set AWS_PROFILE to another profile";

const rejected = [
  "ExpiredToken",
  "ExpiredTokenException",
  "InvalidAccessKeyId",
  "InvalidSignatureException",
  "MissingAuthenticationTokenException",
  "SignatureDoesNotMatch",
  "UnrecognizedClientException",
];

/** The sentences for errors that are about the credentials, by the error's name. */
export const credentialsSentences: ReadonlyMap<string, string> = new Map([
  ["CredentialsProviderError", `There are no usable AWS credentials; ${LOG_IN}.`],
  ...rejected.map((word) => [word, `AWS rejected the credentials (${word}); ${LOG_IN}.`] as const),
]);

const refusals = ["AccessDenied", "AccessDeniedException"];

/**
 * Converts an error of an AWS client. `what` is what was asked, such as "find the function"; `action` is the permission it needs.
 * Uses only the error's name, because messages of the SDK may contain secrets.
 */
export function awsFailure(error: unknown, what: string, action: string): AwsError {
  if (error instanceof AwsError) return error;
  const word = errorName(error);
  const sentence = refusals.includes(word)
    ? `These AWS credentials may not ${what}; they must allow ${action}.`
    : `AWS could not ${what} (${word}); check region, profile and network, then try again.`;
  return new AwsError("AWS_FAILED", credentialsSentences.get(word) ?? sentence);
}
