import type { DayRef } from "./delivery/archive-layout.ts";
import { type Manifest, newestManifest } from "./delivery/commit-day.ts";
import { DAILY, type Delivery, mailReport, revisionDelivery, throwUnlessDelivered } from "./delivery/mail-report.ts";
import type { Report } from "./domain/report.ts";
import { writeMail } from "./draw-files.ts";
import { mailMeasures, type RunAccount } from "./run-account.ts";
import { type Mails, NO_MAILS } from "./run-answer.ts";
import type { RunRequest, World } from "./run-report.ts";

type Tools = { readonly account: RunAccount; readonly world: World };

/**
 * The manifest of the revision that is only to be mailed; null if there is none, or its files were deleted. It is the newest one:
 * readers may have had that already, and must not get an older one after it.
 */
export async function revisionToMail(request: RunRequest, { account, world }: Tools): Promise<Manifest | null> {
  const { definition, day, toMail = null } = request;
  if (toMail === null) return null;
  const ref = { report: definition.id, date: day.date };
  const newest = await account.during("mailing", () => newestManifest(world.archive, ref));
  return newest !== null && newest.revision >= toMail ? newest : null;
}

type Revision = { readonly ref: DayRef; readonly report: Report; readonly manifest: Manifest };

/** Mails the revision to those whom the run mails. Throws if one of them did not get it, see `throwUnlessDelivered`. */
export async function mailRevision(
  request: RunRequest,
  { ref, report, manifest }: Revision,
  { account, world }: Tools,
): Promise<Mails> {
  const { definition, call } = request;
  const { revision } = manifest;
  const delivery = deliveryOf(request, revision);
  if (delivery === null || definition.sender === null) return NO_MAILS;
  const compose = await writeMail(report, { definition, sender: definition.sender, manifest, world });
  const dependencies = { ledger: world.archive, ...world, request: call.requestId };
  const isRefusalTold = typeof request.toMail === "number";
  const outcome = await mailReport({ ref, revision, delivery, compose, isRefusalTold }, dependencies);
  account.count(mailMeasures(outcome));
  throwUnlessDelivered(outcome, delivery.recipients.length);
  const { sent, earlier, refused } = outcome;
  return { sent, earlier, refused };
}

function deliveryOf({ deliver: whom, definition }: RunRequest, revision: number): Delivery | null {
  if (typeof whom === "object") return whom;
  if (whom === "none") return null;
  return { name: whom === "daily" ? DAILY : revisionDelivery(revision), recipients: definition.recipients };
}
