import { ReportError } from "../domain/report-error.ts";
import type { ArchiveStore, Mailer, OutgoingMail } from "../ports.ts";
import { type DayRef, sentKey } from "./archive-layout.ts";
import { readMark } from "./read-mark.ts";
import { sha256 } from "./sha256.ts";

/**
 * What is delivered, and to whom. A recipient gets each delivery of a day once: the one that the schedule owes, that of a
 * revision, or one named by a request.
 */
export type Delivery = { readonly name: string; readonly recipients: readonly string[] };

export type MailRequest = {
  readonly ref: DayRef;
  readonly revision: number;
  readonly delivery: Delivery;
  readonly compose: (recipient: string) => OutgoingMail;
};

/** A mail's place (a path, or the service's message id) and the revision it told of. */
export type SentMail = { readonly place: string; readonly revision: number };

/** The mails sent now, and those recipients had already. */
export type MailOutcome = { readonly sent: readonly SentMail[]; readonly earlier: readonly SentMail[] };

/** Some recipients did not get their mail; the others did, and the next run mails those who lack theirs. */
export class MailsFailedError extends ReportError {
  override readonly name = "MailsFailedError";
}

export const DAILY = "daily";

/** The name of a revision's own delivery. */
export function revisionDelivery(revision: number): string {
  return `r${revision}`;
}

/**
 * Mails everyone who lacks this delivery, one message each; one who cannot be mailed does not stop the others. Throws
 * MailsFailedError when some could not be mailed.
 */
export async function mailReport(request: MailRequest, mailer: Mailer, ledger: ArchiveStore): Promise<MailOutcome> {
  const sent: SentMail[] = [];
  const earlier: SentMail[] = [];
  const failures: unknown[] = [];
  for (const recipient of request.delivery.recipients) {
    const before = await mailOf(request, recipient, ledger);
    if (before !== null) earlier.push(before);
    else
      await send(request, recipient, { mailer, ledger }).then(
        (mail) => sent.push(mail),
        (error) => failures.push(error),
      );
  }
  if (failures.length > 0) throw failed(failures, request.delivery.recipients.length);
  return { sent, earlier };
}

type Post = { readonly mailer: Mailer; readonly ledger: ArchiveStore };

async function send(request: MailRequest, recipient: string, { mailer, ledger }: Post): Promise<SentMail> {
  const { ref, revision, delivery, compose } = request;
  const mail: SentMail = { place: await mailer.send(compose(recipient)), revision };
  await ledger.put(markKey(ref, delivery.name, recipient), Buffer.from(JSON.stringify(mail)), "application/json");
  return mail;
}

function failed(failures: readonly unknown[], asked: number): MailsFailedError {
  const [first] = failures;
  const reason = first instanceof ReportError ? ` ${first.message}` : "";
  const message = `${failures.length} of ${asked} recipients did not get their mail; run the report again to mail them.${reason}`;
  return new MailsFailedError("MAILS_FAILED", message, { cause: first });
}

/** The recipient's mail of this delivery; null when there is none. Who has this very revision by the other way has it. */
async function mailOf({ ref, revision, delivery }: MailRequest, recipient: string, ledger: ArchiveStore) {
  const own = await readMark<SentMail>(ledger, markKey(ref, delivery.name, recipient));
  if (own !== null) return own;
  if (delivery.name !== DAILY && delivery.name !== revisionDelivery(revision)) return null;
  const other = delivery.name === DAILY ? revisionDelivery(revision) : DAILY;
  const mail = await readMark<SentMail>(ledger, markKey(ref, other, recipient));
  return mail?.revision === revision ? mail : null;
}

function markKey(ref: DayRef, delivery: string, recipient: string): string {
  return sentKey(ref, delivery, sha256(recipient.toLowerCase()).slice(0, 32));
}
