import { asciiAddress } from "../mail-address.ts";
import { MailError } from "./mail-error.ts";

/** The sender or recipient of a mail; `name` is "" if the mailbox has no name. */
export type Mailbox = { name: string; address: string };

// An address must not contain characters that end an address in a header, so one text never becomes two recipients.
const pattern = /^(?:(?<name>"[^"\\]*"|[^"<>,;:@()[\]\\]*?) ?<(?<bracketed>[^<>]+)>|(?<bare>[^<>]+))$/u;

/**
 * Reads exactly one "address" or "Name <address>"; returns the address in ASCII, as in the checked report definition.
 * The error names only the `role`, because the mailbox is personal data. Throws `MailError`.
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
