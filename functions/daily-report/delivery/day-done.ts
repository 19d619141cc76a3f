import type { ArchiveStore } from "../ports.ts";
import { type DayRef, doneKey } from "./archive-layout.ts";
import { readMark } from "./read-mark.ts";

/** Says in the ledger that every reader has the day's mail, with what the run answered; the first to say so stands. */
export async function markDone(store: ArchiveStore, ref: DayRef, answer: object): Promise<void> {
  await store.create(doneKey(ref), Buffer.from(`${JSON.stringify(answer, null, 2)}\n`), "application/json");
}

/** What the run answered that sent the day's mail to the last reader; null when the day is not done. One read. */
export function readDone<Answer>(store: ArchiveStore, ref: DayRef): Promise<Answer | null> {
  return readMark<Answer>(store, doneKey(ref));
}
