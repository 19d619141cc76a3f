import type { Clock } from "../ports.ts";
import { attemptOf, type DayRef, dayFolder, expiringDayFolder } from "./archive-layout.ts";
import { keysOf, type Manifest, manifestsOf } from "./commit-day.ts";
import { type ArchiveDependencies, removeFiles, warnOfLeftovers } from "./remove-files.ts";
import { beginOf } from "./run-id.ts";

/** Longer than any run lives: Lambda ends one after 15 minutes. Milliseconds. */
const LONGEST_RUN_MS = 86_400_000;

/**
 * Removes what runs that died or failed before their manifest left of the day. Never throws: leftovers must not keep the mail
 * from its readers, and operations are told.
 *
 * Safe beside any number of runs. The files of an attempt at revision N count only once that run has created `r<N>.json`. When
 * that manifest exists and does not name them, another run has created it, the attempt's create can only fail, and the run's
 * next attempt has a folder of its own. Example: A and B both find r1 as the newest and write for r2. A creates `r2.json`, and
 * removes B's files while B is still writing. B's create of `r2.json` fails; B reads the manifests anew and, if its figures
 * differ from A's, writes for r3, into a folder that no removal of r2's leftovers knows. Files for r3 stay while there is no
 * `r3.json`, since they may be B's: only a run that began more than a day ago is taken as dead without it.
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

/** Of a day's keys those of files that no manifest names or ever will. Keys that no run writes are none. `now` in milliseconds since 1970. */
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
