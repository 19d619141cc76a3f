import type { ArchiveStore } from "../ports.ts";
import { type DayRef, ledgerFolder } from "./archive-layout.ts";
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
  const mailed = new Set(keys.flatMap((key) => /\/(?:daily|r\d+)\/([0-9a-f]{32})\/sent\.json$/.exec(key)?.[1] ?? []));
  return recipients.length > 0 && recipients.every((recipient) => mailed.has(recipientHash(recipient)));
}
