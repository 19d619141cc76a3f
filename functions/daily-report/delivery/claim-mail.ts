import { ReportError } from "../domain/report-error.ts";
import type { ArchiveStore, Clock } from "../ports.ts";
import { claimKey, failedKey, sentKey } from "./archive-layout.ts";
import {
  createClaim,
  type FailedMark,
  isHeld,
  type MailMarks,
  putMark,
  readMarks,
  type SentMail,
  unconfirmedCalls,
} from "./mail-marks.ts";
import { readMark } from "./read-mark.ts";

/** Another run is mailing this very mail; only when its claim has ended can be known whether it did. */
export class DeliveryInProgress extends ReportError {
  override readonly name = "DeliveryInProgress";
  constructor() {
    super("DELIVERY_IN_PROGRESS", "Another run is mailing it at this moment; run the report again in a minute.");
  }
}

/** Where the marks of one recipient's mail lie. */
export type MailSlot = {
  readonly folder: string;
  /** The folder of the other delivery that would bring the same revision; null where there is none. */
  readonly rival: string | null;
  readonly revision: number;
};

export type Desk = {
  readonly ledger: ArchiveStore;
  readonly clock: Clock;
  /** The same over all retries of one call. */
  readonly request: string;
};

/** A claim that was won: one call of the mail service may be made before `until`. */
export type Claim = { readonly number: number; readonly until: number; readonly possibleRepeat: boolean };

/**
 * Whose turn it is: the mail was sent; an earlier try of this request was refused for good, and has said so; two calls ended
 * without a word, so that a third is not made; or ours.
 */
export type Turn =
  | { readonly is: "sent"; readonly mail: SentMail }
  | { readonly is: "refused" }
  | { readonly is: "unconfirmed" }
  | { readonly is: "ours"; readonly claim: Claim };

/** How long a claim keeps others off: over twice as long as the service may take. Milliseconds. */
const CLAIM_MS = 45_000;

/** Calls whose fate nobody knows, after which no further is made: the mail itself and one repeat. */
const MOST_UNCONFIRMED = 2;

/**
 * Claims the right to send the mail, unless there is nothing to send. A claim is an object that only one run can create, and
 * is numbered, so that the one after a claim that ended can be won by one run alone. Throws DeliveryInProgress while another
 * run holds a claim.
 */
export async function claimMail(slot: MailSlot, desk: Desk): Promise<Turn> {
  const { folder, revision } = slot;
  const { ledger, clock, request } = desk;
  const marks = await readMarks(ledger, folder);
  if (marks.sent !== null) return { is: "sent", mail: marks.sent };
  const before = await rivalOf(slot, desk);
  if (before.sent !== null) return { is: "sent", mail: before.sent };
  if (isHeld(marks, clock())) throw new DeliveryInProgress();
  if (marks.failed?.fate === "refused" && marks.failed.request === request) return { is: "refused" };
  const unconfirmed = unconfirmedCalls(marks);
  // Whichever way they went: the reader may have a mail of each.
  const unheard = unconfirmed + before.unconfirmed;
  if (unheard >= MOST_UNCONFIRMED) return { is: "unconfirmed" };

  const number = (marks.claim?.number ?? 0) + 1;
  const until = clock() + CLAIM_MS;
  const isWon = await createClaim(ledger, claimKey(folder, number), { revision, until, unconfirmed });
  if (!isWon) throw new DeliveryInProgress();
  const claim = { number, until, possibleRepeat: unheard > 0 };
  return await lookAgain(slot, desk, claim);
}

/** Gives back a claim whose call certainly mailed nothing. */
export async function giveBack(slot: MailSlot, { ledger, request }: Desk, failed: Omit<FailedMark, "request">) {
  await putMark(ledger, failedKey(slot.folder), { ...failed, request });
}

/** What came to pass between the look at the ledger and the claim: the mail's mark, or the same revision by the other way. */
async function lookAgain(slot: MailSlot, desk: Desk, claim: Claim): Promise<Turn> {
  const mail = await readMark<SentMail>(desk.ledger, sentKey(slot.folder));
  if (mail !== null) return { is: "sent", mail };
  try {
    const rival = await rivalOf(slot, desk);
    if (rival.sent === null) return { is: "ours", claim };
    await giveBack(slot, desk, { claim: claim.number, fate: "later" });
    return { is: "sent", mail: rival.sent };
  } catch (error) {
    // Two that find each other's claims both stand back; the next try of either finds none.
    if (error instanceof DeliveryInProgress) await giveBack(slot, desk, { claim: claim.number, fate: "later" });
    throw error;
  }
}

type Rival = { readonly sent: SentMail | null; readonly unconfirmed: number };

const NO_RIVAL: Rival = { sent: null, unconfirmed: 0 };

/** What the other delivery did with this revision. Throws DeliveryInProgress while it is at it. */
async function rivalOf({ rival, revision }: MailSlot, { ledger, clock }: Desk): Promise<Rival> {
  if (rival === null) return NO_RIVAL;
  const marks: MailMarks = await readMarks(ledger, rival);
  if (marks.sent !== null) return { ...NO_RIVAL, sent: marks.sent.revision === revision ? marks.sent : null };
  if (marks.claim?.revision !== revision) return NO_RIVAL;
  if (isHeld(marks, clock())) throw new DeliveryInProgress();
  return { ...NO_RIVAL, unconfirmed: unconfirmedCalls(marks) };
}
