import type { ArchiveStore } from "../ports.ts";
import { type DayRef, isSentKey, ledgerFolder, mailOf } from "./archive-layout.ts";
import { sha256 } from "./sha256.ts";

/** The name of a recipient in the ledger: 32 hexadecimal digits, equal for an address in upper and in lower case. */
export function recipientHash(address: string): string {
  return sha256(address.toLowerCase()).slice(0, 32);
}

/**
 * Whether each of the recipients was sent a mail of the day that is for all of them: the daily one, or that of a revision, which a
 * person asked for. False if there are no recipients. The day may lack its mark "done" then. One listing of the archive.
 */
export async function haveTheMail(store: ArchiveStore, ref: DayRef, recipients: readonly string[]): Promise<boolean> {
  const keys = await store.list(`${ledgerFolder(ref)}/`);
  const mails = keys.filter(isSentKey).flatMap((key) => mailOf(ref, key) ?? []);
  const mailed = new Set(mails.filter(({ delivery }) => isForAll(delivery)).map(({ recipientHash }) => recipientHash));
  return recipients.length > 0 && recipients.every((recipient) => mailed.has(recipientHash(recipient)));
}

/** Whether a delivery is for all recipients: the daily one, or that of a revision; not one to chosen addresses. */
export function isForAll(delivery: string): boolean {
  return /^(?:daily|r\d+)$/.test(delivery);
}
