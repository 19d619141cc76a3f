import { createHash, randomUUID } from "node:crypto";
import { readdir, rm, stat } from "node:fs/promises";
import { hostname } from "node:os";
import { basename, join } from "node:path";
import { archiveFailure, errorName } from "./archive-error.ts";

/** Who writes a file: a machine, by 8 hex digits, and a process on it. */
export type Writer = { readonly host: string; readonly pid: number };

const here: Writer = {
  host: createHash("sha256").update(hostname()).digest("hex").slice(0, 8),
  pid: process.pid,
};

const TEMPORARY = /^~([0-9a-f]{8})-(\d+)-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** No write takes that long. Milliseconds. */
const LONGEST_WRITE_MS = 86_400_000;

/** The name of a file that is yet to be whole. "~" is in no key, so what a crash leaves behind is never listed. */
export function temporaryName({ host, pid }: Writer = here): string {
  return `~${host}-${pid}-${randomUUID()}`;
}

/**
 * Removes the temporary files below some folders whose writer died: a process of this machine that is no longer there, or one of any
 * machine that has not written for a day. `now` in milliseconds since 1970. Throws `ArchiveError`, after all others are removed.
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
  const [, host, pid] = TEMPORARY.exec(basename(path)) ?? [];
  if (host === undefined) return;
  const isDead = host === here.host && !isAlive(Number(pid));
  if (isDead || now - (await writtenAt(path, now)) > LONGEST_WRITE_MS) await rm(path, { force: true });
}

/** When the file was last written to; `now` for one that its writer has just removed. */
async function writtenAt(path: string, now: number): Promise<number> {
  const found = await orIfNone(null, stat(path));
  return found?.mtimeMs ?? now;
}

function isAlive(pid: number): boolean {
  try {
    // Signal 0 asks whether the process is there, and does nothing to it.
    return process.kill(pid, 0);
  } catch (error) {
    return errorName(error) !== "ESRCH";
  }
}

/** The paths of all files below a folder; none where there is no folder. */
export async function filesBelow(folder: string): Promise<string[]> {
  const entries = await orIfNone([], readdir(folder, { recursive: true, withFileTypes: true }));
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

/** The result, or `none` where the path holds no file: nothing there, a folder there, or a file where a folder would be. */
export async function orIfNone<T, N>(none: N, result: Promise<T>): Promise<T | N> {
  try {
    return await result;
  } catch (error) {
    if (["ENOENT", "ENOTDIR", "EISDIR"].includes(errorName(error))) return none;
    throw error;
  }
}
