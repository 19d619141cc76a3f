import { mkdir, readdir, rm, stat, utimes, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { createScratchSpace } from "../../functions/daily-report/archive/scratch-space.ts";
import { temporaryName, type Writer } from "../../functions/daily-report/archive/temporary-file.ts";
import type { Facts } from "../../functions/daily-report/ports.ts";
import { emptyFolder } from "../story-world.ts";

const now = Date.parse("2026-03-03T04:30:00Z");
const DAY_MS = 86_400_000;
const [, host = ""] = /^~([0-9a-f]{8})-/.exec(temporaryName()) ?? [];
const otherHost = host === "00000000" ? "11111111" : "00000000";

/** No process has it: it is above the limit of every system. */
const deadPid = 2_147_483_647;

async function openSpace() {
  const root = await emptyFolder();
  const told: unknown[] = [];
  const log = (level: string, event: string, facts: Facts) => void told.push([level, event, facts]);
  const space = createScratchSpace({ root, operations: { log, measure: () => {} }, clock: () => now });
  return { root, space, told };
}

/** Makes the folder that a writer left, with a file, and returns its name. */
async function leave(root: string, writer: Writer, age = 0): Promise<string> {
  const name = `daily-report-scratch${temporaryName(writer)}`;
  await mkdir(join(root, name));
  await writeFile(join(root, name, "1-sessions.xlsx"), "half");
  await utimes(join(root, name), new Date(now - age), new Date(now - age));
  return name;
}

describe("a scratch folder", () => {
  test("is an empty folder in the root, which only this user can read", async () => {
    const { root, space } = await openSpace();

    const path = dirname((await space.open()).newPath("a"));

    expect(dirname(path)).toBe(root);
    expect(await readdir(path)).toEqual([]);
    expect((await stat(path)).mode & 0o777).toBe(0o700);
  });

  test("gives a different path at every call, with the name as its ending", async () => {
    const { space } = await openSpace();
    const folder = await space.open();

    const paths = ["sessions.xlsx", "sessions.xlsx", "b"].map((name) => folder.newPath(name));

    expect(new Set(paths).size).toBe(3);
    expect(paths.map((path) => path.slice(path.lastIndexOf("-") + 1))).toEqual(["sessions.xlsx", "sessions.xlsx", "b"]);
    expect(new Set(paths.map((path) => dirname(path))).size).toBe(1);
  });

  test("is removed with all that it holds, and can be removed twice", async () => {
    const { root, space, told } = await openSpace();
    const folder = await space.open();
    await writeFile(folder.newPath("a"), "rows");
    await mkdir(folder.newPath("b"));

    await folder.remove();
    await folder.remove();

    expect([await readdir(root), told]).toEqual([[], []]);
  });

  test("that cannot be removed is logged and does not reject", async () => {
    const { root, space, told } = await openSpace();
    const folder = await space.open();
    await rm(root, { recursive: true });
    await writeFile(root, "a file, so that nothing can be below it");

    await folder.remove();

    const reason = "Temporary files could not be removed (ENOTDIR).";
    expect(told).toEqual([["warn", "files left behind", { reason }]]);
  });

  test("cannot be made where there is no root; the error does not name the path", async () => {
    const { root, space } = await openSpace();
    await rm(root, { recursive: true });

    await expect(space.open()).rejects.toMatchObject({
      name: "ScratchError",
      code: "SCRATCH_SPACE",
      message:
        "No folder for temporary files could be made (ENOENT); the temporary folder of this machine must exist, have room and be writable.",
    });
  });
});

describe("opening a folder", () => {
  test("removes the folders of processes of this machine that no longer run", async () => {
    const { root, space } = await openSpace();
    await leave(root, { host, pid: deadPid });

    const folder = await space.open();

    expect(await readdir(root)).toEqual([basename(dirname(folder.newPath("a")))]);
  });

  test("removes a folder of this process's number that this process did not open: its predecessor was killed", async () => {
    const { root, space } = await openSpace();
    await leave(root, { host, pid: process.pid });

    const folder = await space.open();

    expect(await readdir(root)).toEqual([basename(dirname(folder.newPath("a")))]);
  });

  test("keeps the folders that this process has open, also from another space", async () => {
    const { root, space } = await openSpace();
    const another = createScratchSpace({ root, operations: { log: () => {}, measure: () => {} }, clock: () => now });
    const open = await Promise.all([space.open(), another.open(), space.open()]);
    for (const folder of open) await writeFile(folder.newPath("a"), "rows");

    await (await space.open()).remove();

    expect(await readdir(root)).toHaveLength(3);
    await Promise.all(open.map((folder) => folder.remove()));
    expect(await readdir(root)).toEqual([]);
  });

  test.each([
    ["a living process", { host, pid: process.ppid }],
    ["a process of another machine", { host: otherHost, pid: deadPid }],
  ])("keeps the folder of %s until it has not been written for a day", async (_, writer) => {
    const { root, space } = await openSpace();
    const young = await leave(root, writer, DAY_MS);
    await leave(root, writer, DAY_MS + 1000);

    await (await space.open()).remove();

    expect(await readdir(root)).toEqual([young]);
  });

  test("removes nothing else, however old", async () => {
    const { root, space } = await openSpace();
    const dead = temporaryName({ host, pid: deadPid });
    const others = ["daily-report-scratch", "daily-report-scratch-notes", dead, `daily-report-scratch${dead}.txt`];
    for (const name of others) {
      await mkdir(join(root, name));
      await utimes(join(root, name), new Date(0), new Date(0));
    }

    await (await space.open()).remove();

    expect((await readdir(root)).sort()).toEqual(others.sort());
  });
});
