import { mkdir, readdir, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { assertWritable } from "../../local/assert-writable.ts";
import { emptyFolder } from "../story-world.ts";

describe("a folder that can be written", () => {
  test("is left as it was", async () => {
    const root = await emptyFolder();
    await writeFile(join(root, "there before"), "");

    await assertWritable(root, "out");

    expect(await readdir(root)).toEqual(["there before"]);
  });

  test("that is yet to be made is not made, and neither is one above it", async () => {
    const root = await emptyFolder();

    await assertWritable(join(root, "a", "b", "c"), "out");

    expect(await readdir(root)).toEqual([]);
  });

  test("may be tried by twenty commands at once", async () => {
    const root = await emptyFolder();

    await Promise.all(Array.from({ length: 20 }, () => assertWritable(join(root, "a", "b"), "out")));

    expect(await readdir(root)).toEqual([]);
  });
});

describe("what cannot be written is refused in one sentence, by the path as it was given:", () => {
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

  test("a link to nowhere", async () => {
    const root = await emptyFolder();
    await symlink(join(root, "nowhere"), join(root, "link"));

    expect(await sentenceOf(join(root, "link"))).toBe(refused("nothing can be made there, or it is a link to nowhere"));
  });

  test("a name that is too long, with the folders made on the way to it removed again", async () => {
    const root = await emptyFolder();
    await mkdir(join(root, "there before"));

    expect(await sentenceOf(join(root, "a", "b".repeat(300)))).toBe(refused("its name is too long"));
    expect(await readdir(root)).toEqual(["there before"]);
  });

  test.runIf(process.platform === "linux")("a place where the system makes no folders", async () => {
    expect(await sentenceOf("/proc/daily-report/out")).toBe(
      refused("nothing can be made there, or it is a link to nowhere"),
    );
    expect(await sentenceOf("/dev/null/out")).toBe(refused("a part of its path is a file"));
  });

  test("an empty path", async () => {
    expect(await sentenceOf("")).toBe(
      "OUT_UNWRITABLE: The path of --out is empty; give a folder that can be written with --out.",
    );
  });
});
