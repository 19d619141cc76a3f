import { expect, test } from "vitest";
import { createFolderArchiveStore } from "../../functions/daily-report/archive/folder-archive-store.ts";
import { markDone, readDone } from "../../functions/daily-report/delivery/day-done.ts";
import { emptyFolder } from "../story-world.ts";

const ref = { report: "support", date: "2026-03-02" };
const asWritten = (mark: unknown) => (mark === "unknown" ? null : mark);

test("a day is marked as done once, with the answer of the first run", async () => {
  const store = createFolderArchiveStore(await emptyFolder());
  expect(await readDone(store, ref, asWritten)).toBeNull();

  await markDone(store, ref, { revision: 1 });
  await markDone(store, ref, { revision: 2 });

  expect(await readDone(store, ref, asWritten)).toEqual({ revision: 1 });
  expect(await readDone(store, { ...ref, date: "2026-03-03" }, asWritten)).toBeNull();
});

test("done.json is stored as JSON with the content type application/json", async () => {
  const types: string[] = [];
  const create = async (_key: string, body: Uint8Array, contentType: string) => {
    types.push(contentType, `${Buffer.from(body)}`);
    return true;
  };

  await markDone({ ...createFolderArchiveStore(await emptyFolder()), create }, ref, { revision: 1 });

  expect(types).toEqual(["application/json", '{\n  "revision": 1\n}\n']);
});

test.each([
  ["not JSON", "{"],
  ["not an answer of a run", '"unknown"'],
])("a mark that is %s is refused with its key and what to do", async (_, text) => {
  const store = createFolderArchiveStore(await emptyFolder());
  await store.put("ledger/support/2026-03-02/done.json", Buffer.from(text));

  await expect(readDone(store, ref, asWritten)).rejects.toMatchObject({
    name: "LedgerError",
    code: "BAD_MARK",
    message:
      "The archive's ledger/support/2026-03-02/done.json is not a mark of this project; remove it, and the next run does again what it marked.",
  });
});
