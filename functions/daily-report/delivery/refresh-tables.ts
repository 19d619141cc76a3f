import type { ArchiveStore } from "../ports.ts";
import { contentTypes, type DayRef, tableKey } from "./archive-layout.ts";
import { type Manifest, newestManifest } from "./commit-day.ts";
import { sha256 } from "./sha256.ts";

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
    const present = await store.get(table);
    if (present !== null && sha256(present) === expected) continue;
    const body = await store.get(key);
    // Session rows expire. If the table still exists then, it is the only copy and is kept.
    if (body !== null) await store.put(table, body, contentTypes[name]);
  }
}
