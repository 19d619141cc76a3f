import { ReportError } from "../domain/report-error.ts";
import { OutOfTimeError } from "../out-of-time.ts";
import type { Mailer, MailFate, Operations, OutgoingMail, Pause } from "../ports.ts";
import { type DayRef, markFolder, sentKey } from "./archive-layout.ts";
import { type Claim, claimMail, DeliveryInProgress, type Desk, giveBack, type MailSlot } from "./claim-mail.ts";
import { putMark, type SentMail } from "./mail-marks.ts";
import { sha256 } from "./sha256.ts";

/**
 * What is delivered, and to whom. A recipient gets each delivery of a day once: the one that the schedule owes, that of a
 * revision, or one named by a request.
 */
export type Delivery = { readonly name: string; readonly recipients: readonly string[] };

export type MailRequest = {
  readonly ref: DayRef;
  readonly revision: number;
  readonly delivery: Delivery;
  /** Draws one recipient's mail; one that may be a repeat says so in its text. */
  readonly compose: (recipient: string, possibleRepeat: boolean) => OutgoingMail;
};

export type Post = Desk & { readonly mailer: Mailer; readonly pause: Pause; readonly operations: Operations };

/** What became of the mails of a delivery, recipient by recipient. */
export type MailOutcome = {
  readonly sent: readonly SentMail[];
  /** Those that recipients had already. */
  readonly earlier: readonly SentMail[];
  /** Recipients whose mail an earlier try of this request found refused for good, and reported. */
  readonly refused: number;
  /** One error for each recipient who did not get their mail now. */
  readonly failures: readonly unknown[];
};

export const DAILY = "daily";

/** The name of a revision's own delivery. */
export function revisionDelivery(revision: number): string {
  return `r${revision}`;
}

/** Waits of a whole delivery together, in milliseconds, for a service that is too busy. */
const WAIT_BUDGET_MS = 60_000;
const FIRST_WAIT_MS = 1_000;
const TRIES = 5;

type Attempts = { waited: number };

/**
 * Mails everyone who lacks this delivery, one message each; one who cannot be mailed does not stop the others, but the end of
 * the time does. Never rejects: `failures` tells what went wrong.
 */
export async function mailReport(request: MailRequest, post: Post): Promise<MailOutcome> {
  const outcome = { sent: [] as SentMail[], earlier: [] as SentMail[], refused: 0, failures: [] as unknown[] };
  const attempts: Attempts = { waited: 0 };
  for (const recipient of request.delivery.recipients) {
    try {
      const end = await mailOne(request, recipient, { post, attempts });
      if (end === "refused") outcome.refused += 1;
      else outcome[end.now ? "sent" : "earlier"].push(end.mail);
    } catch (error) {
      outcome.failures.push(error);
      if (error instanceof OutOfTimeError) break;
    }
  }
  return outcome;
}

type End = { readonly now: boolean; readonly mail: SentMail } | "refused";

async function mailOne(
  request: MailRequest,
  recipient: string,
  { post, attempts }: { post: Post; attempts: Attempts },
): Promise<End> {
  const slot = slotOf(request, recipient);
  for (let attempt = 1; ; attempt += 1) {
    const turn = await claimMail(slot, post);
    if (turn.is === "sent") return { now: false, mail: turn.mail };
    if (turn.is === "refused") return "refused";
    if (turn.is === "unconfirmed") throw unconfirmed();
    const result = await tryToSend(request, { recipient, slot, claim: turn.claim }, post);
    if ("mail" in result) return { now: true, mail: result.mail };
    if (!mayTryAgain(result, attempt)) throw result.error;
    // Half of it by chance, so that runs that were turned away together do not come back together.
    const wait = FIRST_WAIT_MS * 2 ** (attempt - 1) * (0.5 + Math.random() / 2);
    if (attempts.waited + wait > WAIT_BUDGET_MS) throw result.error;
    attempts.waited += wait;
    await post.pause(wait);
  }
}

function mayTryAgain({ fate, error }: Failure, attempt: number): boolean {
  return fate === "later" && attempt < TRIES && !(error instanceof OutOfTimeError);
}

type Sending = { readonly recipient: string; readonly slot: MailSlot; readonly claim: Claim };
type Failure = { readonly error: unknown; readonly fate: MailFate };
type Result = { readonly mail: SentMail } | Failure;

/** One call of the service under one claim. A claim whose call certainly mailed nothing is given back. */
async function tryToSend(request: MailRequest, sending: Sending, post: Post): Promise<Result> {
  const { recipient, slot, claim } = sending;
  let place: string;
  let isBegun = false;
  try {
    const letter = request.compose(recipient, claim.possibleRepeat);
    if (post.clock() > claim.until - LATEST_START_MS) throw new ClaimTooOldError();
    isBegun = true;
    place = await post.mailer.send(letter);
  } catch (error) {
    const fate = fateOf(error);
    // Told before it is marked: who finds the mark takes it for told.
    if (fate === "refused") tellRefusal(request, error, post);
    if (fate !== "unknown" || !isBegun) {
      await giveBack(slot, post, { claim: claim.number, fate: fate === "refused" ? "refused" : "later" });
    }
    return { error, fate };
  }
  const mail: SentMail = {
    place,
    revision: request.revision,
    ...(claim.possibleRepeat && { possibleRepeat: true as const }),
  };
  await putMark(post.ledger, sentKey(slot.folder), mail);
  return { mail };
}

function tellRefusal({ ref }: MailRequest, error: unknown, { operations }: Post): void {
  const reason = error instanceof ReportError ? error.message : "An unexpected error.";
  operations.log("warn", "mail refused", { report: ref.report, day: ref.date, reason });
}

/** What must be left of a claim when its call begins: the call's own 20 s, and 10 s for clocks that differ. Milliseconds. */
const LATEST_START_MS = 30_000;

/** The claim took so long to be written that its call might outlast it. */
class ClaimTooOldError extends ReportError {
  override readonly name = "ClaimTooOldError";
  readonly fate: MailFate = "later";
  constructor() {
    super("CLAIM_TOO_OLD", "The archive was too slow for a mail under its claim; run the report again.");
  }
}

function unconfirmed(): ReportError {
  return new ReportError(
    "MAIL_UNCONFIRMED",
    "The mail service was asked twice and never answered, so the mail may have gone out and is not sent a third time; look for it in the events of the service, then send it by sendTo, or remove its claims from the ledger.",
  );
}

/** An error that does not tell a fate leaves it unknown: only who knows that nothing was mailed may mail again. */
function fateOf(error: unknown): MailFate {
  // No call is begun that time does not allow.
  if (error instanceof OutOfTimeError) return "later";
  const { fate } = Object(error) as { fate?: unknown };
  return fate === "refused" || fate === "blocked" || fate === "later" ? fate : "unknown";
}

/** Daily and revision deliveries may bring the same revision: who has it by the one way has it. */
function slotOf({ ref, revision, delivery }: MailRequest, recipient: string): MailSlot {
  const folderOf = (name: string) => markFolder(ref, name, sha256(recipient.toLowerCase()).slice(0, 32));
  const own = revisionDelivery(revision);
  const rivals: Readonly<Record<string, string>> = { [DAILY]: own, [own]: DAILY };
  const rival = rivals[delivery.name];
  return { folder: folderOf(delivery.name), rival: rival === undefined ? null : folderOf(rival), revision };
}

/** Some recipients did not get their mail; the others did, and the next run mails those who lack theirs. */
export class MailsFailedError extends ReportError {
  override readonly name = "MailsFailedError";
}

/**
 * Throws when somebody did not get their mail: DeliveryInProgress or OutOfTimeError where that is all there was, else
 * MailsFailedError with the reasons. `asked` is the number of recipients.
 */
export function throwUnlessDelivered({ failures }: MailOutcome, asked: number): void {
  const others = failures.filter((failure) => !isPassing(failure));
  if (others.length === 0) {
    const passing = failures.find((failure) => failure instanceof OutOfTimeError) ?? failures[0];
    if (passing !== undefined) throw passing;
    return;
  }
  const isOver = failures.some((failure) => failure instanceof OutOfTimeError);
  const reasons = new Set(
    others.map((failure) => (failure instanceof ReportError ? failure.message : "An unexpected error.")),
  );
  const told = [...[...reasons].slice(0, 3), ...(isOver ? ["The time was over before all were tried."] : [])];
  throw new MailsFailedError(
    "MAILS_FAILED",
    `${failures.length} of ${asked} recipients did not get their mail: ${told.join(" ")}`,
  );
}

function isPassing(failure: unknown): boolean {
  return failure instanceof DeliveryInProgress || failure instanceof OutOfTimeError;
}
