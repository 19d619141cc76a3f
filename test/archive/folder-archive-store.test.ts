import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createFolderArchiveStore } from "../../functions/daily-report/archive/folder-archive-store.ts";
import { describeArchiveStore } from "./archive-store.contract.ts";

let folders: string;
beforeAll(async () => {
  folders = await mkdtemp(join(tmpdir(), "archive-"));
});
afterAll(() => rm(folders, { recursive: true }));

const newFolder = () => mkdtemp(join(folders, "store-"));
const body = new TextEncoder().encode("body");

describe("the archive in a folder", () => {
  describeArchiveStore(async () => createFolderArchiveStore(join(await newFolder(), "made", "later")));

  test("puts a file where it says it is", async () => {
    const root = await newFolder();
    const store = createFolderArchiveStore(root);
    await store.put("reports/day/r1.json", body);
    expect(store.locate("reports/day/r1.json")).toBe(join(root, "reports", "day", "r1.json"));
    expect(await readFile(join(root, "reports", "day", "r1.json"), "utf8")).toBe("body");
  });

  test("writes nothing beside its folder for a key that climbs", async () => {
    const root = await newFolder();
    const store = createFolderArchiveStore(join(root, "store"));
    await expect(store.put("../escaped", body)).rejects.toThrow("An archive key");
    expect(await readdir(root)).toEqual([]);
  });

  test("leaves no temporary file, whether it wrote, lost a race or failed", async () => {
    const root = await newFolder();
    const store = createFolderArchiveStore(root);
    await mkdir(join(root, "taken", "folder"), { recursive: true });
    await store.put("a", body);
    await store.create("b", body);
    await store.create("b", body);
    await expect(store.put("taken", body)).rejects.toThrow("could not write");
    expect((await readdir(root)).sort()).toEqual(["a", "b", "taken"]);
  });

  test("shows no file that is half written", async () => {
    const root = await newFolder();
    const store = createFolderArchiveStore(root);
    const large = new Uint8Array(8_000_000).fill(1);
    const seen = new Set<number | undefined>();
    let done = false;
    const writing = Promise.all([store.create("created", large), store.put("put", large)]).finally(() => {
      done = true;
    });
    while (!done) {
      for (const key of await store.list("")) seen.add((await store.get(key))?.length);
      await setImmediate();
    }
    await writing;
    expect([...seen].filter((size) => size !== large.length)).toEqual([]);
  });

  test("does not list what is not its own: a crashed write's rest, a stranger's file", async () => {
    const root = await newFolder();
    await writeFile(join(root, "~5f1d"), "rest");
    await writeFile(join(root, "my notes.txt"), "stranger");
    await mkdir(join(root, "empty"));
    const store = createFolderArchiveStore(root);
    await store.put("a", body);
    expect(await store.list("")).toEqual(["a"]);
  });

  test("names the operation, the key and the system's error when the disk refuses", async () => {
    const root = await newFolder();
    await writeFile(join(root, "file"), "not a folder");
    const store = createFolderArchiveStore(join(root, "file"));
    const refused = { name: "ArchiveError", code: "ARCHIVE_STORE" };
    await expect(store.put("day/a", body)).rejects.toMatchObject(refused);
    await expect(store.create("day/a", body)).rejects.toThrow(/^The archive could not create "day\/a" \(ENOTDIR\)/);
    await expect(store.create("a", body)).rejects.toThrow(/^The archive could not create "a" \(EEXIST\)/);
  });
});
