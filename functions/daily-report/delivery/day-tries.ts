import type { ArchiveStore } from "../ports.ts";
import { type DayRef, triesKey } from "./archive-layout.ts";
import { badMark, readMark } from "./read-mark.ts";

/** The scheduled tries to make the report of a day. */
export type DayTries = {
  readonly tries: number;
  /** When the last try began, ISO 8601. */
  readonly at: string;
  /**
   * The code of the error of the last try; null if it is at work, was killed, or succeeded. MAILS_FAILED if the mail
   * service still refuses a reader, as an earlier try has thrown.
   */
  readonly error: string | null;
  /**
   * The revision that a try archived and did not mail to every reader; missing if there is none. Later tries only mail it, or a
   * newer one.
   */
  readonly revision?: number;
};

/** The tries of the day so far; null if there was none. Throws LedgerError if the mark has another form. */
export async function readTries(store: ArchiveStore, ref: DayRef): Promise<DayTries | null> {
  const mark = await readMark<Partial<DayTries>>(store, triesKey(ref));
  if (mark === null) return null;
  const { tries, at, error = null, revision } = mark;
  if (typeof tries !== "number" || typeof at !== "string") throw badMark(triesKey(ref));
  return { tries, at, error, ...(typeof revision === "number" && { revision }) };
}

/** Writes the mark. Two runs at the same time may count one try too few: the number is only shown, and orders reports. */
export async function markTry(store: ArchiveStore, ref: DayRef, tries: DayTries): Promise<void> {
  await store.put(triesKey(ref), Buffer.from(`${JSON.stringify(tries)}\n`), "application/json");
}
