import { type DayRef, ledgerFolder, mailOf, markFolder } from "../../functions/daily-report/delivery/archive-layout.ts";
import {
  isHeld,
  type MailMarks,
  readMarks,
  unconfirmedCalls,
} from "../../functions/daily-report/delivery/mail-marks.ts";
import { DAILY } from "../../functions/daily-report/delivery/mail-report.ts";
import { isForAll, recipientHash } from "../../functions/daily-report/delivery/mailed-readers.ts";
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

/**
 * What became of each mail of the day: of those that the ledger knows, and the daily one of each recipient of whom it knows no mail
 * that is for all recipients. A mail that is to be tried again is left out if its reader was sent the same or a newer revision.
 */
export async function readMails(
  archive: ArchiveStore,
  ref: DayRef,
  { recipients, now }: { readonly recipients: readonly string[]; readonly now: number },
): Promise<MailFact[]> {
  const keys = await archive.list(`${ledgerFolder(ref)}/`);
  const marks = keys.flatMap((key) => mailOf(ref, key) ?? []);
  const slots = new Map(
    marks.map(({ delivery, recipientHash: reader }) => [`${delivery}/${reader}`, { delivery, reader }]),
  );
  const expected = [...new Set(recipients.map(recipientHash))].flatMap((reader): Slot[] => {
    const known = [...slots.values()].filter((slot) => slot.reader === reader && isForAll(slot.delivery));
    return known.length === 0 ? [{ delivery: DAILY, reader }] : known;
  });
  const mails = await Promise.all(
    [...new Set([...expected, ...slots.values()])].map(async (slot) => {
      const isKnown = slots.has(`${slot.delivery}/${slot.reader}`);
      const folder = markFolder(ref, slot.delivery, slot.reader);
      const marks = isKnown ? await readMarks(archive, folder).catch(() => "unreadable" as const) : null;
      return { ...slot, ...(marks === "unreadable" ? UNREADABLE : factOf(marks, now)) };
    }),
  );
  return mails.filter((mail) => !isOvertaken(mail, mails));
}

type Slot = Pick<MailFact, "delivery" | "reader">;

function isOvertaken({ fate, delivery, reader, revision }: MailFact, mails: readonly MailFact[]): boolean {
  if (fate !== "later" || !isForAll(delivery)) return false;
  return mails.some(
    (other) =>
      other.fate === "sent" &&
      other.reader === reader &&
      isForAll(other.delivery) &&
      (other.revision ?? 0) >= (revision ?? 0),
  );
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
