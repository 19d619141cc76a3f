import type { Clock } from "../ports.ts";
import { attemptOf, type DayRef, dayFolder, expiringDayFolder } from "./archive-layout.ts";
import { keysOf, type Manifest, manifestsOf } from "./commit-day.ts";
import { type ArchiveDependencies, removeFiles, warnOfLeftovers } from "./remove-files.ts";
import { beginOf } from "./run-id.ts";

/** Longer than any run: Lambda ends a run after 15 minutes. Milliseconds. */
const LONGEST_RUN_MS = 86_400_000;

/**
 * Removes the files of runs that were killed or failed before they created a manifest. Never throws: a failure is logged, and
 * must not prevent the mail.
 *
 * Safe while any number of runs are at work. The files of an attempt at revision N count only after that run has created
 * `r<N>.json`. If that manifest exists and does not name them, another run has created it: the attempt can only fail, and the
 * next attempt of its run uses another folder. Example: A and B both find r1 as the newest and write for r2. A creates
 * `r2.json` and removes the files of B while B is still writing. B cannot create `r2.json`; it reads the manifests again and,
 * if its figures differ from those of A, writes r3 into another folder, which A does not remove. Files for r3 are kept while
 * there is no `r3.json`, because B may still be writing them; after a day they are removed, because no run takes that long.
 */
export async function removeLeftovers(
  dependencies: ArchiveDependencies & { readonly clock: Clock },
  ref: DayRef,
): Promise<void> {
  try {
    const { archive, clock } = dependencies;
    const manifests = await manifestsOf(archive, ref);
    const folders = [dayFolder(ref), expiringDayFolder(ref)];
    const keys = (await Promise.all(folders.map((folder) => archive.list(`${folder}/`)))).flat();
    await removeFiles(dependencies, ref, leftovers(keys, { ref, manifests, now: clock() }));
  } catch (error) {
    warnOfLeftovers(dependencies, ref, error);
  }
}

type Day = { readonly ref: DayRef; readonly manifests: readonly Manifest[]; readonly now: number };

/** The keys of files that no manifest names or will name, without keys that no run writes. `now` in milliseconds since 1970. */
export function leftovers(keys: readonly string[], { ref, manifests, now }: Day): string[] {
  const named = new Set(manifests.flatMap(keysOf));
  const taken = new Set(manifests.map(({ revision }) => revision));
  return keys.filter((key) => {
    const attempt = attemptOf(ref, key);
    const begin = attempt && beginOf(attempt.runId);
    if (attempt === null || begin === null || named.has(key)) return false;
    return taken.has(attempt.revision) || now - begin > LONGEST_RUN_MS;
  });
}
