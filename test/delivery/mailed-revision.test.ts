import { expect, test } from "vitest";
import { createFolderArchiveStore } from "../../functions/daily-report/archive/folder-archive-store.ts";
import { newestMailedRevision } from "../../functions/daily-report/delivery/mailed-revision.ts";
import { emptyFolder } from "../story-world.ts";

const ref = { report: "support", date: "2026-03-02" };
const folder = "ledger/support/2026-03-02";

test.each<[string, Record<string, string>, number]>([
  ["no mark", {}, 0],
  ["a mail of any delivery", { "daily/a/sent.json": '{"revision":2}', "r4/b/sent.json": '{"revision":4}' }, 4],
  ["a claim on a mail whose fate is unknown", { "daily/a/claim-1.json": '{"revision":3}' }, 3],
  ["the mark of a done day", { "done.json": '{"revision":5}' }, 5],
  ["other marks", { "tries.json": '{"revision":9}', "daily/a/failed.json": '{"revision":9}' }, 0],
  [
    "a damaged mark",
    { "daily/a/sent.json": "{", "daily/b/sent.json": "null", "daily/c/sent.json": '{"revision":1}' },
    1,
  ],
])("the newest mailed revision by %s", async (_, marks, revision) => {
  const store = createFolderArchiveStore(await emptyFolder());
  for (const [key, body] of Object.entries(marks)) {
    await store.put(`${folder}/${key}`, Buffer.from(body));
  }
  await store.put("ledger/support/2026-03-03/done.json", Buffer.from('{"revision":7}'));

  expect(await newestMailedRevision(store, ref)).toBe(revision);
});
