import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { createFolderArchiveStore } from "../../functions/daily-report/archive/folder-archive-store.ts";
import {
  type CommitRequest,
  commitDay,
  fileOf,
  newestManifest,
} from "../../functions/daily-report/delivery/commit-day.ts";
import { emptyFolder } from "../story-world.ts";

const ref = { report: "support", date: "2026-03-02" };

function request(runId: string, fingerprint: string): CommitRequest {
  const draw = async (revision: number) => [
    { name: "report.json", contentType: "application/json", body: Buffer.from(`${runId} r${revision}`) },
  ];
  return { ref, runId, fingerprint, draw };
}

async function store() {
  return createFolderArchiveStore(await emptyFolder());
}

test("the manifest tells the files with their size and hash", async () => {
  const archive = await store();

  const manifest = await commitDay(archive, request("one", "f"));

  expect(manifest).toMatchObject({ ...ref, revision: 1, runId: "one", fingerprint: "f" });
  expect(fileOf(manifest, "report.json")).toEqual({
    key: "reports/support/2026/03/02/one/report.json",
    bytes: 6,
    sha256: createHash("sha256").update("one r1").digest("hex"),
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
    expect(await archive.list("")).toHaveLength(2);
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

test("a manifest that is none is named", async () => {
  const archive = await store();
  await archive.put("reports/support/2026/03/02/r1.json", Buffer.from("?"), "application/json");

  await expect(commitDay(archive, request("one", "f"))).rejects.toThrow(
    "reports/support/2026/03/02/r1.json is not a manifest",
  );
});
