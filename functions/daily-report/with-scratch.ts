import type { ScratchFolder, ScratchSpace } from "./ports.ts";

/**
 * Does work that may need a scratch folder: `openFolder` makes it at the first call and returns the same one later. The folder
 * is removed when the work has ended, whether it succeeded or not.
 */
export async function withScratch<T>(
  scratch: ScratchSpace,
  work: (openFolder: () => Promise<ScratchFolder>) => Promise<T>,
): Promise<T> {
  const opened: Promise<ScratchFolder>[] = [];
  const openFolder = () => {
    const folder = opened[0] ?? scratch.open();
    if (opened.length === 0) opened.push(folder);
    return folder;
  };
  try {
    return await work(openFolder);
  } finally {
    const folder = await opened[0]?.catch(() => null);
    await folder?.remove();
  }
}
