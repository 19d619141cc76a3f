import type { ArchiveStore } from "../ports.ts";
import { type DayRef, doneKey } from "./archive-layout.ts";
import { badMark, readMark } from "./read-mark.ts";

/** Says in the ledger that every reader has the day's mail, with what the run answered; the first to say so stands. */
export async function markDone(store: ArchiveStore, ref: DayRef, answer: object): Promise<void> {
  await store.create(doneKey(ref), Buffer.from(`${JSON.stringify(answer, null, 2)}\n`), "application/json");
}

/**
 * What the run answered that sent the day's mail to the last reader, as `answerOf` reads it; null when the day is not done. One
 * read. Throws LedgerError for a mark that is not JSON, or of which `answerOf` makes null.
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
