import { createHash } from "node:crypto";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { ArchiveError } from "../../functions/daily-report/archive/archive-error.ts";
import { createFolderArchiveStore } from "../../functions/daily-report/archive/folder-archive-store.ts";
import {
  type CommitRequest,
  commitDay,
  fileOf,
  type Known,
  type Manifest,
  newestManifest,
} from "../../functions/daily-report/delivery/commit-day.ts";
import type { ArchiveStore, Facts } from "../../functions/daily-report/ports.ts";
import { scratchFile } from "../plain-story.ts";
import { emptyFolder } from "../story-world.ts";

const ref = { report: "support", date: "2026-03-02" };

const nothing: Known = { settings: [], metrics: [], counters: [], breakdowns: [], fields: [], findings: [] };

function request(runId: string, fingerprint: string, force: string | null = null): CommitRequest {
  const draw: CommitRequest["draw"] = async (revision) => [
    { name: "report.json", body: Buffer.from(`${runId} r${revision}`) },
    { name: "sessions.xlsx", body: Buffer.from("rows"), rows: 4 },
  ];
  return { ref, runId, known: nothing, fingerprint: () => fingerprint, force, restatedFor: null, draw };
}

async function store(): Promise<ArchiveStore> {
  return createFolderArchiveStore(await emptyFolder());
}

function commit(archive: ArchiveStore, wanted: CommitRequest, told: unknown[] = []): Promise<Manifest> {
  const log = (level: string, event: string, facts: Facts) => void told.push([level, event, facts]);
  return commitDay({ archive, operations: { log, measure: () => {} } }, wanted);
}

test("the manifest lists the files with their size and hash", async () => {
  const archive = await store();

  const manifest = await commit(archive, request("one", "f"));

  expect(manifest).toMatchObject({ ...ref, revision: 1, runId: "one", fingerprint: "f" });
  expect(fileOf(manifest, "report.json")).toEqual({
    name: "report.json",
    key: "reports/support/2026/03/02/one-r1/report.json",
    bytes: 6,
    sha256: createHash("sha256").update("one r1").digest("hex"),
  });
  expect(fileOf(manifest, "sessions.xlsx")).toMatchObject({
    key: "sessions/support/2026/03/02/one-r1/sessions.xlsx",
    rows: 4,
  });
  expect(await newestManifest(archive, ref)).toEqual(manifest);
});

test("a file of the scratch space is put as a file; the manifest has its size and hash as the file tells them", async () => {
  const archive = await store();
  const file = await scratchFile(join(await emptyFolder(), "sessions.xlsx"), "rows of a day");
  const draw: CommitRequest["draw"] = async () => [{ name: "sessions.xlsx", file, rows: 4 }];

  const manifest = await commit(archive, { ...request("one", "f"), draw });

  const { key, ...told } = fileOf(manifest, "sessions.xlsx");
  expect(told).toEqual({ name: "sessions.xlsx", bytes: 13, sha256: file.sha256, rows: 4 });
  expect(Buffer.from((await archive.get(key)) ?? []).toString()).toBe("rows of a day");
});

test("files of the scratch space are put one after the other, and none after one that failed", async () => {
  const archive = await store();
  const [first, second] = [
    await scratchFile(join(await emptyFolder(), "a"), "1"),
    await scratchFile(join(await emptyFolder(), "b"), "2"),
  ];
  const draw: CommitRequest["draw"] = async () => [
    { name: "sessions.xlsx", file: first },
    { name: "report.json", body: Buffer.from("r") },
    { name: "sessions.parquet", file: second },
  ];
  const calls: string[] = [];
  const slow = (failing: boolean): ArchiveStore => ({
    ...archive,
    async putFile(key, file, type) {
      const name = key.split("/").at(-1);
      calls.push(`begin ${name}`);
      if (failing) throw new ArchiveError("ARCHIVE_STORE", "The archive is full.");
      await archive.putFile(key, file, type);
      calls.push(`end ${name}`);
    },
  });

  await expect(commit(slow(true), { ...request("one", "f"), draw })).rejects.toThrow("The archive is full.");
  expect([calls, await archive.list("")]).toEqual([["begin sessions.xlsx"], []]);
  await commit(slow(false), { ...request("two", "f"), draw });

  expect(calls.slice(1)).toEqual([
    ...["begin sessions.xlsx", "end sessions.xlsx"],
    ...["begin sessions.parquet", "end sessions.parquet"],
  ]);
});

test("figures that are already committed write no file and remove none", async () => {
  const archive = await store();
  await commit(archive, request("one", "f"));
  const sealed = () => Promise.reject(new Error("written"));

  const again = await commit(
    { ...archive, put: sealed, putFile: sealed, create: sealed, remove: sealed },
    request("two", "f"),
  );

  expect(again.runId).toBe("one");
});

test("the newest revision is found by number, not by text", async () => {
  const archive = await store();
  for (let n = 1; n <= 11; n++) await commit(archive, request(`run-${n}`, `f${n}`));

  expect((await newestManifest(archive, ref))?.revision).toBe(11);
});

describe("of runs at the same time", () => {
  test("those with equal figures make one revision and leave one set of files", async () => {
    const archive = await store();

    const manifests = await Promise.all(
      Array.from({ length: 12 }, (_, n) => commit(archive, request(`run-${n}`, "same"))),
    );

    expect(new Set(manifests.map(({ runId }) => runId)).size).toBe(1);
    expect(await archive.list("")).toHaveLength(3);
  });

  test("those with different figures make one revision each", async () => {
    const archive = await store();

    const manifests = await Promise.all(
      Array.from({ length: 6 }, (_, n) => commit(archive, request(`run-${n}`, `f${n}`))),
    );

    expect(manifests.map(({ revision }) => revision).sort()).toEqual([1, 2, 3, 4, 5, 6]);
    for (const manifest of manifests) {
      const body = await archive.get(fileOf(manifest, "report.json").key);
      expect(Buffer.from(body ?? []).toString()).toBe(`${manifest.runId} r${manifest.revision}`);
    }
  });
});

describe("a manifest of an older version", () => {
  /** The request of a program that knows these metrics. */
  const knowing = (runId: string, metrics: readonly string[], figures: string): CommitRequest => ({
    ...request(runId, ""),
    known: { ...nothing, metrics },
    fingerprint: (known) => `${figures} under ${known.metrics}`,
  });

  test("is compared by the names that version knew", async () => {
    const archive = await store();
    await commit(archive, knowing("older", ["nps"], "same"));

    const same = await commit(archive, knowing("newer", ["nps", "csi"], "same"));
    const other = await commit(archive, knowing("newest", ["nps", "csi"], "other"));

    expect([same.runId, same.known?.metrics]).toEqual(["older", ["nps"]]);
    expect([other.runId, other.revision, other.fingerprint, other.known?.metrics]).toEqual([
      ...["newest", 2, "other under nps,csi"],
      ["nps", "csi"],
    ]);
  });

  test.each([
    ["has no list of known names", undefined],
    ["has a list without some kinds of names", { metrics: ["nps"] }],
  ])("that %s is followed by one new revision", async (_, known) => {
    const archive = await store();
    const older = { ...(await commit(archive, knowing("older", ["nps"], "same"))), known };
    await archive.put("reports/support/2026/03/02/r1.json", Buffer.from(JSON.stringify(older)), "application/json");

    const newer = await commit(archive, knowing("newer", ["nps"], "same"));
    const again = await commit(archive, knowing("again", ["nps"], "same"));

    expect([newer.revision, again.revision]).toEqual([2, 2]);
  });
});

describe("a forced revision", () => {
  test("is made even of equal figures, once per key", async () => {
    const archive = await store();
    await commit(archive, request("one", "same"));

    const forced = await commit(archive, request("two", "same", "key"));
    const later = await commit(archive, request("three", "other"));
    const again = await commit(archive, request("four", "same", "key"));

    expect([forced.revision, later.revision, again.revision]).toEqual([2, 3, 2]);
  });

  test("is returned to a run that finds the same figures", async () => {
    const archive = await store();
    await commit(archive, request("one", "same", "key"));

    expect((await commit(archive, request("two", "same"))).revision).toBe(1);
  });
});

test.each([
  ["not JSON", "?"],
  ["empty", ""],
  ["of another schema", '{"schema":"another/1","files":[]}'],
  ["without files", '{"schema":"daily-report-manifest/1"}'],
])("a manifest that is %s is refused with its key and what to do", async (_, text) => {
  const archive = await store();
  await archive.put("reports/support/2026/03/02/r1.json", Buffer.from(text), "application/json");

  await expect(commit(archive, request("one", "f"))).rejects.toMatchObject({
    name: "CommitError",
    code: "BAD_MANIFEST",
    message: "The archive's reports/support/2026/03/02/r1.json is not a manifest of this project; repair or remove it.",
  });
});

test("the error for a file that a revision does not have names the file", async () => {
  const manifest = await commit(await store(), request("one", "f"));

  expect(() => fileOf(manifest, "tally.json")).toThrow(
    expect.objectContaining({
      name: "CommitError",
      code: "BAD_MANIFEST",
      message: "Revision 1 of report support of 2026-03-02 has no file tally.json.",
    }),
  );
});

test("a run that loses twenty revisions in a row throws COMMIT_RACE and leaves no files", async () => {
  const archive = await store();
  let races = 0;
  const losing: ArchiveStore = {
    ...archive,
    async create() {
      races += 1;
      return false;
    },
  };

  await expect(commit(losing, request("one", "f"))).rejects.toMatchObject({
    name: "CommitError",
    code: "COMMIT_RACE",
    message: "Report support of 2026-03-02: other runs took 20 revisions in a row; run it again later.",
  });
  expect([races, await archive.list("")]).toEqual([20, []]);
});

test("newestManifest returns null for a day without revisions, even if there are other files", async () => {
  const archive = await store();
  await commit(archive, { ...request("one", "f"), ref: { ...ref, date: "2026-03-20" } });

  expect(await newestManifest(archive, ref)).toBeNull();
});

test("the drawing can name the later place of each file", async () => {
  const archive = await store();
  const places: string[] = [];
  const draw: CommitRequest["draw"] = async (_revision, locate) => {
    places.push(locate("report.json"), locate("sessions.xlsx"));
    return [];
  };

  const manifest = await commit(archive, { ...request("one", "f"), draw });

  expect(places).toEqual(
    ["reports/support/2026/03/02/one-r1/report.json", "sessions/support/2026/03/02/one-r1/sessions.xlsx"].map(
      archive.locate,
    ),
  );
  expect(manifest.files).toEqual([]);
});

describe("an attempt to commit", () => {
  const full = new ArchiveError("ARCHIVE_STORE", "The archive is full.");

  test("that fails to write a file removes all its files, even one written late, and throws the error", async () => {
    const archive = await store();
    let release = () => {};
    const failed = new Promise<void>((resolve) => {
      release = resolve;
    });
    const filling: ArchiveStore = {
      ...archive,
      async put(key, body, contentType) {
        if (key.endsWith("/report.json")) {
          setImmediate(release);
          throw full;
        }
        await failed;
        await archive.put(key, body, contentType);
      },
    };

    await expect(commit(filling, request("one", "f"))).rejects.toBe(full);
    expect(await archive.list("")).toEqual([]);
  });

  test("that fails to draw throws the error and writes nothing", async () => {
    const archive = await store();
    const wanted = { ...request("one", "f"), draw: () => Promise.reject(full) };

    await expect(commit(archive, wanted)).rejects.toBe(full);
    expect(await archive.list("")).toEqual([]);
  });

  test("that fails and cannot remove its files logs a warning and throws the first error", async () => {
    const archive = await store();
    const told: unknown[] = [];
    const stuck: ArchiveStore = {
      ...archive,
      put: (key, body, contentType) =>
        key.endsWith("/report.json") ? Promise.reject(full) : archive.put(key, body, contentType),
      remove: () => Promise.reject(new ArchiveError("ARCHIVE_STORE", "The archive does not remove.")),
    };

    await expect(commit(stuck, request("one", "f"), told)).rejects.toBe(full);
    const facts = { report: "support", day: "2026-03-02", reason: "The archive does not remove." };
    expect(told).toEqual([["warn", "files left behind", facts]]);
  });

  test("that fails to create the manifest keeps its files, because the manifest may exist", async () => {
    const archive = await store();
    const mute: ArchiveStore = {
      ...archive,
      async create(key, body, contentType) {
        await archive.create(key, body, contentType);
        throw full;
      },
    };

    await expect(commit(mute, request("one", "f"))).rejects.toBe(full);
    const manifest = await newestManifest(archive, ref);
    expect(await archive.list("")).toEqual(
      ["reports/support/2026/03/02/r1.json", ...(manifest?.files ?? []).map(({ key }) => key)].sort(),
    );
  });
});

test("a run that loses a revision writes the next one into another folder and logs nothing", async () => {
  const archive = await store();
  const told: unknown[] = [];
  const overtaken: ArchiveStore = {
    ...archive,
    async create(key, body, contentType) {
      if (key.endsWith("/r1.json")) await commit(archive, request("other", "g"));
      return archive.create(key, body, contentType);
    },
  };

  const manifest = await commit(overtaken, request("one", "f"), told);

  expect(manifest.files.map(({ key }) => key)).toEqual([
    "reports/support/2026/03/02/one-r2/report.json",
    "sessions/support/2026/03/02/one-r2/sessions.xlsx",
  ]);
  expect((await archive.list("")).filter((key) => key.includes("/one-r1/"))).toEqual([]);
  expect(told).toEqual([]);
});
