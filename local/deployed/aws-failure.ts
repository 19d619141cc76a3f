import { errorName } from "../../functions/daily-report/archive/archive-error.ts";
import { ReportError } from "../../functions/daily-report/domain/report-error.ts";

/** A failed call of AWS; the message says what to do. */
export class AwsError extends ReportError {
  override readonly name = "AwsError";
}

const refusedLogins = [
  "CredentialsProviderError",
  "ExpiredToken",
  "ExpiredTokenException",
  "InvalidAccessKeyId",
  "InvalidSignatureException",
  "MissingAuthenticationTokenException",
  "SignatureDoesNotMatch",
  "UnrecognizedClientException",
];

const refusals = ["AccessDenied", "AccessDeniedException"];

/**
 * Converts an error of an AWS client. `what` is what was asked, such as "find the function"; `action` is the permission it needs.
 * Uses only the error's name, because messages of the SDK may contain secrets.
 */
export function awsFailure(error: unknown, what: string, action: string): AwsError {
  if (error instanceof AwsError) return error;
  const word = errorName(error);
  const sentence = refusedLogins.includes(word)
    ? `AWS rejected the credentials (${word}); log in again, or set AWS_PROFILE to another profile.`
    : refusals.includes(word)
      ? `These AWS credentials may not ${what}; they must allow ${action}.`
      : `AWS could not ${what} (${word}); check region, profile and network, then try again.`;
  return new AwsError("AWS_FAILED", sentence);
}
