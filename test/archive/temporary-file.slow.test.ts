import { spawnSync } from "node:child_process";
import { mkdir, readdir, utimes, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { expect, test } from "vitest";
import { checkArchiveKey } from "../../functions/daily-report/archive/archive-key.ts";
import { createFolderArchiveStore } from "../../functions/daily-report/archive/folder-archive-store.ts";
import { removeDeadWrites, temporaryName, type Writer } from "../../functions/daily-report/archive/temporary-file.ts";
import { emptyFolder } from "../story-world.ts";

const DAY_MS = 86_400_000;
const now = Date.parse("2026-03-03T04:30:00Z");
const [, host = ""] = /^~([0-9a-f]{8})-/.exec(temporaryName()) ?? [];

/** A process of this machine that has come to its end. */
const { pid: deadPid } = spawnSync(process.execPath, ["--version"]);

async function write(folder: string, name: string, age = 0): Promise<void> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, name);
  await writeFile(path, "half");
  await utimes(path, new Date(now - age), new Date(now - age));
}

/** Whether a writer's temporary file, of some age in milliseconds, is there after dead ones were removed. */
async function stays(writer: Writer, age: number): Promise<boolean> {
  const folder = await emptyFolder();
  await write(join(folder, "day", "run"), temporaryName(writer), age);
  await removeDeadWrites([folder], now);
  return (await readdir(join(folder, "day", "run"))).length > 0;
}

test("what a process of this machine left that is no longer there is removed", async () => {
  expect(await stays({ host, pid: deadPid }, 0)).toBe(false);
});

test("what a living process writes stays, until it has not written for a day", async () => {
  expect(await stays({ host, pid: process.pid }, DAY_MS)).toBe(true);
  expect(await stays({ host, pid: process.pid }, DAY_MS + 1000)).toBe(false);
});

test("of another machine's processes nobody knows: what they write stays for a day", async () => {
  const other = { host: host === "00000000" ? "11111111" : "00000000", pid: deadPid };

  expect(await stays(other, DAY_MS)).toBe(true);
  expect(await stays(other, DAY_MS + 1000)).toBe(false);
});

test("no other file is removed, however old, nor one of another folder", async () => {
  const folder = await emptyFolder();
  const dead = temporaryName({ host, pid: deadPid });
  for (const name of ["~$report.xlsx", "~backup", "report.json", `${dead}.txt`, dead.slice(1)]) {
    await write(join(folder, "a"), name, 1000 * DAY_MS);
  }
  await write(join(folder, "b"), dead, 1000 * DAY_MS);

  await removeDeadWrites([join(folder, "a"), join(folder, "none")], now);

  expect([await readdir(join(folder, "a")), await readdir(join(folder, "b"))]).toMatchObject([{ length: 5 }, [dead]]);
});

test("the archive in a folder writes under such names, and they are no keys", async () => {
  const folder = await emptyFolder();
  const seen = new Set<string>();
  const store = createFolderArchiveStore(folder);
  let isDone = false;
  const writing = store.put("day/report.xlsx", new Uint8Array(20_000_000)).finally(() => {
    isDone = true;
  });
  while (!isDone) for (const name of await readdir(folder, { recursive: true })) seen.add(basename(name));
  await writing;

  const temporary = [...seen].filter((name) => name.startsWith("~"));
  expect(temporary).toEqual([expect.stringMatching(new RegExp(`^~${host}-${process.pid}-[0-9a-f-]{36}$`))]);
  expect(() => checkArchiveKey(temporary[0] ?? "")).toThrow("An archive key");
});
