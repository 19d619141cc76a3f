import type { MailFate } from "../ports.ts";
import { MailError } from "./mail-error.ts";

/** SES is too busy or cannot be reached: the mail was not sent, and a later attempt may succeed. */
const passing = new Set([
  ...["Throttling", "ThrottlingException", "TooManyRequestsException", "RequestThrottled", "LimitExceededException"],
  ...["RequestTimeout", "RequestTimeoutException", "CredentialsProviderError"],
  ...["ECONNREFUSED", "EHOSTUNREACH", "ENETUNREACH", "ENOTFOUND", "EAI_AGAIN"],
]);

/** Errors that concern only this mail: its address, its sender or its format. */
const ofThisMail = new Set(["MessageRejected", "InvalidParameterValue"]);

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
 * Converts an error of the SES client. Uses only its name and status, because the messages of SES often contain an address.
 * Without an answer (a time-out, a lost connection) it is unknown whether the mail was sent.
 */
export function sesFailure(error: unknown): MailError {
  const { code, name, $metadata } = Object(error) as { code?: unknown; name?: unknown; $metadata?: unknown };
  const { httpStatusCode } = Object($metadata) as { httpStatusCode?: unknown };
  const words = [code, name].filter((word) => typeof word === "string").filter((word) => /^[A-Z]\w{0,63}$/i.test(word));
  const fate = wasNeverConnected(error) ? "later" : fateOf(words, Number(httpStatusCode));
  const word = words[0] ?? "an error without a name";
  return new MailError(
    "MAIL_SES",
    `SES did not accept the mail to a recipient (${word}); ${adviceFor(fate, word)}.`,
    fate,
  );
}

/** Returns true if no connection was established, so that no byte of the mail left this machine. */
function wasNeverConnected(error: unknown): boolean {
  const { syscall, message } = Object(error) as { syscall?: unknown; message?: unknown };
  // The SDK gives both of its time-outs the same name; only the message differs.
  return syscall === "connect" || (typeof message === "string" && /did not establish a connection/.test(message));
}

/** `status` is NaN if there was no answer. */
function fateOf(words: readonly string[], status: number): MailFate {
  if (words.some((word) => passing.has(word)) || status >= 500) return "later";
  if (!(status >= 400)) return "unknown";
  return words.some((word) => ofThisMail.has(word)) ? "refused" : "blocked";
}

function adviceFor(fate: MailFate, word: string): string {
  if (fate === "later") return "it may be tried again later";
  return fate === "unknown" ? "nobody knows whether it went out" : (remedies[word] ?? otherwise);
}
