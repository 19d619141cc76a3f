import { asciiAddress } from "../mail-address.ts";
import { MailError } from "./mail-error.ts";

/** Who a mail goes from or to; `name` is "" when there is none. */
export type Mailbox = { name: string; address: string };

// No address holds what ends one in a header: then one text can never become two recipients.
const pattern = /^(?:(?<name>"[^"\\]*"|[^"<>,;:@()[\]\\]*?) ?<(?<bracketed>[^<>]+)>|(?<bare>[^<>]+))$/u;

/**
 * Reads exactly one "address" or "Name <address>"; returns the address in ASCII, as the checked report definition has it.
 * `role` says in the error whose it is, since the mailbox itself is personal data. Throws `MailError`.
 */
export function parseMailbox(text: string, role: string): Mailbox {
  const { name = "", bracketed, bare } = pattern.exec(text)?.groups ?? {};
  const address = asciiAddress(bracketed ?? bare ?? "");
  if (address !== null) return { name: name.replaceAll('"', ""), address };
  throw new MailError(
    "MAIL_CONTENT",
    `The ${role} of a mail must be one address such as "team@example.com" or "Team <team@example.com>"; it is not.`,
    "refused",
  );
}
