import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ScratchFolder } from "../../functions/daily-report/ports.ts";

export type TestFolder = ScratchFolder & {
  /** The names of the files in the folder, sorted. */
  list(): Promise<string[]>;
};

/** Makes a scratch folder in the temporary directory of this machine. */
export async function makeScratchFolder(): Promise<TestFolder> {
  const folder = await mkdtemp(join(tmpdir(), "session-table-"));
  let paths = 0;
  return {
    newPath: (name) => join(folder, `${++paths}-${name}`),
    remove: () => rm(folder, { recursive: true, force: true }),
    list: async () => (await readdir(folder)).sort(),
  };
}

/** Does the work with a scratch folder, and removes the folder at the end. */
export async function withScratchFolder<T>(work: (folder: TestFolder) => Promise<T>): Promise<T> {
  const folder = await makeScratchFolder();
  try {
    return await work(folder);
  } finally {
    await folder.remove();
  }
}
