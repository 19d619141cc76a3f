import { createHash, randomUUID } from "node:crypto";
import { readdir, rm, stat } from "node:fs/promises";
import { hostname } from "node:os";
import { basename, join } from "node:path";
import { archiveFailure, errorName } from "./archive-error.ts";

/** The process that writes a file. `host` is a hash of the machine's name, 8 hex digits. */
export type Writer = { readonly host: string; readonly pid: number };

const here: Writer = {
  host: createHash("sha256").update(hostname()).digest("hex").slice(0, 8),
  pid: process.pid,
};

const TEMPORARY = /^~([0-9a-f]{8})-(\d+)-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** No write takes longer than a day. */
const LONGEST_WRITE_MS = 86_400_000;

/** Returns a name for an unfinished file. No key contains "~", so files left by a crash are never listed. */
export function temporaryName({ host, pid }: Writer = here): string {
  return `~${host}-${pid}-${randomUUID()}`;
}

/**
 * Removes the temporary files of dead writers below the folders. A writer is dead if it was a process of this machine and no
 * longer runs, or if it has not written for a day. `now` is in milliseconds since 1970. If a removal fails, removes the
 * other files first and then throws `ArchiveError`.
 */
export async function removeDeadWrites(folders: readonly string[], now: number): Promise<void> {
  const paths = await Promise.all(folders.map(filesBelow)).catch((error) => fail("list", error));
  const removals = await Promise.allSettled(paths.flat().map((path) => removeIfDead(path, now)));
  const failure = removals.find((removal) => removal.status === "rejected");
  if (failure) fail("remove", failure.reason);
}

function fail(operation: string, reason: unknown): never {
  throw archiveFailure(operation, "temporary files", reason);
}

async function removeIfDead(path: string, now: number): Promise<void> {
  if (await isOfDeadWriter(basename(path), path, now)) await rm(path, { force: true });
}

/**
 * Whether a file or folder is of a dead writer, as `removeDeadWrites` says; false unless `temporaryName` made the name. `now`
 * is in milliseconds since 1970.
 */
export async function isOfDeadWriter(name: string, path: string, now: number): Promise<boolean> {
  const writer = writerOf(name);
  if (writer === null) return false;
  const isDead = writer.host === here.host && !isAlive(writer.pid);
  return isDead || now - (await writtenAt(path, now)) > LONGEST_WRITE_MS;
}

/** Whether a process with the number of this one, on this machine, made the name: this one, or one that has ended. */
export function isOfThisProcess(name: string): boolean {
  const writer = writerOf(name);
  return writer?.host === here.host && writer.pid === here.pid;
}

function writerOf(name: string): Writer | null {
  const [, host, pid] = TEMPORARY.exec(name) ?? [];
  return host === undefined ? null : { host, pid: Number(pid) };
}

/** Returns when the file was last written; `now` if its writer has just removed it. */
async function writtenAt(path: string, now: number): Promise<number> {
  const found = await orIfNone(null, stat(path));
  return found?.mtimeMs ?? now;
}

function isAlive(pid: number): boolean {
  try {
    // Signal 0 only checks whether the process exists.
    return process.kill(pid, 0);
  } catch (error) {
    return errorName(error) !== "ESRCH";
  }
}

/** Returns the paths of all files below a folder; an empty list if the folder does not exist. */
export async function filesBelow(folder: string): Promise<string[]> {
  const entries = await orIfNone([], readdir(folder, { recursive: true, withFileTypes: true }));
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

/** Returns the result, or `none` if the path is not a file: it does not exist, is a folder, or a part of it is a file. */
export async function orIfNone<T, N>(none: N, result: Promise<T>): Promise<T | N> {
  try {
    return await result;
  } catch (error) {
    if (["ENOENT", "ENOTDIR", "EISDIR"].includes(errorName(error))) return none;
    throw error;
  }
}
