import { type FileHandle, link, mkdir, open, readFile, rename, rm, unlink } from "node:fs/promises";
import { dirname, join, relative, resolve, sep } from "node:path";
import type { ScratchFile } from "../ports.ts";
import { archiveFailure, errorName } from "./archive-error.ts";
import { checkArchiveKey, checkArchivePrefix, isArchiveKey } from "./archive-key.ts";
import { contentHash } from "./content-hash.ts";
import { openScratchFile } from "./open-scratch-file.ts";
import { filesBelow, orIfNone, temporaryName } from "./temporary-file.ts";

/**
 * Creates an archive in a folder. The first write creates the folder. A write is atomic: readers see all bytes or none.
 * Unlike in S3, a key cannot be the folder of another key: "a" and "a/b" cannot both exist. The file system must support
 * hard links. Files that a killed process left half written are never listed; `removeDeadWrites` removes them.
 * Every method throws `ArchiveError`.
 */
export function createFolderArchiveStore(root: string) {
  const base = resolve(root);

  /** Returns the path of the key's file. Throws for an invalid key, so that no file outside the folder is touched. */
  const locate = (key: string): string => {
    checkArchiveKey(key);
    return join(base, ...key.split("/"));
  };

  return {
    locate,

    async get(key: string): Promise<Uint8Array | null> {
      const path = locate(key);
      return orIfNone(null, readFile(path)).catch((error) => fail("read", key, error));
    },

    async put(key: string, body: Uint8Array): Promise<void> {
      const path = locate(key);
      const written = viaTemporaryFile(path, body, (temporary) => rename(temporary, path));
      await written.catch((error) => fail("write", key, error));
    },

    async putFile(key: string, file: ScratchFile, _contentType: string, signal?: AbortSignal): Promise<void> {
      const path = locate(key);
      const written = withFile(openScratchFile(file), (source) =>
        viaTemporaryFile(path, contentOf(source, signal), (temporary) => rename(temporary, path)),
      );
      await written.catch((error) => fail("write", key, error));
    },

    async copy(from: string, to: string): Promise<boolean> {
      const [source, target] = [locate(from), locate(to)];
      const copied = withFile(openIfFile(source), async (file) => {
        if (file === null) return false;
        await viaTemporaryFile(target, contentOf(file), (temporary) => rename(temporary, target));
        return true;
      });
      return copied.catch((error) => fail("copy", from, error));
    },

    async digest(key: string): Promise<string | null> {
      const path = locate(key);
      const hashed = withFile(openIfFile(path), async (file) => file && contentHash(contentOf(file)));
      return hashed.catch((error) => fail("read", key, error));
    },

    async create(key: string, body: Uint8Array): Promise<boolean> {
      const path = locate(key);
      const created = viaTemporaryFile(path, body, (temporary) => linkIfFree(temporary, path));
      return created.catch((error) => fail("create", key, error));
    },

    async list(prefix: string): Promise<string[]> {
      checkArchivePrefix(prefix);
      const folder = join(base, ...prefix.split("/").slice(0, -1));
      const names = await filesBelow(folder).catch((error) => fail("list", prefix, error));
      const keys = names.map((name) => relative(base, name).split(sep).join("/"));
      return keys.filter((key) => isArchiveKey(key) && key.startsWith(prefix)).sort();
    },

    async remove(key: string): Promise<void> {
      const path = locate(key);
      await orIfNone(undefined, unlink(path)).catch((error) => fail("remove", key, error));
    },
  };
}

function fail(operation: string, key: string, reason: unknown): never {
  throw archiveFailure(operation, key, reason);
}

/** Opens a file for reading; null if there is no file. */
async function openIfFile(path: string): Promise<FileHandle | null> {
  const file = await orIfNone(null, open(path));
  if (file === null || (await file.stat()).isFile()) return file;
  await file.close();
  return null;
}

/** Does the work with the opened file and closes it. */
async function withFile<F extends FileHandle | null, T>(
  opening: Promise<F>,
  work: (file: F) => Promise<T>,
): Promise<T> {
  const file = await opening;
  try {
    return await work(file);
  } finally {
    await file?.close();
  }
}

/**
 * The content in pieces, all in one buffer: a piece is valid until the next one is asked for. New buffers would keep the whole
 * file in memory until the next garbage collection. Throws if the signal is aborted.
 */
async function* contentOf(file: FileHandle, signal?: AbortSignal): AsyncGenerator<Uint8Array> {
  const buffer = Buffer.allocUnsafeSlow(1 << 20);
  for (;;) {
    signal?.throwIfAborted();
    const { bytesRead } = await file.read(buffer);
    if (bytesRead === 0) return;
    yield buffer.subarray(0, bytesRead);
  }
}

/** Creates a second name for the file. Returns false if the name is taken. A hard link is atomic and never replaces a file. */
async function linkIfFree(file: string, path: string): Promise<boolean> {
  try {
    await link(file, path);
    return true;
  } catch (error) {
    if (errorName(error) === "EEXIST") return false;
    throw error;
  }
}

/** Writes the body to a temporary file in the same folder, flushes it to disk and publishes it. Then removes the temporary name. */
async function viaTemporaryFile<T>(
  path: string,
  body: Uint8Array | AsyncIterable<Uint8Array>,
  publish: (temporary: string) => Promise<T>,
): Promise<T> {
  await mkdir(dirname(path), { recursive: true });
  const temporary = join(dirname(path), temporaryName());
  try {
    const file = await open(temporary, "wx");
    try {
      await file.writeFile(body);
      await file.sync();
    } finally {
      await file.close();
    }
    return await publish(temporary);
  } finally {
    await rm(temporary, { force: true });
  }
}
