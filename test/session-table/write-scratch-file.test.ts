import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { createScratchFile } from "../../functions/daily-report/session-table/write-scratch-file.ts";
import { withScratchFolder } from "./scratch-folder.ts";

const bytes = (text: string) => Buffer.from(text);

test("a scratch file holds its chunks in order, and knows its size and SHA-256", async () => {
  await withScratchFolder(async (folder) => {
    const path = folder.newPath("a.bin");
    const file = createScratchFile(path);
    for (const chunk of ["one ", "", "two ", "three"]) await file.write(bytes(chunk));

    const sha256 = createHash("sha256").update("one two three").digest("hex");
    expect(await file.finish()).toEqual({ path, bytes: 13, sha256 });
    expect(await readFile(path, "utf8")).toBe("one two three");
  });
});

test("a scratch file without a chunk is empty", async () => {
  await withScratchFolder(async (folder) => {
    expect(await createScratchFile(folder.newPath("a.bin")).finish()).toMatchObject({ bytes: 0 });
  });
});

test("abort removes the file, before, between and after its chunks, and more than once", async () => {
  await withScratchFolder(async (folder) => {
    const fresh = createScratchFile(folder.newPath("fresh"));
    const begun = createScratchFile(folder.newPath("begun"));
    await begun.write(bytes("one"));
    const finished = createScratchFile(folder.newPath("finished"));
    await finished.finish();
    for (const file of [fresh, begun, finished, begun]) await file.abort();

    expect(await folder.list()).toEqual([]);
  });
});

test("abort waits for a running write; later calls reject", async () => {
  await withScratchFolder(async (folder) => {
    const file = createScratchFile(folder.newPath("a.bin"));
    const running = file.write(Buffer.alloc(5_000_000));
    await Promise.all([file.abort(), running.catch(() => {})]);

    expect(await folder.list()).toEqual([]);
    await expect(file.write(bytes("late"))).rejects.toThrow("The session table was aborted.");
    await expect(file.finish()).rejects.toThrow("The session table was aborted.");
  });
});

test("a file that cannot be opened rejects at the first call, and can be aborted", async () => {
  await withScratchFolder(async (folder) => {
    await folder.remove();
    const file = createScratchFile(folder.newPath("a.bin"));

    await expect(file.write(bytes("one"))).rejects.toMatchObject({ code: "ENOENT" });
    await expect(file.abort()).resolves.toBeUndefined();
  });
});

test("a scratch file never replaces another file", async () => {
  await withScratchFolder(async (folder) => {
    const path = folder.newPath("a.bin");
    await createScratchFile(path).finish();
    const second = createScratchFile(path);

    await expect(second.write(bytes("one"))).rejects.toMatchObject({ code: "EEXIST" });
    await second.abort();
    expect(await folder.list()).toHaveLength(1);
  });
});
