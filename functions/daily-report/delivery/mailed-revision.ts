import type { ArchiveStore } from "../ports.ts";
import { type DayRef, ledgerFolder } from "./archive-layout.ts";
import { readMark } from "./read-mark.ts";

/**
 * The highest revision that a mark in the ledger of the day names; 0 if none does. Marks that cannot be read are passed over:
 * whoever sends a mail finds them.
 */
export async function newestMailedRevision(store: ArchiveStore, ref: DayRef): Promise<number> {
  const keys = await store.list(`${ledgerFolder(ref)}/`);
  const marks = keys.filter((key) => /\/(sent|done|claim-\d+)\.json$/.test(key));
  const revisions = await Promise.all(marks.map((key) => revisionIn(store, key)));
  return Math.max(0, ...revisions);
}

async function revisionIn(store: ArchiveStore, key: string): Promise<number> {
  const mark = await readMark<{ revision?: unknown } | null>(store, key).catch(() => null);
  const revision = mark?.revision;
  return typeof revision === "number" && Number.isSafeInteger(revision) ? revision : 0;
}
