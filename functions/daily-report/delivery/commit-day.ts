import { ReportError } from "../domain/report-error.ts";
import type { ArchiveStore, ScratchFile } from "../ports.ts";
import {
  contentTypes,
  type DayRef,
  dayFolder,
  type FileName,
  fileKey,
  manifestKey,
  revisionOf,
} from "./archive-layout.ts";
import { newestMailedRevision } from "./mailed-revision.ts";
import { type ArchiveDependencies, removeFiles } from "./remove-files.ts";
import { sha256 } from "./sha256.ts";

/** A file to archive, in memory or in the scratch space; `rows` is the number of rows of a session table. */
export type ArchiveFile = { readonly name: FileName; readonly rows?: number } & (
  | { readonly body: Uint8Array }
  | { readonly file: ScratchFile }
);

const knownKinds = ["settings", "metrics", "counters", "breakdowns", "fields", "findings"] as const;

/**
 * The names of everything that a program compares of two runs: settings of a definition, metrics, counters and breakdowns of a
 * tally, fields of sessions, findings. A later program has more names.
 */
export type Known = Readonly<Record<(typeof knownKinds)[number], readonly string[]>>;

/** The files of a revision. `fingerprint` is equal for two runs that found the same figures. */
export type Manifest = {
  readonly schema: "daily-report-manifest/1";
  readonly report: string;
  readonly date: string;
  readonly revision: number;
  readonly runId: string;
  readonly fingerprint: string;
  /** The names that the fingerprint covers; missing in manifests of older versions. */
  readonly known?: Known;
  /** The key of the request that forced this revision; null if it was made because of its figures. */
  readonly force: string | null;
  /** The date of the report whose run read the day again and found other figures; missing in all other manifests. */
  readonly restatedFor?: string;
  readonly files: readonly ManifestFile[];
};

export type ManifestFile = {
  readonly name: FileName;
  readonly key: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly rows?: number;
};

export type CommitRequest = {
  readonly ref: DayRef;
  readonly runId: string;
  /** The names that this program compares. */
  readonly known: Known;
  /** Returns equal texts for equal figures under equal settings, comparing only the names in `known`. */
  readonly fingerprint: (known: Known) => string;
  /** A key that makes a new revision even of equal figures, but only one per key; null if the figures decide. */
  readonly force: string | null;
  /** The date of the report whose run read the day again; null if the day was asked for itself. */
  readonly restatedFor: string | null;
  /** Draws the files of a revision; `locate` returns their place. Called again if another run takes the revision first. */
  readonly draw: (revision: number, locate: (name: FileName) => string) => Promise<readonly ArchiveFile[]>;
};

/** Other runs took every revision that this run tried to make, or a manifest cannot be used. */
export class CommitError extends ReportError {
  override readonly name = "CommitError";
}

const MOST_RACES = 20;

/**
 * Makes the figures the newest revision of the day, one above all revisions that the manifests or the ledger know: writes the
 * files into a folder of the run and the revision, then creates the manifest. Only the manifest makes the revision exist. If the
 * newest revision already has the same figures, or another run commits them first, its manifest is returned. The files of an
 * attempt that failed or came second are removed; if that fails, a warning is logged, and `removeLeftovers` removes them later.
 * If creating the manifest throws, the files are kept, because the manifest may exist.
 */
export async function commitDay(dependencies: ArchiveDependencies, request: CommitRequest): Promise<Manifest> {
  const { archive } = dependencies;
  for (let race = 0; race < MOST_RACES; race++) {
    const manifests = await manifestsOf(archive, request.ref);
    const present = alreadyCommitted(manifests, request);
    if (present) return present;
    // A day whose files were deleted must not get a revision that readers have had as another one.
    const mailed = await newestMailedRevision(archive, request.ref);
    const revision = Math.max(manifests.at(-1)?.revision ?? 0, mailed) + 1;
    const manifest = await writeFiles(dependencies, request, revision);
    const body = Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`);
    if (await archive.create(manifestKey(request.ref, revision), body, "application/json")) return manifest;
    await removeFiles(dependencies, request.ref, keysOf(manifest));
  }
  throw new CommitError(
    "COMMIT_RACE",
    `Report ${request.ref.report} of ${request.ref.date}: other runs took ${MOST_RACES} revisions in a row; run it again later.`,
  );
}

/** The manifest of the newest revision of the day; null if the day has no revision. */
export async function newestManifest(store: ArchiveStore, ref: DayRef): Promise<Manifest | null> {
  const newest = (await revisionsOf(store, ref)).at(-1);
  return newest === undefined ? null : readManifest(store, manifestKey(ref, newest));
}

/** The manifests of the day, by revision. Throws CommitError if one cannot be read. */
export async function manifestsOf(store: ArchiveStore, ref: DayRef): Promise<Manifest[]> {
  const revisions = await revisionsOf(store, ref);
  return Promise.all(revisions.map((revision) => readManifest(store, manifestKey(ref, revision))));
}

/** The revisions of the day, ascending. */
export async function revisionsOf(store: ArchiveStore, ref: DayRef): Promise<number[]> {
  const keys = await store.list(`${dayFolder(ref)}/r`);
  return keys.flatMap((key) => revisionOf(ref, key) ?? []).sort((a, b) => a - b);
}

function alreadyCommitted(manifests: readonly Manifest[], { fingerprint, force }: CommitRequest): Manifest | undefined {
  if (force !== null) return manifests.find((manifest) => manifest.force === force);
  const newest = manifests.at(-1);
  return newest !== undefined && isKnown(newest.known) && newest.fingerprint === fingerprint(newest.known)
    ? newest
    : undefined;
}

/** False if the manifest lacks a kind of names: then it cannot be compared. */
export function isKnown(known: Known | undefined): known is Known {
  return known !== undefined && knownKinds.every((kind) => Array.isArray(known[kind]));
}

/** The file of the revision with that name. Throws CommitError if the revision does not have it. */
export function fileOf(manifest: Manifest, name: FileName): ManifestFile {
  const file = manifest.files.find((candidate) => candidate.name === name);
  if (file) return file;
  const { report, date, revision } = manifest;
  throw new CommitError("BAD_MANIFEST", `Revision ${revision} of report ${report} of ${date} has no file ${name}.`);
}

/** The keys of the revision's files. */
export function keysOf({ files }: Manifest): string[] {
  return files.map(({ key }) => key);
}

async function writeFiles(
  dependencies: ArchiveDependencies,
  request: CommitRequest,
  revision: number,
): Promise<Manifest> {
  const { archive } = dependencies;
  const { ref, runId, known, fingerprint, force, restatedFor } = request;
  const keyOf = (name: FileName) => fileKey(ref, { runId, revision }, name);
  const files = await request.draw(revision, (name) => archive.locate(keyOf(name)));
  const placed = files.map((file) => ({ ...file, key: keyOf(file.name) }));
  const [large, small] = [placed.filter((file) => "file" in file), placed.filter((file) => !("file" in file))];
  // Waits for all writes: one that ends after the removal would leave its file.
  const writes = await Promise.allSettled([
    ...small.map((file) => writeAll(archive, [file])),
    writeAll(archive, large),
  ]);
  const failure = writes.find((write) => write.status === "rejected");
  if (failure) {
    const keys = placed.map(({ key }) => key);
    await removeFiles(dependencies, ref, keys);
    throw failure.reason;
  }
  return {
    schema: "daily-report-manifest/1",
    ...ref,
    revision,
    runId,
    fingerprint: fingerprint(known),
    known,
    force,
    ...(restatedFor !== null && { restatedFor }),
    files: placed.map(({ key, ...file }) => ({
      name: file.name,
      key,
      bytes: sizeOf(file),
      sha256: "file" in file ? file.file.sha256 : sha256(file.body),
      ...(file.rows !== undefined && { rows: file.rows }),
    })),
  };
}

/** Writes the files one after the other: two large ones at once would need 40 MB more memory and be no faster. */
async function writeAll(archive: ArchiveStore, files: readonly (ArchiveFile & { key: string })[]): Promise<void> {
  for (const file of files) {
    const type = contentTypes[file.name];
    if ("file" in file) await archive.putFile(file.key, file.file, type);
    else await archive.put(file.key, file.body, type);
  }
}

/** In bytes. */
export function sizeOf(file: ArchiveFile): number {
  return "file" in file ? file.file.bytes : file.body.byteLength;
}

async function readManifest(store: ArchiveStore, key: string): Promise<Manifest> {
  const body = await store.get(key);
  try {
    const manifest = JSON.parse(Buffer.from(body ?? []).toString()) as Manifest;
    if (manifest.schema === "daily-report-manifest/1" && Array.isArray(manifest.files)) return manifest;
  } catch {
    // Not JSON: the error below says so.
  }
  throw new CommitError("BAD_MANIFEST", `The archive's ${key} is not a manifest of this project; repair or remove it.`);
}
