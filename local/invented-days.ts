import { contentTypes, type DayRef, fileNames, tableKey } from "../functions/daily-report/delivery/archive-layout.ts";
import { newestManifest } from "../functions/daily-report/delivery/commit-day.ts";
import type { ArchiveStore } from "../functions/daily-report/ports.ts";

/**
 * The days of a report that `npm start` invented into an archive, yyyy-mm-dd. `madeFrom` is equal for calls that invent the
 * same. Files of a day may be missing: the list is written before them.
 */
export type InventedDays = { readonly madeFrom: string; readonly dates: readonly string[] };

type Written = { readonly schema: unknown } & InventedDays;

const SCHEMA = "invented-days/1";

/** The tables that an invented day has. */
export const inventedTables = [fileNames.tally, fileNames.dayTable] as const;

/** The keys of the tables of a day. */
export function inventedKeys(ref: DayRef): string[] {
  return inventedTables.flatMap((name) => tableKey(ref, name) ?? []);
}

/** Returns the days that were invented; none if the list cannot be read: what it names is then left as it is. */
export async function readInventedDays(archive: ArchiveStore, report: string): Promise<InventedDays> {
  const body = await archive.get(listKey(report));
  try {
    const { schema, madeFrom, dates } = JSON.parse(Buffer.from(body ?? []).toString()) as Written;
    if (schema === SCHEMA && Array.isArray(dates)) return { madeFrom, dates };
  } catch {
    // Not JSON, or no file.
  }
  return { madeFrom: "", dates: [] };
}

export async function writeInventedDays(archive: ArchiveStore, report: string, days: InventedDays): Promise<void> {
  const body = Buffer.from(`${JSON.stringify({ schema: SCHEMA, ...days }, null, 2)}\n`);
  await archive.put(listKey(report), body, contentTypes[fileNames.report]);
}

/** Removes the days that were invented, so that a report on real sessions is not compared with them. A day with a revision stays. */
export async function removeInventedDays(archive: ArchiveStore, report: string): Promise<void> {
  const { dates } = await readInventedDays(archive, report);
  for (const date of dates) {
    if (await hasRevision(archive, { report, date })) continue;
    for (const key of inventedKeys({ report, date })) await archive.remove(key);
  }
  await archive.remove(listKey(report));
}

export async function hasRevision(archive: ArchiveStore, ref: DayRef): Promise<boolean> {
  return (await newestManifest(archive, ref)) !== null;
}

function listKey(report: string): string {
  return `invented/${report}.json`;
}
