import { createHash } from "node:crypto";
import { type FileHandle, open, rm } from "node:fs/promises";
import type { ScratchFile } from "../ports.ts";
import type { ByteSink } from "./write-zip.ts";

/** A file that is being written from its start to its end. */
export type ScratchOutput = {
  /** Rejects if the bytes cannot be written, or if the file was aborted. */
  readonly write: ByteSink;
  /** Closes the file. */
  finish(): Promise<ScratchFile>;
  /** Closes and removes the file, after a running `write`. Never rejects. */
  abort(): Promise<void>;
};

/** Starts a new file at the path. An error of opening it is that of the first call. */
export function createScratchFile(path: string): ScratchOutput {
  const opening = open(path, "wx", 0o600);
  opening.catch(() => {});
  const hash = createHash("sha256");
  let bytes = 0;
  let isAborted = false;
  /** Settles when no call uses the handle. */
  let idle: Promise<unknown> = opening;

  function use<T>(work: (handle: FileHandle) => Promise<T>): Promise<T> {
    const done = opening.then((handle) => {
      if (isAborted) throw new Error("The session table was aborted.");
      return work(handle);
    });
    idle = done.catch(() => {});
    return done;
  }

  return {
    write: (chunk) =>
      use(async (handle) => {
        // `writeFile` continues at the end of what it has written, and repeats a write that took only a part.
        await handle.writeFile(chunk);
        hash.update(chunk);
        bytes += chunk.length;
      }),
    finish: () =>
      use(async (handle) => {
        await handle.close();
        return { path, bytes, sha256: hash.digest("hex") };
      }),
    async abort() {
      isAborted = true;
      await idle.catch(() => {});
      const handle = await opening.catch(() => null);
      await handle?.close().catch(() => {});
      if (handle !== null) await rm(path, { force: true }).catch(() => {});
    },
  };
}
