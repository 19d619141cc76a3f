import { link, mkdir, open, readFile, rename, rm, unlink } from "node:fs/promises";
import { dirname, join, relative, resolve, sep } from "node:path";
import { archiveFailure, errorName } from "./archive-error.ts";
import { checkArchiveKey, checkArchivePrefix, isArchiveKey } from "./archive-key.ts";
import { filesBelow, orIfNone, temporaryName } from "./temporary-file.ts";

/**
 * An archive in a folder, made when first written to. Bytes appear under a key all at once or not at all. Unlike in S3,
 * a key cannot go on where another ends: "a" and "a/b" exclude each other. The file system must know hard links. What a process
 * that died had half written is never listed; `removeDeadWrites` clears it away.
 * Every call throws `ArchiveError`.
 */
export function createFolderArchiveStore(root: string) {
  const base = resolve(root);

  /** Where the key's file lies; throws for a bad key, so nothing is touched outside the folder. */
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

/** Gives the file a second name, unless that is taken. A hard link appears whole and replaces nothing: atomic and exclusive. */
async function linkIfFree(file: string, path: string): Promise<boolean> {
  try {
    await link(file, path);
    return true;
  } catch (error) {
    if (errorName(error) === "EEXIST") return false;
    throw error;
  }
}

/** Writes the body beside its goal, through to the disk, and has it published; the temporary name is gone afterwards. */
async function viaTemporaryFile<T>(
  path: string,
  body: Uint8Array,
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
