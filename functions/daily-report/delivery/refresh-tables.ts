import type { ArchiveStore } from "../ports.ts";
import { type DayRef, tableKey } from "./archive-layout.ts";
import { type Manifest, newestManifest } from "./commit-day.ts";

/**
 * Copies the tables of the newest revision of the day, unless they are up to date. A run that overwrites newer tables with
 * older ones finds the newer manifest afterwards and copies again.
 */
export async function refreshTables(store: ArchiveStore, ref: DayRef): Promise<void> {
  for (let manifest = await newestManifest(store, ref); manifest !== null; ) {
    await copyTables(store, ref, manifest);
    const newest = await newestManifest(store, ref);
    if (newest?.revision === manifest.revision) return;
    manifest = newest;
  }
}

async function copyTables(store: ArchiveStore, ref: DayRef, manifest: Manifest): Promise<void> {
  for (const { name, key, sha256: expected } of manifest.files) {
    const table = tableKey(ref, name);
    if (table === null) continue;
    // A copy that is up to date is not written again: its time of writing decides when its session rows expire.
    if ((await store.digest(table)) === expected) continue;
    // Session rows expire: then there is nothing to copy, and the table, if it still exists, is the only copy and is kept.
    await store.copy(key, table);
  }
}
