import { MailError, type MailFate } from "./mail-error.ts";

/** SES answered that it is too busy, or could not be reached at all: the mail did not go out, and may a little later. */
const passing = new Set([
  ...["Throttling", "ThrottlingException", "TooManyRequestsException", "RequestThrottled", "LimitExceededException"],
  ...["RequestTimeout", "RequestTimeoutException", "CredentialsProviderError"],
  ...["ECONNREFUSED", "EHOSTUNREACH", "ENETUNREACH", "ENOTFOUND", "EAI_AGAIN"],
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
const otherwise = "the sender, the size (10 MB at most) and the state of the account must be right";

/**
 * What an error of the SES client comes to, by its AWS name and status alone: the service's own words often hold an address.
 * Without an answer (a time-out, a lost connection) nobody knows whether the mail went out.
 */
export function sesFailure(error: unknown): MailError {
  const { code, name, $metadata } = Object(error) as { code?: unknown; name?: unknown; $metadata?: unknown };
  const { httpStatusCode } = Object($metadata) as { httpStatusCode?: unknown };
  const words = [code, name].filter((word) => typeof word === "string").filter((word) => /^[A-Z]\w{0,63}$/i.test(word));
  const fate = fateOf(words, Number(httpStatusCode));
  const word = words[0] ?? "an error without a name";
  return new MailError(
    "MAIL_SES",
    `SES did not take the mail to a recipient (${word}); ${adviceFor(fate, word)}.`,
    fate,
  );
}

/** `status` is NaN where no answer came. */
function fateOf(words: readonly string[], status: number): MailFate {
  if (words.some((word) => passing.has(word)) || status >= 500) return "later";
  return status >= 400 ? "refused" : "unknown";
}

function adviceFor(fate: MailFate, word: string): string {
  if (fate === "later") return "it may be tried again later";
  return fate === "refused" ? (remedies[word] ?? otherwise) : "nobody knows whether it went out";
}
