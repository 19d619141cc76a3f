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

/** Where the mails lie (a path, or the service's message id): those sent now, and those recipients had already. */
export type MailOutcome = { readonly sent: readonly string[]; readonly earlier: readonly string[] };

/**
 * Mails everyone who lacks this delivery, one message each. A failure stops the round and is thrown; the next run goes on
 * with those who still lack theirs.
 */
export async function mailReport(request: MailRequest, mailer: Mailer, ledger: ArchiveStore): Promise<MailOutcome> {
  const sent: string[] = [];
  const earlier: string[] = [];
  for (const recipient of request.recipients) {
    const mark = sentKey(request.ref, request.delivery, sha256(recipient.toLowerCase()).slice(0, 32));
    const before = await ledger.get(mark);
    if (before !== null) {
      earlier.push(placeIn(before));
      continue;
    }
    const place = await mailer.send(request.compose(recipient));
    await ledger.put(mark, Buffer.from(JSON.stringify({ place })), "application/json");
    sent.push(place);
  }
  return { sent, earlier };
}

function placeIn(mark: Uint8Array): string {
  const { place } = JSON.parse(Buffer.from(mark).toString()) as { place: string };
  return place;
}
