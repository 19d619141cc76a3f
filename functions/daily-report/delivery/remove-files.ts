import { ReportError } from "../domain/report-error.ts";
import type { ArchiveStore, Operations } from "../ports.ts";
import type { DayRef } from "./archive-layout.ts";

export type ArchiveDependencies = { readonly archive: ArchiveStore; readonly operations: Operations };

/** Removes files of the day that no manifest names. Never throws: a file that stays harms no reader, and operations are told. */
export async function removeFiles(
  dependencies: ArchiveDependencies,
  ref: DayRef,
  keys: readonly string[],
): Promise<void> {
  const removals = await Promise.allSettled(keys.map((key) => dependencies.archive.remove(key)));
  const failure = removals.find((removal) => removal.status === "rejected");
  if (failure) warnOfLeftovers(dependencies, ref, failure.reason);
}

/** Tells operations that files which no manifest names are still there. */
export function warnOfLeftovers({ operations }: ArchiveDependencies, { report, date }: DayRef, error: unknown): void {
  // The words of a foreign error may hold anything.
  const reason = error instanceof ReportError ? error.message : "an error that nobody foresaw";
  operations.log("warn", "files left behind", { report, day: date, reason });
}
