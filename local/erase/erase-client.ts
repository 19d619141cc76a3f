import { rm } from "node:fs/promises";
import { join } from "node:path";
import {
  contentTypes,
  type DayRef,
  expiringDayFolder,
  fileNames,
  tableKey,
} from "../../functions/daily-report/delivery/archive-layout.ts";
import type { ArchiveStore } from "../../functions/daily-report/ports.ts";
import type { ClientRows } from "./client-rows.ts";
import { findInvalidRows } from "./invalid-rows.ts";
import type { FileVersion, VersionStore } from "./version-store.ts";

export type Erasing = {
  readonly archive: Pick<ArchiveStore, "putFile">;
  readonly versions: VersionStore;
  readonly rows: ClientRows;
  /** The client's id as it is in the tables: the id itself, and its pseudonym. */
  readonly client: readonly string[];
  readonly dryRun: boolean;
  /** A folder that only this user can read. */
  readonly scratch: string;
};

/** A day that has, or had, rows of the client. */
export type ErasedDay = DayRef & {
  /** The ids of the client's sessions, in all revisions; of rows that could not be read texts such as "unreadable row 1". */
  readonly sessions: readonly string[];
  /** How many versions of files with session rows were removed, or would be, without the table that was rewritten. */
  readonly removed: number;
  /** Whether the day's table was rewritten, or would be. */
  readonly isRewritten: boolean;
};

/** `unreadable` are the keys of tables that could not be searched. */
export type Erased = { readonly days: readonly ErasedDay[]; readonly unreadable: readonly string[] };

/**
 * Removes the client's rows from the session tables. Searches every version of every table, because the newest one has only the
 * rows of the newest revision, and in every version of every session workbook the rows that could not be read. Of each day that
 * has rows of the client, in this order:
 *
 * 1. Removes all versions of all files in `sessions/` of the day, those in which the client was found last.
 * 2. Writes the day's table without the client's rows, at once and as a whole.
 * 3. Removes the older versions of that table.
 *
 * If it ends in between, some version still has the client's rows, so the next call finds the day and does the rest. The table is
 * written after the removal, because a run of the day restores a table from the files in `sessions/` as long as they exist.
 */
export async function eraseClient(erasing: Erasing): Promise<Erased> {
  const { versions } = erasing;
  const [files, tables] = [await versions.list("sessions/"), await versions.list("tables/sessions/")];
  const { hits, unreadable } = await search(erasing, [...files, ...tables]);
  const days: ErasedDay[] = [];
  for (const ref of daysOf(hits)) {
    const ofDay = {
      files: files.filter(({ key }) => key.startsWith(`${expiringDayFolder(ref)}/`)),
      tables: tables.filter(({ key }) => key === tableKey(ref, fileNames.sessionRows)),
    };
    days.push(await eraseDay(erasing, ref, { ...ofDay, hits }));
  }
  return { days, unreadable };
}

/** A version of a table with the ids of the client's sessions in it. */
type Hits = ReadonlyMap<FileVersion, readonly string[]>;

async function search({ versions, rows, client, scratch }: Erasing, found: readonly FileVersion[]) {
  const hits = new Map<FileVersion, readonly string[]>();
  const unreadable: string[] = [];
  const path = join(scratch, "searched");
  for (const version of found) {
    if (version.isMarker || refOf(version.key) === null) continue;
    await versions.fetch(version, path);
    const isWorkbook = version.key.endsWith(`/${fileNames.sessions}`);
    const sessions = await (isWorkbook ? findInvalidRows(path, client) : rows.find(path, client));
    await rm(path, { force: true });
    if (sessions === null) unreadable.push(version.key);
    else if (sessions.length > 0) hits.set(version, sessions);
  }
  return { hits, unreadable };
}

/** The day of a session table, of a revision or for analysts, or of a session workbook; null for another file. */
function refOf(key: string): DayRef | null {
  const ofRevision = /^sessions\/([^/]+)\/(\d{4})\/(\d\d)\/(\d\d)\/[^/]+\/sessions\.(?:parquet|xlsx)$/.exec(key);
  if (ofRevision) {
    const [, report = "", ...date] = ofRevision;
    return { report, date: date.join("-") };
  }
  const [, report, date] = /^tables\/sessions\/report=([^/]+)\/day=([\d-]+)\/sessions\.parquet$/.exec(key) ?? [];
  return report === undefined || date === undefined ? null : { report, date };
}

function daysOf(hits: Hits): DayRef[] {
  const refs = [...hits.keys()].flatMap(({ key }) => refOf(key) ?? []);
  const byName = new Map(refs.map((ref) => [`${ref.report} ${ref.date}`, ref]));
  return [...byName].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, ref]) => ref);
}

type OfDay = { readonly files: readonly FileVersion[]; readonly tables: readonly FileVersion[]; readonly hits: Hits };

async function eraseDay(erasing: Erasing, ref: DayRef, { files, tables, hits }: OfDay): Promise<ErasedDay> {
  const { versions, dryRun } = erasing;
  // Those with the client's rows last: by them the next call finds the day, if this one ends before they are gone.
  const inOrder = [...files.filter((file) => !hits.has(file)), ...files.filter((file) => hits.has(file))];
  const current = tables.find((table) => table.isLatest && hits.has(table)) ?? null;
  const older = tables.filter((table) => !table.isLatest && hits.has(table));
  if (!dryRun) {
    for (const file of inOrder) await versions.remove(file);
    if (current !== null) await rewrite(erasing, current);
    for (const table of older) await versions.remove(table);
    if (current !== null) await removeReplaced(versions, current);
  }
  const sessions = new Set([...files, ...tables].flatMap((version) => hits.get(version) ?? []));
  const removed = inOrder.length + older.length;
  return { ...ref, sessions: [...sessions].sort(), removed, isRewritten: current !== null };
}

/** A folder, and a bucket without versioning, have no older version of the table that was written. */
async function removeReplaced(versions: VersionStore, table: FileVersion): Promise<void> {
  const left = await versions.list(table.key);
  const replaced = left.filter(({ key, id, isLatest }) => key === table.key && id === table.id && !isLatest);
  for (const version of replaced) await versions.remove(version);
}

async function rewrite({ archive, versions, rows, client, scratch }: Erasing, table: FileVersion): Promise<void> {
  const [before, after] = [join(scratch, "before.parquet"), join(scratch, "after.parquet")];
  try {
    await versions.fetch(table, before);
    const file = await rows.writeWithout(before, client, after);
    await archive.putFile(table.key, file, contentTypes[fileNames.sessionRows]);
  } finally {
    await Promise.all([before, after].map((path) => rm(path, { force: true })));
  }
}
