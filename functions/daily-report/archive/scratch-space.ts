import { lstat, mkdir, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { ReportError } from "../domain/report-error.ts";
import type { Clock, Operations, ScratchFolder, ScratchSpace } from "../ports.ts";
import { errorName } from "./archive-error.ts";
import { isOfDeadWriter, isOfThisProcess, orIfNone, temporaryName } from "./temporary-file.ts";

/** No folder for temporary files could be made. */
export class ScratchError extends ReportError {
  override readonly name = "ScratchError";
}

export type ScratchOptions = {
  /** The folder of this machine for temporary files, such as /tmp. */
  readonly root: string;
  readonly operations: Operations;
  readonly clock: Clock;
};

const PREFIX = "daily-report-scratch";

/** The names of the folders that this process has open. */
const openHere = new Set<string>();

/**
 * The scratch space of this machine: each run gets its own folder in `root`, which only this user can read, because its files
 * hold personal data. There is no folder between the two, since on a machine with several users its owner could replace
 * the folders of the others.
 *
 * `open` removes the folders of dead writers: of a process of this machine that no longer runs, or not written for a day. It
 * throws ScratchError if no folder can be made. A folder that cannot be removed is logged and fails no run.
 */
export function createScratchSpace({ root, operations, clock }: ScratchOptions): ScratchSpace {
  async function removeFolder(name: string): Promise<void> {
    try {
      await rm(join(root, name), { recursive: true, force: true, maxRetries: 3 });
    } catch (error) {
      const reason = `Temporary files could not be removed (${errorName(error)}).`;
      operations.log("warn", "files left behind", { reason });
    }
  }

  async function removeDeadFolders(): Promise<void> {
    const names = (await readdir(root)).filter((name) => name.startsWith(PREFIX));
    for (const name of names) if (await isDead(root, name, clock())) await removeFolder(name);
  }

  return {
    async open(): Promise<ScratchFolder> {
      const name = `${PREFIX}${temporaryName()}`;
      const folder = join(root, name);
      openHere.add(name);
      try {
        await removeDeadFolders();
        await mkdir(folder, { mode: 0o700 });
      } catch (error) {
        openHere.delete(name);
        throw new ScratchError(
          "SCRATCH_SPACE",
          `No folder for temporary files could be made (${errorName(error)}); the temporary folder of this machine must exist, have room and be writable.`,
        );
      }
      let paths = 0;
      return {
        newPath: (ending) => join(folder, `${++paths}-${ending}`),
        async remove() {
          await removeFolder(name);
          // Even if the removal failed: then the next run tries again.
          openHere.delete(name);
        },
      };
    },
  };
}

async function isDead(root: string, name: string, now: number): Promise<boolean> {
  const path = join(root, name);
  const found = await orIfNone(null, lstat(path));
  // The folders of another user cannot be removed.
  if (found === null || openHere.has(name) || found.uid !== (process.getuid?.() ?? found.uid)) return false;
  const temporary = name.slice(PREFIX.length);
  // A killed function may be started again under the number of the process that was killed.
  return isOfThisProcess(temporary) || (await isOfDeadWriter(temporary, path, now));
}
