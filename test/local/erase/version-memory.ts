import { readFile, writeFile } from "node:fs/promises";
import type { ArchiveStore } from "../../../functions/daily-report/ports.ts";
import type { VersionStore } from "../../../local/erase/version-store.ts";

type Version = { readonly id: string; readonly bytes: Uint8Array | null };

/** Objects with versions, as in a bucket with versioning: the newest version of a key is the last; without bytes it is a delete marker. */
export type VersionMemory = {
  readonly versions: VersionStore;
  readonly archive: Pick<ArchiveStore, "putFile">;
  /** Writes a new version of the object; null deletes it and leaves a marker. */
  put(key: string, bytes: Uint8Array | null): void;
  /** The content of the newest version; null if there is none. */
  newest(key: string): Uint8Array | null;
  /** "key" for each version that has content. */
  contents(): string[];
  /** How many changes were made. The change of the number `failAt`, from 1, and all after it are refused. */
  readonly changes: { made: number; failAt: number | null };
};

export function versionMemory(): VersionMemory {
  const objects = new Map<string, Version[]>();
  const changes: VersionMemory["changes"] = { made: 0, failAt: null };
  let lastId = 0;
  const change = () => {
    changes.made += 1;
    if (changes.failAt !== null && changes.made >= changes.failAt) throw new Error("an injected failure");
  };
  const put = (key: string, bytes: Uint8Array | null) => {
    lastId += 1;
    objects.set(key, [...(objects.get(key) ?? []), { id: String(lastId), bytes }]);
  };
  return {
    put,
    changes,
    newest: (key) => objects.get(key)?.at(-1)?.bytes ?? null,
    contents: () =>
      [...objects].flatMap(([key, all]) => all.flatMap(({ bytes }) => (bytes === null ? [] : [key]))).sort(),
    archive: {
      async putFile(key, { path }) {
        change();
        put(key, await readFile(path));
      },
    },
    versions: {
      async list(prefix) {
        return [...objects].flatMap(([key, all]) =>
          key.startsWith(prefix)
            ? all.map(({ id, bytes }, nth) => ({ key, id, isLatest: nth === all.length - 1, isMarker: bytes === null }))
            : [],
        );
      },
      async fetch({ key, id }, path) {
        const found = objects.get(key)?.find((version) => version.id === id);
        if (!found?.bytes) throw new Error(`there is no version ${id} of ${key}`);
        await writeFile(path, found.bytes);
      },
      async remove({ key, id }) {
        change();
        objects.set(key, objects.get(key)?.filter((version) => version.id !== id) ?? []);
      },
    },
  };
}
