import { MailError } from "./mail-error.ts";

/** Who a mail goes from or to; `name` is "" when there is none. */
export type Mailbox = { name: string; address: string };

const pattern = /^(?:(?<name>"[^"\\]*"|[^"<>,;:@()[\]\\]*?) ?<(?<bracketed>[^<>]+)>|(?<bare>[^<>]+))$/u;
// Neither part may hold what ends an address in a header: then one text can never become two recipients.
const addressPattern = /^[\w!#$%&'*+/=?^`{|}~.-]{1,64}@[A-Za-z0-9.-]{1,253}$/;

/**
 * Reads exactly one "address" or "Name <address>"; the address in ASCII, as the checked report definition has it.
 * `role` says in the error whose it is, since the mailbox itself is personal data. Throws `MailError`.
 */
export function parseMailbox(text: string, role: string): Mailbox {
  const { name = "", bracketed, bare } = pattern.exec(text)?.groups ?? {};
  const address = bracketed ?? bare ?? "";
  if (addressPattern.test(address)) return { name: name.replaceAll('"', ""), address };
  throw new MailError(
    "MAIL_CONTENT",
    `The ${role} of a mail must be one address such as "team@example.com" or "Team <team@example.com>"; it is not.`,
    "refused",
  );
}
