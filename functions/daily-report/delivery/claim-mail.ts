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

/** Another run holds a claim on this mail. Only when the claim has ended can it be known whether that run sent the mail. */
export class DeliveryInProgress extends ReportError {
  override readonly name = "DeliveryInProgress";
  constructor() {
    super("DELIVERY_IN_PROGRESS", "Another run is sending this mail at the moment; run the report again in a minute.");
  }
}

/** Where the marks of one recipient's mail lie. */
export type MailSlot = {
  readonly folder: string;
  /** The folder of the other delivery that would send the same revision to this recipient; null if there is none. */
  readonly otherFolder: string | null;
  readonly revision: number;
};

export type ClaimDependencies = {
  readonly ledger: ArchiveStore;
  readonly clock: Clock;
  /** The same over all retries of one call. */
  readonly request: string;
};

/** The right to call the mail service once, before `until` (milliseconds since 1970). */
export type Claim = {
  readonly number: number;
  readonly until: number;
  readonly possibleRepeat: boolean;
  /** Whether the service refused the mail to an earlier request, and no call since was given back for another reason. */
  readonly wasRefused: boolean;
};

/** What a run may do about one mail; the table at `claimMail` says when. */
export type ClaimResult =
  | { readonly is: "sent"; readonly mail: SentMail }
  | { readonly is: "refused" }
  | { readonly is: "unconfirmed" }
  | { readonly is: "claimed"; readonly claim: Claim };

/** How long a claim is valid: over twice as long as the service may take. Milliseconds. */
const CLAIM_MS = 45_000;

/** After so many calls without an answer no further call is made: the mail itself and one repeat. */
const MOST_UNCONFIRMED = 2;

/**
 * Claims the right to send the mail, unless there is nothing to send. A claim is an object that only one run can create. Claims
 * are numbered, so that only one run can win the claim after one that has ended.
 *
 * The first row that fits the marks in the ledger decides; "the other delivery" is the daily one for a revision's own, and
 * the other way round:
 *
 * | marks of this mail | marks of the other delivery | result |
 * |---|---|---|
 * | `sent.json` | any | "sent" |
 * | any | `sent.json` of this revision | "sent" |
 * | any | a valid claim on this revision | throws DeliveryInProgress |
 * | a valid claim | any | throws DeliveryInProgress |
 * | `failed.json`: this request was refused | any | "refused" |
 * | two calls without an answer, counted over both deliveries | | "unconfirmed" |
 * | one call without an answer, counted over both | | "claimed", as a possible repeat |
 * | none, or a claim that was given back | none | "claimed" |
 *
 * A claim is valid until `until`, or until `failed.json` gives it back. A call is "without an answer" if its claim has ended
 * and neither `sent.json` nor `failed.json` tells what became of it.
 *
 * Example: run A creates claim-1 at 07:30:00 and is killed. At 07:30:20 run B finds a valid claim and throws
 * DeliveryInProgress. At 07:31:00 run C finds claim-1 ended without an answer, creates claim-2, and sends the mail as a
 * possible repeat. If C is killed too, run D gets "unconfirmed", and nobody sends until a person has looked.
 */
export async function claimMail(slot: MailSlot, dependencies: ClaimDependencies): Promise<ClaimResult> {
  const { folder, revision } = slot;
  const { ledger, clock, request } = dependencies;
  const marks = await readMarks(ledger, folder);
  if (marks.sent !== null) return { is: "sent", mail: marks.sent };
  const other = await otherDeliveryOf(slot, dependencies);
  if (other.sent !== null) return { is: "sent", mail: other.sent };
  if (isHeld(marks, clock())) throw new DeliveryInProgress();
  if (marks.failed?.fate === "refused" && marks.failed.request === request) return { is: "refused" };
  const unconfirmed = unconfirmedCalls(marks);
  // Counted over both deliveries: the reader may have a mail from each.
  const unconfirmedOfBoth = unconfirmed + other.unconfirmed;
  if (unconfirmedOfBoth >= MOST_UNCONFIRMED) return { is: "unconfirmed" };

  const number = (marks.claim?.number ?? 0) + 1;
  const until = clock() + CLAIM_MS;
  const isWon = await createClaim(ledger, claimKey(folder, number), { revision, until, unconfirmed });
  if (!isWon) throw new DeliveryInProgress();
  const wasRefused = marks.failed?.fate === "refused";
  const claim = { number, until, possibleRepeat: unconfirmedOfBoth > 0, wasRefused };
  return await checkAgain(slot, dependencies, claim);
}

/** Gives back a claim whose call certainly sent nothing. */
export async function giveBack(
  slot: MailSlot,
  { ledger, request }: ClaimDependencies,
  failed: Omit<FailedMark, "request">,
): Promise<void> {
  await putMark(ledger, failedKey(slot.folder), { ...failed, request });
}

/** Looks once more after the claim was created: another run may have sent the mail, or the other delivery the revision. */
async function checkAgain(slot: MailSlot, dependencies: ClaimDependencies, claim: Claim): Promise<ClaimResult> {
  const mail = await readMark<SentMail>(dependencies.ledger, sentKey(slot.folder));
  if (mail !== null) return { is: "sent", mail };
  try {
    const other = await otherDeliveryOf(slot, dependencies);
    if (other.sent === null) return { is: "claimed", claim };
    await giveBack(slot, dependencies, { claim: claim.number, fate: "later" });
    return { is: "sent", mail: other.sent };
  } catch (error) {
    // Two runs that find each other's claims both give theirs back; the next run finds neither.
    if (error instanceof DeliveryInProgress) await giveBack(slot, dependencies, { claim: claim.number, fate: "later" });
    throw error;
  }
}

/** What the other delivery did with this revision: the mail it sent, or how many of its calls had no answer. */
type OtherDelivery = { readonly sent: SentMail | null; readonly unconfirmed: number };

const NOTHING_DONE: OtherDelivery = { sent: null, unconfirmed: 0 };

/** Throws DeliveryInProgress while the other delivery holds a valid claim on this revision. */
async function otherDeliveryOf(
  { otherFolder, revision }: MailSlot,
  { ledger, clock }: ClaimDependencies,
): Promise<OtherDelivery> {
  if (otherFolder === null) return NOTHING_DONE;
  const marks: MailMarks = await readMarks(ledger, otherFolder);
  if (marks.sent !== null) return { ...NOTHING_DONE, sent: marks.sent.revision === revision ? marks.sent : null };
  if (marks.claim?.revision !== revision) return NOTHING_DONE;
  if (isHeld(marks, clock())) throw new DeliveryInProgress();
  return { ...NOTHING_DONE, unconfirmed: unconfirmedCalls(marks) };
}
