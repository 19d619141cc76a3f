import { createHash } from "node:crypto";
import MailComposer from "nodemailer/lib/mail-composer/index.js";
import { domainOf } from "../mail-address.ts";
import type { Attachment, OutgoingMail } from "../ports.ts";
import { headerFileName, headerText } from "./header-text.ts";
import { isListLabel, listId } from "./list-id.ts";
import { MailError } from "./mail-error.ts";
import { type Mailbox, parseMailbox } from "./mailbox.ts";

/** Prevents automatic replies. Exchange ignores the header of RFC 3834 and needs its own. */
const automatic = { "Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All" };

/**
 * Returns the mail as RFC 5322 bytes, with CRLF lines shorter than 998 bytes. The same mail gives the same bytes and the
 * same Message-ID. No text in the mail can add a recipient or a header. Throws `MailError`.
 */
export async function composeMime(mail: OutgoingMail): Promise<Uint8Array> {
  const from = parseMailbox(mail.from, "sender");
  if (mail.text === "" || mail.html === "")
    throw refusal("A mail must have both a text and an HTML body; one is empty.");
  if (!isListLabel(mail.list.id)) {
    throw refusal("The id of a mail's list must be 1 to 63 lower-case letters, digits and hyphens; it is not.");
  }
  const digest = digestOf(mail);
  const domain = domainOf(from.address);
  const composer = new MailComposer({
    from: named(from),
    to: named(parseMailbox(mail.to, "recipient")),
    ...(mail.replyTo === null ? {} : { replyTo: named(parseMailbox(mail.replyTo, "reply-to address")) }),
    subject: headerText(mail.subject),
    date: new Date(mail.date),
    messageId: `<${digest}@${domain}>`,
    headers: { ...automatic, "List-Id": listId(mail.list, domain) },
    // By default the composer writes "List-ID", which case-sensitive filters miss.
    normalizeHeaderKey: (key) => (key === "List-ID" ? "List-Id" : key),
    // By default the boundary is random. The digest covers the content, so no content can contain it.
    baseBoundary: digest,
    text: wireLines(mail.text),
    html: wireLines(mail.html),
    // Keeps every line short and every character unchanged. The composer's default for ASCII does not.
    encoding: "quoted-printable",
    attachments: mail.attachments.map(toPart),
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return await composer.compile().build();
}

/** Returns 32 hexadecimal digits computed from everything in the mail. */
function digestOf({ from, to, replyTo, subject, list, date, text, html, attachments }: OutgoingMail): string {
  const files = attachments.map(({ fileName, contentType, content }) => [fileName, contentType, sha256(content)]);
  const parts = [from, to, replyTo, subject, list.id, list.title, date, text, html, files];
  return sha256(JSON.stringify(parts)).slice(0, 32);
}

function sha256(content: string | Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}

function named({ name, address }: Mailbox): Mailbox {
  return { name: headerText(name), address };
}

/** The composer does not change line ends, but RFC 5322 allows only CR LF, and neither CR nor LF alone. */
function wireLines(text: string): string {
  return text.replace(/\r\n?|\n/g, "\r\n");
}

function toPart({ fileName, contentType, content }: Attachment) {
  if (!/^(application|image|text)\/[\w.+-]+$/.test(contentType)) {
    throw refusal('The content type of an attachment must be a plain one such as "application/json"; it is not.');
  }
  return {
    filename: headerFileName(fileName),
    contentType,
    content: Buffer.from(content.buffer, content.byteOffset, content.byteLength),
  };
}

function refusal(message: string): MailError {
  return new MailError("MAIL_CONTENT", message, "refused");
}
