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
  ENOSPC: "there is no space left",
  EDQUOT: "there is no space left",
  ENAMETOOLONG: "its name is too long",
  ENOENT: "no folder can be created there, or it is a broken link",
};

/**
 * Throws ReportError if a report cannot be written to the folder. Tries it in a temporary folder, inside the given folder or
 * its nearest existing parent: creates the missing folders, writes a file and links it, as the archive does. Then removes
 * all of this. `shown` is the path as the user gave it.
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

/** The nearest existing folder, and the names of the nested folders to create in it. */
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

/** Returns whether the path exists. A broken link exists. */
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
      // One by one, because a recursive mkdir never returns where no folders can be created, such as in /proc.
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
