import { ReportError } from "../domain/report-error.ts";
import type { ArchiveStore } from "../ports.ts";

/** A mark in the ledger cannot be read; the message names its key. */
export class LedgerError extends ReportError {
  override readonly name = "LedgerError";
}

/** The content of a mark in the ledger; null if it does not exist. Throws LedgerError if it is not JSON. */
export async function readMark<Mark>(ledger: ArchiveStore, key: string): Promise<Mark | null> {
  const mark = await ledger.get(key);
  if (mark === null) return null;
  try {
    return JSON.parse(Buffer.from(mark).toString()) as Mark;
  } catch {
    throw badMark(key);
  }
}

export function badMark(key: string): LedgerError {
  return new LedgerError(
    "BAD_MARK",
    `The archive's ${key} is not a mark of this project; remove it, and the next run does again what it marked.`,
  );
}
