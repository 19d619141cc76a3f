import { ReportError } from "../domain/report-error.ts";
import { OutOfTimeError } from "../out-of-time.ts";
import type { Mailer, MailFate, Operations, OutgoingMail, Pause } from "../ports.ts";
import { type DayRef, markFolder, sentKey } from "./archive-layout.ts";
import {
  type Claim,
  type ClaimDependencies,
  claimMail,
  DeliveryInProgress,
  giveBack,
  type MailSlot,
} from "./claim-mail.ts";
import { putMark, type SentMail } from "./mail-marks.ts";
import { recipientHash } from "./mailed-readers.ts";

/**
 * What is delivered, and to whom. A recipient gets each delivery of a day once. There is the daily delivery, one for each
 * revision, and one for each request that names its own recipients.
 */
export type Delivery = { readonly name: string; readonly recipients: readonly string[] };

export type MailRequest = {
  readonly ref: DayRef;
  readonly revision: number;
  readonly delivery: Delivery;
  /** Draws one recipient's mail; the text of a possible repeat says so. */
  readonly compose: (recipient: string, possibleRepeat: boolean) => OutgoingMail;
  /** Whether an earlier request has thrown what the service refused it, so that the same refusal is no failure again. */
  readonly isRefusalTold: boolean;
};

export type MailDependencies = ClaimDependencies & {
  readonly mailer: Mailer;
  readonly pause: Pause;
  readonly operations: Operations;
};

/** What became of the mails of a delivery, recipient by recipient. */
export type MailOutcome = {
  readonly sent: readonly SentMail[];
  /** The mails that were sent earlier. */
  readonly earlier: readonly SentMail[];
  /** Recipients whose mail was refused for good, as an earlier attempt of this request or an earlier try has thrown. */
  readonly refused: number;
  /** One error for each recipient who did not get a mail now. */
  readonly failures: readonly unknown[];
};

export const DAILY = "daily";

/** The name of a revision's own delivery. */
export function revisionDelivery(revision: number): string {
  return `r${revision}`;
}

/** How long one delivery waits at most, in total, for a service that is too busy. Milliseconds. */
const WAIT_BUDGET_MS = 60_000;
const FIRST_WAIT_MS = 1_000;
const MOST_ATTEMPTS = 5;

/** What the recipients of one delivery share: the milliseconds waited so far. */
type Waiting = { waited: number };

/**
 * Sends one mail to each recipient who does not have this delivery yet. A mail that fails does not stop the others, except
 * when the time is over. Never rejects: `failures` holds the errors.
 */
export async function mailReport(request: MailRequest, dependencies: MailDependencies): Promise<MailOutcome> {
  const outcome = { sent: [] as SentMail[], earlier: [] as SentMail[], refused: 0, failures: [] as unknown[] };
  const waiting: Waiting = { waited: 0 };
  for (const recipient of request.delivery.recipients) {
    try {
      const end = await mailOne(request, recipient, { dependencies, waiting });
      if (end === "refused") outcome.refused += 1;
      else outcome[end.now ? "sent" : "earlier"].push(end.mail);
    } catch (error) {
      outcome.failures.push(error);
      if (error instanceof OutOfTimeError) break;
    }
  }
  return outcome;
}

/** `now`: sent by this run, not by an earlier one. */
type End = { readonly now: boolean; readonly mail: SentMail } | "refused";

async function mailOne(
  request: MailRequest,
  recipient: string,
  { dependencies, waiting }: { dependencies: MailDependencies; waiting: Waiting },
): Promise<End> {
  const slot = slotOf(request, recipient);
  for (let attempt = 1; ; attempt += 1) {
    const claimed = await claimMail(slot, dependencies);
    if (claimed.is === "sent") return { now: false, mail: claimed.mail };
    if (claimed.is === "refused") return "refused";
    if (claimed.is === "unconfirmed") throw unconfirmed();
    const result = await tryToSend(request, { recipient, slot, claim: claimed.claim }, dependencies);
    if ("mail" in result) return { now: true, mail: result.mail };
    if (result.fate === "refused" && claimed.claim.wasRefused && request.isRefusalTold) return "refused";
    if (!mayTryAgain(result, attempt)) throw result.error;
    // Half of the wait is random, so that runs that were refused together do not try again together.
    const wait = Math.round(FIRST_WAIT_MS * 2 ** (attempt - 1) * (0.5 + Math.random() / 2));
    if (waiting.waited + wait > WAIT_BUDGET_MS) throw result.error;
    waiting.waited += wait;
    await dependencies.pause(wait);
  }
}

function mayTryAgain({ fate, error }: Failure, attempt: number): boolean {
  return fate === "later" && attempt < MOST_ATTEMPTS && !(error instanceof OutOfTimeError);
}

type Sending = { readonly recipient: string; readonly slot: MailSlot; readonly claim: Claim };
type Failure = { readonly error: unknown; readonly fate: MailFate };
type Result = { readonly mail: SentMail } | Failure;

/** Calls the service once under one claim. If the call certainly sent nothing, the claim is given back. */
async function tryToSend(request: MailRequest, sending: Sending, dependencies: MailDependencies): Promise<Result> {
  const { recipient, slot, claim } = sending;
  let place: string;
  let isBegun = false;
  try {
    const outgoing = request.compose(recipient, claim.possibleRepeat);
    if (dependencies.clock() > claim.until - LATEST_START_MS) throw new ClaimTooOldError();
    isBegun = true;
    place = await dependencies.mailer.send(outgoing);
  } catch (error) {
    const fate = fateOf(error);
    // Logged first: a later run that finds the mark does not log the refusal again.
    if (fate === "refused") logRefusal(request, error, dependencies);
    if (fate !== "unknown" || !isBegun) {
      await giveBack(slot, dependencies, { claim: claim.number, fate: fate === "refused" ? "refused" : "later" });
    }
    return { error, fate };
  }
  const mail: SentMail = {
    place,
    revision: request.revision,
    ...(claim.possibleRepeat && { possibleRepeat: true as const }),
  };
  await putMark(dependencies.ledger, sentKey(slot.folder), mail);
  return { mail };
}

function logRefusal({ ref }: MailRequest, error: unknown, { operations }: MailDependencies): void {
  const reason = error instanceof ReportError ? error.message : "An unexpected error.";
  operations.log("warn", "mail refused", { report: ref.report, day: ref.date, reason });
}

/** How long a claim must still be valid when its call begins: 20 s for the call and 10 s for clocks that differ. Milliseconds. */
const LATEST_START_MS = 30_000;

/** Writing the claim took so long that the call might end after the claim. */
class ClaimTooOldError extends ReportError {
  override readonly name = "ClaimTooOldError";
  readonly fate: MailFate = "later";
  constructor() {
    super("CLAIM_TOO_OLD", "The archive took too long to write the claim of a mail; run the report again.");
  }
}

function unconfirmed(): ReportError {
  return new ReportError(
    "MAIL_UNCONFIRMED",
    "The mail service was asked twice and never answered, so the mail may have gone out and is not sent a third time; look for it in the events of the service, then send it by sendTo, or remove its claims from the ledger.",
  );
}

/** The fate that the error names, else "unknown": a mail is sent again only if it is certain that nothing was sent. */
function fateOf(error: unknown): MailFate {
  // The mailer throws it before a call, never during one.
  if (error instanceof OutOfTimeError) return "later";
  const { fate } = Object(error) as { fate?: unknown };
  return fate === "refused" || fate === "blocked" || fate === "later" ? fate : "unknown";
}

/** The daily delivery and a revision's own may send the same revision: a recipient who has one of them is not sent the other. */
function slotOf({ ref, revision, delivery }: MailRequest, recipient: string): MailSlot {
  const folderOf = (name: string) => markFolder(ref, name, recipientHash(recipient));
  const own = revisionDelivery(revision);
  const others: Readonly<Record<string, string>> = { [DAILY]: own, [own]: DAILY };
  const other = others[delivery.name];
  return { folder: folderOf(delivery.name), otherFolder: other === undefined ? null : folderOf(other), revision };
}

/** Some recipients did not get a mail. The others did; the next run mails those who did not. */
export class MailsFailedError extends ReportError {
  override readonly name = "MailsFailedError";
}

/** As MailsFailedError, if nobody has to do anything: the mail service or the archive was busy, and every mail may be sent later. */
export class MailsLaterError extends ReportError {
  override readonly name = "MailsLaterError";
}

/**
 * Throws if a recipient did not get a mail: OutOfTimeError or DeliveryInProgress if there was no other failure, MailsLaterError
 * if all failures pass by themselves, else MailsFailedError. The message has the reasons. `asked` is the number of recipients.
 */
export function throwUnlessDelivered({ failures }: MailOutcome, asked: number): void {
  const others = failures.filter((failure) => !isOfRun(failure));
  if (others.length === 0) {
    const ofRun = failures.find((failure) => failure instanceof OutOfTimeError) ?? failures[0];
    if (ofRun !== undefined) throw ofRun;
    return;
  }
  const isOver = failures.some((failure) => failure instanceof OutOfTimeError);
  const reasons = new Set(
    others.map((failure) => (failure instanceof ReportError ? failure.message : "An unexpected error.")),
  );
  const told = [...[...reasons].slice(0, 3), ...(isOver ? ["The time was over before every mail was tried."] : [])];
  const what = `${failures.length} of ${asked} recipients did not get their mail: ${told.join(" ")}`;
  if (others.every(isLater)) throw new MailsLaterError("MAILS_LATER", what);
  throw new MailsFailedError("MAILS_FAILED", what);
}

/** The run had no time, or met another run: the mail service was not asked. */
function isOfRun(failure: unknown): boolean {
  return failure instanceof DeliveryInProgress || failure instanceof OutOfTimeError;
}

/**
 * The service asked for a later call, or the archive could not read or write a mark: the next run sends the mail, as a possible
 * repeat if it may have been sent.
 */
function isLater(failure: unknown): boolean {
  return fateOf(failure) === "later" || (failure instanceof ReportError && failure.code === "ARCHIVE_STORE");
}
