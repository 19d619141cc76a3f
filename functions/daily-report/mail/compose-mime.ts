import { createHash } from "node:crypto";
import MailComposer from "nodemailer/lib/mail-composer/index.js";
import { headerFileName, headerText } from "./header-text.ts";
import { MailError } from "./mail-error.ts";
import { type Mailbox, parseMailbox } from "./mailbox.ts";

/** One mail to one person, as the two mailers take it; `date` in milliseconds since 1970. */
export type Mail = {
  from: string;
  to: string;
  replyTo: string | null;
  subject: string;
  html: string;
  text: string;
  attachments: readonly MailAttachment[];
  date: number;
};

export type MailAttachment = { fileName: string; contentType: string; content: Uint8Array };

/**
 * The mail as it goes over the wire (RFC 5322), in CRLF lines below 998 bytes. The same mail gives the same bytes, its
 * Message-ID too. Whatever stands in its texts, it has one recipient and no header but ours. Throws `MailError`.
 */
export async function composeMime(mail: Mail): Promise<Uint8Array> {
  const from = parseMailbox(mail.from, "sender");
  if (mail.text === "" || mail.html === "")
    throw refusal("A mail must have both a text and an HTML body; one is empty.");
  const digest = digestOf(mail);
  const composer = new MailComposer({
    from: named(from),
    to: named(parseMailbox(mail.to, "recipient")),
    ...(mail.replyTo === null ? {} : { replyTo: named(parseMailbox(mail.replyTo, "reply-to address")) }),
    subject: headerText(mail.subject),
    date: new Date(mail.date),
    messageId: `<${digest}@${from.address.split("@")[1]}>`,
    // Else the boundary is random. The digest covers the content, so no content can hold it.
    baseBoundary: digest,
    text: wireLines(mail.text),
    html: wireLines(mail.html),
    // Keeps every line short and every character as it is, which the composer's own choice for ASCII does not.
    encoding: "quoted-printable",
    attachments: mail.attachments.map(toPart),
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return await composer.compile().build();
}

/** 32 hexadecimal digits that stand for everything in the mail. */
function digestOf({ from, to, replyTo, subject, date, text, html, attachments }: Mail): string {
  const files = attachments.map(({ fileName, contentType, content }) => [fileName, contentType, sha256(content)]);
  return sha256(JSON.stringify([from, to, replyTo, subject, date, text, html, files])).slice(0, 32);
}

function sha256(content: string | Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}

function named({ name, address }: Mailbox): Mailbox {
  return { name: headerText(name), address };
}

/** The composer leaves line ends as they are; on the wire only CR LF is one, and neither may stand alone. */
function wireLines(text: string): string {
  return text.replace(/\r\n?|\n/g, "\r\n");
}

function toPart({ fileName, contentType, content }: MailAttachment) {
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
