import { mkdir, readdir, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { assertWritable } from "../../local/assert-writable.ts";
import { emptyFolder } from "../story-world.ts";

describe("assertWritable", () => {
  test("leaves a writable folder unchanged", async () => {
    const root = await emptyFolder();
    await writeFile(join(root, "there before"), "");

    await assertWritable(root, "out");

    expect(await readdir(root)).toEqual(["there before"]);
  });

  test("does not create a missing folder or its parents", async () => {
    const root = await emptyFolder();

    await assertWritable(join(root, "a", "b", "c"), "out");

    expect(await readdir(root)).toEqual([]);
  });

  test("can check one folder twenty times at once", async () => {
    const root = await emptyFolder();

    await Promise.all(Array.from({ length: 20 }, () => assertWritable(join(root, "a", "b"), "out")));

    expect(await readdir(root)).toEqual([]);
  });
});

describe("assertWritable throws one sentence with the path as the user gave it for", () => {
  async function sentenceOf(path: string): Promise<string> {
    return assertWritable(path, "out").then(
      () => "writable",
      ({ code, message }) => `${code}: ${message}`,
    );
  }
  const refused = (reason: string) =>
    `OUT_UNWRITABLE: Cannot write into out: ${reason}; give a folder that can be written with --out.`;

  test("a file", async () => {
    const file = join(await emptyFolder(), "file");
    await writeFile(file, "");

    expect(await sentenceOf(file)).toBe(refused("it is a file, not a folder"));
  });

  test("a folder below a file", async () => {
    const file = join(await emptyFolder(), "file");
    await writeFile(file, "");

    expect(await sentenceOf(join(file, "a"))).toBe(refused("a part of its path is a file"));
    expect(await sentenceOf(join(file, "a", "b"))).toBe(refused("a part of its path is a file"));
  });

  test("a broken link", async () => {
    const root = await emptyFolder();
    await symlink(join(root, "nowhere"), join(root, "link"));

    expect(await sentenceOf(join(root, "link"))).toBe(
      refused("no folder can be created there, or it is a broken link"),
    );
  });

  test("a name that is too long, and removes the folders it created", async () => {
    const root = await emptyFolder();
    await mkdir(join(root, "there before"));

    expect(await sentenceOf(join(root, "a", "b".repeat(300)))).toBe(refused("its name is too long"));
    expect(await readdir(root)).toEqual(["there before"]);
  });

  test.runIf(process.platform === "linux")("a place where the system creates no folders", async () => {
    expect(await sentenceOf("/proc/daily-report/out")).toBe(
      refused("no folder can be created there, or it is a broken link"),
    );
    expect(await sentenceOf("/dev/null/out")).toBe(refused("a part of its path is a file"));
  });

  test("an empty path", async () => {
    expect(await sentenceOf("")).toBe(
      "OUT_UNWRITABLE: The path of --out is empty; give a folder that can be written with --out.",
    );
  });
});
