import type { ArchiveStore } from "../ports.ts";
import { type DayRef, doneKey } from "./archive-layout.ts";
import { badMark, readMark } from "./read-mark.ts";

/** Marks in the ledger that all recipients have the mail of the day, with the answer of the run. An existing mark is kept. */
export async function markDone(store: ArchiveStore, ref: DayRef, answer: object): Promise<void> {
  await store.create(doneKey(ref), Buffer.from(`${JSON.stringify(answer, null, 2)}\n`), "application/json");
}

/**
 * The answer in the mark of a done day, as `answerOf` reads it; null if the day is not done. Reads the archive once. Throws
 * LedgerError if the mark is not JSON, or if `answerOf` returns null for it.
 */
export async function readDone<Answer>(
  store: ArchiveStore,
  ref: DayRef,
  answerOf: (mark: unknown) => Answer | null,
): Promise<Answer | null> {
  const key = doneKey(ref);
  const mark = await readMark<unknown>(store, key);
  if (mark === null) return null;
  const answer = answerOf(mark);
  if (answer === null) throw badMark(key);
  return answer;
}
