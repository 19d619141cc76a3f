import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { createFolderArchiveStore } from "../../functions/daily-report/archive/folder-archive-store.ts";
import {
  type CommitRequest,
  commitDay,
  fileOf,
  type Known,
  newestManifest,
} from "../../functions/daily-report/delivery/commit-day.ts";
import type { ArchiveStore } from "../../functions/daily-report/ports.ts";
import { emptyFolder } from "../story-world.ts";

const ref = { report: "support", date: "2026-03-02" };

const nothing: Known = { settings: [], metrics: [], counters: [], breakdowns: [], fields: [], findings: [] };

function request(runId: string, fingerprint: string, force: string | null = null): CommitRequest {
  const draw: CommitRequest["draw"] = async (revision) => [
    { name: "report.json", body: Buffer.from(`${runId} r${revision}`) },
    { name: "sessions.xlsx", body: Buffer.from("rows"), rows: 4 },
  ];
  return { ref, runId, known: nothing, fingerprint: () => fingerprint, force, draw };
}

async function store(): Promise<ArchiveStore> {
  return createFolderArchiveStore(await emptyFolder());
}

test("the manifest tells the files with their size and hash", async () => {
  const archive = await store();

  const manifest = await commitDay(archive, request("one", "f"));

  expect(manifest).toMatchObject({ ...ref, revision: 1, runId: "one", fingerprint: "f" });
  expect(fileOf(manifest, "report.json")).toEqual({
    name: "report.json",
    key: "reports/support/2026/03/02/one/report.json",
    bytes: 6,
    sha256: createHash("sha256").update("one r1").digest("hex"),
  });
  expect(fileOf(manifest, "sessions.xlsx")).toMatchObject({
    key: "sessions/support/2026/03/02/one/sessions.xlsx",
    rows: 4,
  });
  expect(await newestManifest(archive, ref)).toEqual(manifest);
});

test("revisions are told apart by number, not by text", async () => {
  const archive = await store();
  for (let n = 1; n <= 11; n++) await commitDay(archive, request(`run-${n}`, `f${n}`));

  expect((await newestManifest(archive, ref))?.revision).toBe(11);
});

describe("of runs that race", () => {
  test("those with the same figures make one revision and leave one set of files", async () => {
    const archive = await store();

    const manifests = await Promise.all(
      Array.from({ length: 12 }, (_, n) => commitDay(archive, request(`run-${n}`, "same"))),
    );

    expect(new Set(manifests.map(({ runId }) => runId)).size).toBe(1);
    expect(await archive.list("")).toHaveLength(3);
  });

  test("those with other figures each become a revision of their own", async () => {
    const archive = await store();

    const manifests = await Promise.all(
      Array.from({ length: 6 }, (_, n) => commitDay(archive, request(`run-${n}`, `f${n}`))),
    );

    expect(manifests.map(({ revision }) => revision).sort()).toEqual([1, 2, 3, 4, 5, 6]);
    for (const manifest of manifests) {
      const body = await archive.get(fileOf(manifest, "report.json").key);
      expect(Buffer.from(body ?? []).toString()).toBe(`${manifest.runId} r${manifest.revision}`);
    }
  });
});

describe("a manifest of an older version", () => {
  /** A run of a program that knows these metrics. */
  const knowing = (runId: string, metrics: readonly string[], figures: string): CommitRequest => ({
    ...request(runId, ""),
    known: { ...nothing, metrics },
    fingerprint: (known) => `${figures} under ${known.metrics}`,
  });

  test("is compared by what that version knew", async () => {
    const archive = await store();
    await commitDay(archive, knowing("older", ["nps"], "same"));

    const same = await commitDay(archive, knowing("newer", ["nps", "csi"], "same"));
    const other = await commitDay(archive, knowing("newest", ["nps", "csi"], "other"));

    expect([same.runId, same.known?.metrics]).toEqual(["older", ["nps"]]);
    expect([other.runId, other.revision, other.fingerprint, other.known?.metrics]).toEqual([
      ...["newest", 2, "other under nps,csi"],
      ["nps", "csi"],
    ]);
  });

  test.each([
    ["does not say what it knew", undefined],
    ["knew other kinds of things", { metrics: ["nps"] }],
  ])("that %s is followed by one new revision", async (_, known) => {
    const archive = await store();
    const older = { ...(await commitDay(archive, knowing("older", ["nps"], "same"))), known };
    await archive.put("reports/support/2026/03/02/r1.json", Buffer.from(JSON.stringify(older)), "application/json");

    const newer = await commitDay(archive, knowing("newer", ["nps"], "same"));
    const again = await commitDay(archive, knowing("again", ["nps"], "same"));

    expect([newer.revision, again.revision]).toEqual([2, 2]);
  });
});

describe("a forced revision", () => {
  test("is made of equal figures too, once for each key", async () => {
    const archive = await store();
    await commitDay(archive, request("one", "same"));

    const forced = await commitDay(archive, request("two", "same", "key"));
    const later = await commitDay(archive, request("three", "other"));
    const again = await commitDay(archive, request("four", "same", "key"));

    expect([forced.revision, later.revision, again.revision]).toEqual([2, 3, 2]);
  });

  test("is the newest for a run that finds the same figures", async () => {
    const archive = await store();
    await commitDay(archive, request("one", "same", "key"));

    expect((await commitDay(archive, request("two", "same"))).revision).toBe(1);
  });
});

test.each([
  ["no JSON", "?"],
  ["empty", ""],
  ["of another schema", '{"schema":"another/1","files":[]}'],
  ["without files", '{"schema":"daily-report-manifest/1"}'],
])("a manifest that is %s is named, with what to do", async (_, text) => {
  const archive = await store();
  await archive.put("reports/support/2026/03/02/r1.json", Buffer.from(text), "application/json");

  await expect(commitDay(archive, request("one", "f"))).rejects.toMatchObject({
    name: "CommitError",
    code: "BAD_MANIFEST",
    message: "The archive's reports/support/2026/03/02/r1.json is not a manifest of this project; mend or remove it.",
  });
});

test("a file that a revision does not have is named", async () => {
  const manifest = await commitDay(await store(), request("one", "f"));

  expect(() => fileOf(manifest, "tally.json")).toThrow(
    expect.objectContaining({
      name: "CommitError",
      code: "BAD_MANIFEST",
      message: "Revision 1 of report support of 2026-03-02 has no file tally.json.",
    }),
  );
});

test("a run that loses twenty revisions in a row gives up by name, and leaves nothing behind", async () => {
  const archive = await store();
  let races = 0;
  const losing: ArchiveStore = {
    ...archive,
    async create() {
      races += 1;
      return false;
    },
  };

  await expect(commitDay(losing, request("one", "f"))).rejects.toMatchObject({
    name: "CommitError",
    code: "COMMIT_RACE",
    message: "Report support of 2026-03-02: other runs took 20 revisions in a row; run it again later.",
  });
  expect([races, await archive.list("")]).toEqual([20, []]);
});

test("a day without revisions has no newest, whatever lies beside it", async () => {
  const archive = await store();
  await commitDay(archive, { ...request("one", "f"), ref: { ...ref, date: "2026-03-20" } });

  expect(await newestManifest(archive, ref)).toBeNull();
});

test("what is drawn may say where each file will lie", async () => {
  const archive = await store();
  const places: string[] = [];
  const draw: CommitRequest["draw"] = async (_revision, locate) => {
    places.push(locate("report.json"), locate("sessions.xlsx"));
    return [];
  };

  const manifest = await commitDay(archive, { ...request("one", "f"), draw });

  expect(places).toEqual(
    ["reports/support/2026/03/02/one/report.json", "sessions/support/2026/03/02/one/sessions.xlsx"].map(archive.locate),
  );
  expect(manifest.files).toEqual([]);
});
