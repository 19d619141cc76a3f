import { randomUUID } from "node:crypto";
import { link, lstat, mkdir, rm, stat, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { ReportError } from "../functions/daily-report/domain/report-error.ts";

const REASONS: Readonly<Record<string, string>> = {
  ENOTDIR: "a part of its path is a file",
  EEXIST: "it is a file, not a folder",
  EACCES: "there is no permission to write there",
  EPERM: "there is no permission to write there",
  EROFS: "its file system is read-only",
  ENOSPC: "there is no room left",
  EDQUOT: "there is no room left",
  ENAMETOOLONG: "its name is too long",
  ENOENT: "nothing can be made there, or it is a link to nowhere",
};

/**
 * Throws ReportError unless a report can be written into the folder. Tries it in a folder of its own, in the one named or the
 * nearest above it that exists: makes the folders that are missing, writes a file and gives it a second name, as the archive
 * does, and removes all of it. `shown` is the path as it was given.
 */
export async function assertWritable(folder: string, shown: string): Promise<void> {
  if (folder.trim() === "") throw unwritable("The path of --out is empty");
  try {
    await tryToWrite(await placeOf(folder));
  } catch (error) {
    const code = codeOf(error);
    throw unwritable(`Cannot write into ${shown}: ${REASONS[code] ?? `writing there failed (${code})`}`);
  }
}

function unwritable(problem: string): ReportError {
  return new ReportError("OUT_UNWRITABLE", `${problem}; give a folder that can be written with --out.`);
}

/** The nearest folder that exists, and the names of those to make in it, one in the other. */
type Place = { readonly folder: string; readonly missing: readonly string[] };

async function placeOf(folder: string): Promise<Place> {
  if (await isThere(folder)) {
    if ((await stat(folder)).isDirectory()) return { folder, missing: [] };
    throw Object.assign(new Error(), { code: "EEXIST" });
  }
  const parent = dirname(folder);
  // A drive that does not exist is its own parent.
  if (parent === folder) throw Object.assign(new Error(), { code: "ENOENT" });
  const above = await placeOf(parent);
  return { ...above, missing: [...above.missing, basename(folder)] };
}

/** Whether there is anything of that name, be it a link to nowhere. */
async function isThere(path: string): Promise<boolean> {
  try {
    await lstat(path);
    return true;
  } catch (error) {
    if (codeOf(error) === "ENOENT") return false;
    throw error;
  }
}

async function tryToWrite({ folder, missing }: Place): Promise<void> {
  const trial = join(folder, `~${randomUUID()}`);
  try {
    let at = trial;
    await mkdir(at);
    for (const name of missing) {
      at = join(at, name);
      // One by one: where the system makes no folders, such as in /proc, a recursive mkdir tries for ever.
      await mkdir(at);
    }
    await writeFile(join(at, "a"), "a");
    await link(join(at, "a"), join(at, "b"));
  } finally {
    await rm(trial, { recursive: true, force: true });
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "an error without a code";
}
