import type { ArchiveStore } from "../ports.ts";
import { claimKey, claimNumberOf, failedKey, sentKey } from "./archive-layout.ts";
import { readMark } from "./read-mark.ts";

/** A mail's place (a path, or the service's message id), the revision it told of, and whether it may have been a repeat. */
export type SentMail = { readonly place: string; readonly revision: number; readonly possibleRepeat?: true };

/** A run's right to one call of the mail service. */
export type ClaimMark = {
  readonly revision: number;
  /** Until when it keeps others off, milliseconds since 1970. */
  readonly until: number;
  /** Calls before this one of which nobody knows whether they mailed. */
  readonly unconfirmed: number;
};

/** A call that certainly mailed nothing; `request` is that of the run, the same over all retries of one call. */
export type FailedMark = {
  readonly claim: number;
  readonly fate: "refused" | "later";
  readonly request: string;
};

/** All that the ledger knows of one recipient's mail; `claim` is the newest, null where there is none. */
export type MailMarks = {
  readonly sent: SentMail | null;
  readonly failed: FailedMark | null;
  readonly claim: (ClaimMark & { readonly number: number }) | null;
};

/** Reads the marks of a folder. Throws LedgerError for one that is not JSON. */
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

/** Whether the newest claim holds: its call may be under way. */
export function isHeld({ claim, failed }: MailMarks, now: number): boolean {
  return claim !== null && failed?.claim !== claim.number && now < claim.until;
}

/** Calls of which nobody knows whether they mailed: of claims that ended without a word. */
export function unconfirmedCalls({ claim, failed }: MailMarks): number {
  if (claim === null) return 0;
  return claim.unconfirmed + (failed?.claim === claim.number ? 0 : 1);
}

/** Writes a mark, over an older one if there is one. */
export async function putMark(ledger: ArchiveStore, key: string, mark: SentMail | FailedMark): Promise<void> {
  await ledger.put(key, bytesOf(mark), "application/json");
}

/** Writes a claim only if nobody has; false when somebody had. */
export function createClaim(ledger: ArchiveStore, key: string, mark: ClaimMark): Promise<boolean> {
  return ledger.create(key, bytesOf(mark), "application/json");
}

function bytesOf(mark: object): Uint8Array {
  return Buffer.from(JSON.stringify(mark));
}
