import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { createFolderArchiveStore } from "../../functions/daily-report/archive/folder-archive-store.ts";
import {
  type CommitRequest,
  commitDay,
  fileOf,
  newestManifest,
} from "../../functions/daily-report/delivery/commit-day.ts";
import type { ArchiveStore } from "../../functions/daily-report/ports.ts";
import { emptyFolder } from "../story-world.ts";

const ref = { report: "support", date: "2026-03-02" };

function request(runId: string, fingerprint: string, force: string | null = null): CommitRequest {
  const draw: CommitRequest["draw"] = async (revision) => [
    { name: "report.json", body: Buffer.from(`${runId} r${revision}`) },
    { name: "sessions.xlsx", body: Buffer.from("rows"), rows: 4 },
  ];
  return { ref, runId, fingerprint, force, draw };
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

test("a manifest that is none is named", async () => {
  const archive = await store();
  await archive.put("reports/support/2026/03/02/r1.json", Buffer.from("?"), "application/json");

  await expect(commitDay(archive, request("one", "f"))).rejects.toThrow(
    "reports/support/2026/03/02/r1.json is not a manifest",
  );
});
