import { MailError } from "./mail-error.ts";

/** Errors that pass by themselves: SES is too busy, broken for a moment, or could not be reached. */
const passing = new Set([
  ...["Throttling", "ThrottlingException", "TooManyRequestsException", "RequestThrottled", "LimitExceededException"],
  ...["ServiceUnavailable", "InternalFailure", "InternalServerError", "InternalError"],
  ...["TimeoutError", "RequestTimeout", "RequestTimeoutException", "ETIMEDOUT"],
  ...["ECONNRESET", "ECONNREFUSED", "EPIPE", "EHOSTUNREACH", "ENETUNREACH", "ENOTFOUND", "EAI_AGAIN"],
]);

const unverified = "the sender must be a verified identity, and while the account is in the sandbox the recipient too";
const remedies: Readonly<Record<string, string>> = {
  MessageRejected: unverified,
  MailFromDomainNotVerifiedException: unverified,
  ConfigurationSetDoesNotExistException: "the configuration set must exist in the region of the function",
  AccessDenied: "the function must be allowed ses:SendRawEmail for this sender",
  AccountSendingPausedException: "sending must be resumed for the account",
  ConfigurationSetSendingPausedException: "sending must be resumed for the configuration set",
};

/**
 * What an error of the SES client comes to, by its AWS name alone: the service's own words often hold an address.
 * After a time-out or a lost connection nobody knows whether the mail went out; it counts as retriable.
 */
export function sesFailure(error: unknown): MailError {
  const { code, name, $metadata } = Object(error) as { code?: unknown; name?: unknown; $metadata?: unknown };
  const { httpStatusCode } = Object($metadata) as { httpStatusCode?: unknown };
  const words = [code, name].filter((word) => typeof word === "string").filter((word) => /^[A-Z]\w{0,63}$/i.test(word));
  const retriable = words.some((word) => passing.has(word)) || Number(httpStatusCode) >= 500;
  const word = words[0] ?? "an error without a name";
  const otherwise = "the sender, the size (10 MB at most) and the state of the account must be right";
  const remedy = retriable ? "it may be tried again later" : (remedies[word] ?? otherwise);
  return new MailError("MAIL_SES", `SES did not take the mail to a recipient (${word}); ${remedy}.`, retriable);
}
