import {
  contentTypes,
  type DayRef,
  type FileName,
  fileNames,
  tableKey,
} from "../functions/daily-report/delivery/archive-layout.ts";
import { newestManifest } from "../functions/daily-report/delivery/commit-day.ts";
import type { ArchiveStore } from "../functions/daily-report/ports.ts";

/** A revision that `npm start` made of an invented day. */
export type InventedRevision = { readonly date: string; readonly revision: number };

/**
 * The days of a report that `npm start` invented into an archive, yyyy-mm-dd. `madeFrom` is equal for calls that invent the
 * same. Files of a day may be missing: the list is written before them. `reported` are the days that have a report.
 */
export type InventedDays = {
  readonly madeFrom: string;
  readonly dates: readonly string[];
  readonly reported: readonly InventedRevision[];
};

type Written = { readonly schema: unknown } & Omit<InventedDays, "reported"> & Partial<InventedDays>;

const SCHEMA = "invented-days/1";

/** The tables that an invented day has. */
export const inventedTables = [fileNames.tally, fileNames.dayTable] as const;

/** The keys of the tables of a day. */
export function inventedKeys(ref: DayRef): string[] {
  return tablesOf(ref, inventedTables);
}

function tablesOf(ref: DayRef, names: readonly FileName[]): string[] {
  return names.flatMap((name) => tableKey(ref, name) ?? []);
}

/** Returns the days that were invented; none if the list cannot be read: what it names is then left as it is. */
export async function readInventedDays(archive: ArchiveStore, report: string): Promise<InventedDays> {
  const body = await archive.get(listKey(report));
  try {
    const { schema, madeFrom, dates, reported = [] } = JSON.parse(Buffer.from(body ?? []).toString()) as Written;
    if (schema === SCHEMA && Array.isArray(dates) && Array.isArray(reported)) return { madeFrom, dates, reported };
  } catch {
    // Not JSON, or no file.
  }
  return { madeFrom: "", dates: [], reported: [] };
}

export async function writeInventedDays(archive: ArchiveStore, report: string, days: InventedDays): Promise<void> {
  const body = Buffer.from(`${JSON.stringify({ schema: SCHEMA, ...days }, null, 2)}\n`);
  await archive.put(listKey(report), body, contentTypes[fileNames.report]);
}

/** Notes that a revision is of an invented day. */
export async function noteInventedReport(archive: ArchiveStore, report: string, made: InventedRevision): Promise<void> {
  const known = await readInventedDays(archive, report);
  const others = known.reported.filter(({ date }) => date !== made.date);
  await writeInventedDays(archive, report, { ...known, reported: [...others, made] });
}

/** Removes the weeks that were invented. A day with a revision stays. */
export async function removeInventedDays(archive: ArchiveStore, report: string): Promise<void> {
  const { dates, reported } = await readInventedDays(archive, report);
  for (const date of dates) {
    if (await hasRevision(archive, { report, date })) continue;
    for (const key of inventedKeys({ report, date })) await archive.remove(key);
  }
  if (reported.length === 0) await archive.remove(listKey(report));
  else await writeInventedDays(archive, report, { madeFrom: "", dates: [], reported });
}

/**
 * Removes the weeks that were invented, and the tables of the invented days that have a report, so that a report on real
 * sessions is not compared with them. Their revisions stay, and so does a day of which a later revision is real.
 */
export async function removeInvented(archive: ArchiveStore, report: string): Promise<void> {
  const { reported } = await readInventedDays(archive, report);
  for (const { date, revision } of reported) {
    const newest = await newestManifest(archive, { report, date });
    if (newest?.revision !== revision) continue;
    for (const key of tablesOf({ report, date }, Object.values(fileNames))) await archive.remove(key);
  }
  await removeInventedDays(archive, report);
  await archive.remove(listKey(report));
}

export async function hasRevision(archive: ArchiveStore, ref: DayRef): Promise<boolean> {
  return (await newestManifest(archive, ref)) !== null;
}

function listKey(report: string): string {
  return `invented/${report}.json`;
}
