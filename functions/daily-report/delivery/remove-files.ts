import { ReportError } from "../domain/report-error.ts";
import type { ArchiveStore, Operations } from "../ports.ts";
import type { DayRef } from "./archive-layout.ts";

export type ArchiveDependencies = { readonly archive: ArchiveStore; readonly operations: Operations };

/** Removes files of the day that no manifest names. Never throws: a failure is logged, and a remaining file does no harm. */
export async function removeFiles(
  dependencies: ArchiveDependencies,
  ref: DayRef,
  keys: readonly string[],
): Promise<void> {
  const removals = await Promise.allSettled(keys.map((key) => dependencies.archive.remove(key)));
  const failure = removals.find((removal) => removal.status === "rejected");
  if (failure) warnOfLeftovers(dependencies, ref, failure.reason);
}

/** Logs that files which no manifest names still exist. */
export function warnOfLeftovers({ operations }: ArchiveDependencies, { report, date }: DayRef, error: unknown): void {
  // The message of an error from outside the project may hold anything.
  const reason = error instanceof ReportError ? error.message : "an unexpected error";
  operations.log("warn", "files left behind", { report, day: date, reason });
}
