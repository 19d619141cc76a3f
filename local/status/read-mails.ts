import { type DayRef, ledgerFolder } from "../../functions/daily-report/delivery/archive-layout.ts";
import {
  isHeld,
  type MailMarks,
  readMarks,
  unconfirmedCalls,
} from "../../functions/daily-report/delivery/mail-marks.ts";
import { DAILY } from "../../functions/daily-report/delivery/mail-report.ts";
import { sha256 } from "../../functions/daily-report/delivery/sha256.ts";
import type { ArchiveStore } from "../../functions/daily-report/ports.ts";

/**
 * What the ledger says about one mail. "none": nobody tried to send it. "later": it was not sent, the next run tries again.
 * "unconfirmed": the mail service did not answer, so it may have been sent.
 */
export type MailFact = {
  /** "daily", "r2" of a revision's own delivery, "to-<hash>" of one to chosen addresses. */
  readonly delivery: string;
  /** The reader, by the hash of the address. */
  readonly reader: string;
  readonly fate: "sent" | "refused" | "later" | "being sent" | "unconfirmed" | "unreadable" | "none";
  readonly revision: number | null;
  /** The message id of the mail service; null if the mail was not sent, or is a file. */
  readonly messageId: string | null;
};

/** What became of each mail of the day: of those that the ledger knows, and the daily ones of readers it does not know. */
export async function readMails(
  archive: ArchiveStore,
  ref: DayRef,
  { recipients, now }: { readonly recipients: readonly string[]; readonly now: number },
): Promise<MailFact[]> {
  const folder = ledgerFolder(ref);
  const keys = await archive.list(`${folder}/`);
  const slots = new Set(
    keys.flatMap((key) => /^([^/]+\/[0-9a-f]{32})\//.exec(key.slice(folder.length + 1))?.[1] ?? []),
  );
  const expected = recipients.map((recipient) => `${DAILY}/${readerOf(recipient)}`);
  return Promise.all(
    [...new Set([...expected, ...slots])].map(async (slot) => {
      const [delivery = "", reader = ""] = slot.split("/");
      const marks = slots.has(slot)
        ? await readMarks(archive, `${folder}/${slot}`).catch(() => "unreadable" as const)
        : null;
      return { delivery, reader, ...(marks === "unreadable" ? UNREADABLE : factOf(marks, now)) };
    }),
  );
}

/** Whether each of the recipients has a mail that is for all of them: the daily one, or that of a revision. */
export function haveTheMail(mails: readonly MailFact[], recipients: readonly string[]): boolean {
  const sent = mails.filter(({ fate, delivery }) => fate === "sent" && /^(daily|r\d+)$/.test(delivery));
  const readers = new Set(sent.map(({ reader }) => reader));
  return recipients.every((recipient) => readers.has(readerOf(recipient)));
}

function readerOf(recipient: string): string {
  return sha256(recipient.toLowerCase()).slice(0, 32);
}

const UNREADABLE = { fate: "unreadable", revision: null, messageId: null } as const;

function factOf(marks: MailMarks | null, now: number): Pick<MailFact, "fate" | "revision" | "messageId"> {
  if (marks?.sent) {
    const { revision, place } = marks.sent;
    // The path of a file in an outbox holds the address.
    return { fate: "sent", revision, messageId: /^[\w.-]+$/.test(place) ? place : null };
  }
  return { fate: unsentFate(marks, now), revision: marks?.claim?.revision ?? null, messageId: null };
}

function unsentFate(marks: MailMarks | null, now: number): MailFact["fate"] {
  if (marks === null) return "none";
  if (isHeld(marks, now)) return "being sent";
  if (marks.failed?.claim === marks.claim?.number && marks.failed?.fate === "refused") return "refused";
  return unconfirmedCalls(marks) > 0 ? "unconfirmed" : "later";
}
