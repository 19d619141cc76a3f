import type { ArchiveStore, Mailer, OutgoingMail } from "../ports.ts";
import { type DayRef, sentKey } from "./archive-layout.ts";
import { sha256 } from "./commit-day.ts";

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

/** Where the mails lie (a path, or the service's message id): those sent now, and those recipients had already. */
export type MailOutcome = { readonly sent: readonly string[]; readonly earlier: readonly string[] };

type SentMark = { readonly place: string; readonly revision: number };

export const DAILY = "daily";

/** The name of a revision's own delivery. */
export function revisionDelivery(revision: number): string {
  return `r${revision}`;
}

/**
 * Mails everyone who lacks this delivery, one message each. A failure stops the round and is thrown; the next run goes on
 * with those who still lack theirs.
 */
export async function mailReport(request: MailRequest, mailer: Mailer, ledger: ArchiveStore): Promise<MailOutcome> {
  const { ref, revision, delivery } = request;
  const sent: string[] = [];
  const earlier: string[] = [];
  for (const recipient of delivery.recipients) {
    const before = await placeOf(request, recipient, ledger);
    if (before !== null) {
      earlier.push(before);
      continue;
    }
    const place = await mailer.send(request.compose(recipient));
    const mark: SentMark = { place, revision };
    await ledger.put(markKey(ref, delivery.name, recipient), Buffer.from(JSON.stringify(mark)), "application/json");
    sent.push(place);
  }
  return { sent, earlier };
}

/** Where the recipient's mail of this delivery lies; null when there is none. Who has this very revision by the other way has it. */
async function placeOf({ ref, revision, delivery }: MailRequest, recipient: string, ledger: ArchiveStore) {
  const own = await readMark(ledger, markKey(ref, delivery.name, recipient));
  if (own !== null) return own.place;
  const other = delivery.name === DAILY ? revisionDelivery(revision) : DAILY;
  if (delivery.name !== DAILY && delivery.name !== revisionDelivery(revision)) return null;
  const mark = await readMark(ledger, markKey(ref, other, recipient));
  return mark?.revision === revision ? mark.place : null;
}

function markKey(ref: DayRef, delivery: string, recipient: string): string {
  return sentKey(ref, delivery, sha256(recipient.toLowerCase()).slice(0, 32));
}

async function readMark(ledger: ArchiveStore, key: string): Promise<SentMark | null> {
  const mark = await ledger.get(key);
  return mark === null ? null : (JSON.parse(Buffer.from(mark).toString()) as SentMark);
}
