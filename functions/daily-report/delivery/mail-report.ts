import type { ArchiveStore, Mailer, OutgoingMail } from "../ports.ts";
import { type DayRef, sentKey } from "./archive-layout.ts";
import { sha256 } from "./commit-day.ts";

export type MailRequest = {
  readonly ref: DayRef;
  /** What is delivered; a recipient gets each delivery of a day once. */
  readonly delivery: string;
  readonly recipients: readonly string[];
  readonly compose: (recipient: string) => OutgoingMail;
};

/** Where the mails lie that were sent now, and how many recipients had theirs already. */
export type MailOutcome = { readonly sent: readonly string[]; readonly alreadySent: number };

/**
 * Mails everyone who lacks this delivery, one message each. A failure stops the round and is thrown; the next run goes on
 * with those who still lack theirs.
 */
export async function mailReport(request: MailRequest, mailer: Mailer, ledger: ArchiveStore): Promise<MailOutcome> {
  const sent: string[] = [];
  for (const recipient of request.recipients) {
    const mark = sentKey(request.ref, request.delivery, sha256(recipient.toLowerCase()).slice(0, 32));
    if ((await ledger.get(mark)) !== null) continue;
    const place = await mailer.send(request.compose(recipient));
    await ledger.put(mark, Buffer.from(`${JSON.stringify({ place })}\n`), "application/json");
    sent.push(place);
  }
  return { sent, alreadySent: request.recipients.length - sent.length };
}
