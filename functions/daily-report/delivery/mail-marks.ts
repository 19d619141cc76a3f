import type { ArchiveStore } from "../ports.ts";
import { claimKey, claimNumberOf, failedKey, sentKey } from "./archive-layout.ts";
import { readMark } from "./read-mark.ts";

/** The place of a mail (a path, or the message id of the service), its revision, and whether it may have been a repeat. */
export type SentMail = { readonly place: string; readonly revision: number; readonly possibleRepeat?: true };

/** The right of a run to call the mail service once. */
export type ClaimMark = {
  readonly revision: number;
  /** The end of the claim, milliseconds since 1970: until then no other run may call the service. */
  readonly until: number;
  /** The number of earlier calls without an answer: they may have sent the mail. */
  readonly unconfirmed: number;
};

/** A call that certainly sent nothing; `request` is the request of the run, the same over all retries of one call. */
export type FailedMark = {
  readonly claim: number;
  readonly fate: "refused" | "later";
  readonly request: string;
};

/** All marks of the mail of one recipient; `claim` is the newest one. Null if there is no such mark. */
export type MailMarks = {
  readonly sent: SentMail | null;
  readonly failed: FailedMark | null;
  readonly claim: (ClaimMark & { readonly number: number }) | null;
};

/** Reads the marks of a folder. Throws LedgerError if one is not JSON. */
export async function readMarks(ledger: ArchiveStore, folder: string): Promise<MailMarks> {
  const keys = await ledger.list(`${folder}/`);
  const read = <Mark>(key: string) => (keys.includes(key) ? readMark<Mark>(ledger, key) : null);
  const number = Math.max(0, ...keys.map((key) => claimNumberOf(key) ?? 0));
  const claim = await read<ClaimMark>(claimKey(folder, number));
  return {
    sent: await read<SentMail>(sentKey(folder)),
    failed: await read<FailedMark>(failedKey(folder)),
    claim: claim && { ...claim, number },
  };
}

/** Whether the newest claim is valid: its call may not have ended. */
export function isHeld({ claim, failed }: MailMarks, now: number): boolean {
  return claim !== null && failed?.claim !== claim.number && now < claim.until;
}

/** The number of calls without an answer: their claims ended and no mark says whether the mail was sent. */
export function unconfirmedCalls({ claim, failed }: MailMarks): number {
  if (claim === null) return 0;
  return claim.unconfirmed + (failed?.claim === claim.number ? 0 : 1);
}

/** Writes a mark; replaces an older one. */
export async function putMark(ledger: ArchiveStore, key: string, mark: SentMail | FailedMark): Promise<void> {
  await ledger.put(key, bytesOf(mark), "application/json");
}

/** Writes a claim only if it does not exist; false if it does. */
export function createClaim(ledger: ArchiveStore, key: string, mark: ClaimMark): Promise<boolean> {
  return ledger.create(key, bytesOf(mark), "application/json");
}

function bytesOf(mark: object): Uint8Array {
  return Buffer.from(JSON.stringify(mark));
}
