import { type FileHandle, open } from "node:fs/promises";
import type { ScratchFile } from "../ports.ts";

/** Opens a finished scratch file for reading. Rejects if it no longer has the size that it was finished with. */
export async function openScratchFile({ path, bytes }: ScratchFile): Promise<FileHandle> {
  const file = await open(path);
  if ((await file.stat()).size === bytes) return file;
  await file.close();
  throw Object.assign(new Error("the size of the scratch file has changed"), { code: "ScratchFileChanged" });
}
