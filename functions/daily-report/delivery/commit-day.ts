import { createHash } from "node:crypto";
import { ReportError } from "../domain/report-error.ts";
import type { ArchiveStore } from "../ports.ts";
import { type DayRef, dayFolder, keptFile, manifestKey, revisionOf } from "./archive-layout.ts";

export type ArchiveFile = { readonly name: string; readonly contentType: string; readonly body: Uint8Array };

/** What a revision consists of. `fingerprint` tells whether two runs found the same figures. */
export type Manifest = {
  readonly schema: "daily-report-manifest/1";
  readonly report: string;
  readonly date: string;
  readonly revision: number;
  readonly runId: string;
  readonly fingerprint: string;
  readonly files: readonly ManifestFile[];
};

export type ManifestFile = { readonly key: string; readonly bytes: number; readonly sha256: string };

export type CommitRequest = {
  readonly ref: DayRef;
  readonly runId: string;
  /** Equal for equal figures under equal settings. */
  readonly fingerprint: string;
  /** Draws the files of a revision; asked again when another run takes the revision first. */
  readonly draw: (revision: number) => Promise<readonly ArchiveFile[]>;
};

/** The day's revisions and the runs' figures disagree without end, or a manifest cannot be read. */
export class CommitError extends ReportError {
  override readonly name = "CommitError";
}

const MOST_RACES = 20;

/**
 * Makes the figures the day's newest revision: writes the files under the run's id, then creates the manifest, which is
 * the one write that counts. When the newest revision has the same figures already, or another run commits the same first,
 * that one is answered and nothing of this run is left behind.
 */
export async function commitDay(store: ArchiveStore, request: CommitRequest): Promise<Manifest> {
  for (let race = 0; race < MOST_RACES; race++) {
    const newest = await newestManifest(store, request.ref);
    if (newest?.fingerprint === request.fingerprint) return newest;
    const revision = (newest?.revision ?? 0) + 1;
    const manifest = await writeFiles(store, request, revision);
    const body = Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`);
    if (await store.create(manifestKey(request.ref, revision), body, "application/json")) return manifest;
    await Promise.all(manifest.files.map(({ key }) => store.remove(key)));
  }
  throw new CommitError(
    "COMMIT_RACE",
    `Report ${request.ref.report} of ${request.ref.date}: other runs took ${MOST_RACES} revisions in a row; run it again later.`,
  );
}

/** The manifest of the day's newest revision; null when the day has none. */
export async function newestManifest(store: ArchiveStore, ref: DayRef): Promise<Manifest | null> {
  const keys = await store.list(`${dayFolder(ref)}/r`);
  const revisions = keys.flatMap((key) => revisionOf(ref, key) ?? []);
  if (revisions.length === 0) return null;
  const key = manifestKey(ref, Math.max(...revisions));
  const body = await store.get(key);
  return body === null ? null : parseManifest(body, key);
}

/** The revision's file of that name. Throws CommitError when it has none. */
export function fileOf(manifest: Manifest, name: string): ManifestFile {
  const file = manifest.files.find(({ key }) => key.endsWith(`/${name}`));
  if (file) return file;
  const { report, date, revision } = manifest;
  throw new CommitError("BAD_MANIFEST", `Revision ${revision} of report ${report} of ${date} has no file ${name}.`);
}

async function writeFiles(store: ArchiveStore, request: CommitRequest, revision: number): Promise<Manifest> {
  const { ref, runId, fingerprint } = request;
  const files = await request.draw(revision);
  const placed = files.map((file) => ({ ...file, key: keptFile(ref, runId, file.name) }));
  await Promise.all(placed.map(({ key, body, contentType }) => store.put(key, body, contentType)));
  return {
    schema: "daily-report-manifest/1",
    ...ref,
    revision,
    runId,
    fingerprint,
    files: placed.map(({ key, body }) => ({ key, bytes: body.byteLength, sha256: sha256(body) })),
  };
}

/** Lower-case hex. */
export function sha256(content: Uint8Array | string): string {
  return createHash("sha256").update(content).digest("hex");
}

function parseManifest(body: Uint8Array, key: string): Manifest {
  try {
    const manifest = JSON.parse(Buffer.from(body).toString()) as Manifest;
    if (manifest.schema === "daily-report-manifest/1" && Array.isArray(manifest.files)) return manifest;
  } catch {
    // Not JSON: told in the one sentence below.
  }
  throw new CommitError("BAD_MANIFEST", `The archive's ${key} is not a manifest of this project; mend or remove it.`);
}
