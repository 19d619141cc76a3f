import { type NotReadAgain, notReadReasons } from "../domain/history/history.ts";
import type { ArchiveStore } from "../ports.ts";
import { type DayRef, readAgainClaimKey, readAgainEndKey } from "./archive-layout.ts";
import { badMark, readMark } from "./read-mark.ts";

/** The claim of a run on reading earlier days again for a report; `at` in milliseconds since 1970. */
export type ReadAgainClaim = { readonly runId: string; readonly at: number; readonly dates: readonly string[] };

/** The claim, and which of its days were not read; null if the run has not recorded it, because it is at work or died. */
export type ReadAgainMarks = { readonly claim: ReadAgainClaim; readonly notReadAgain: readonly NotReadAgain[] | null };

/** Claims the reading for the report of that day. Returns false if another run has: there is one claim for each report. */
export function claimReadAgain(ledger: ArchiveStore, ref: DayRef, claim: ReadAgainClaim): Promise<boolean> {
  return createMark(ledger, readAgainClaimKey(ref), claim);
}

/** Records which of the claimed days were not read. */
export async function endReadAgain(
  ledger: ArchiveStore,
  ref: DayRef,
  notReadAgain: readonly NotReadAgain[],
): Promise<void> {
  await createMark(ledger, readAgainEndKey(ref), { notReadAgain });
}

/** The marks of the report of that day; null if no run has claimed the reading. Throws LedgerError if one cannot be read. */
export async function readAgainMarks(ledger: ArchiveStore, ref: DayRef): Promise<ReadAgainMarks | null> {
  const claim = await readMark<unknown>(ledger, readAgainClaimKey(ref));
  if (claim === null) return null;
  if (!isClaim(claim)) throw badMark(readAgainClaimKey(ref));
  const end = await readMark<unknown>(ledger, readAgainEndKey(ref));
  if (end === null) return { claim, notReadAgain: null };
  if (!isEnd(end)) throw badMark(readAgainEndKey(ref));
  return { claim, notReadAgain: end.notReadAgain };
}

function createMark(ledger: ArchiveStore, key: string, mark: object): Promise<boolean> {
  return ledger.create(key, Buffer.from(`${JSON.stringify(mark)}\n`), "application/json");
}

function isClaim(mark: unknown): mark is ReadAgainClaim {
  const { runId, at, dates } = fieldsOf(mark);
  return typeof runId === "string" && typeof at === "number" && Array.isArray(dates) && dates.every(isText);
}

function isEnd(mark: unknown): mark is { readonly notReadAgain: readonly NotReadAgain[] } {
  const { notReadAgain } = fieldsOf(mark);
  return Array.isArray(notReadAgain) && notReadAgain.every(isNotReadAgain);
}

function isNotReadAgain(value: unknown): boolean {
  const { date, reason } = fieldsOf(value);
  return isText(date) && notReadReasons.some((known) => known === reason);
}

function isText(value: unknown): boolean {
  return typeof value === "string";
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}
