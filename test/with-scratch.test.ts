import { readdir, writeFile } from "node:fs/promises";
import { expect, test } from "vitest";
import type { ScratchSpace } from "../functions/daily-report/ports.ts";
import { withScratch } from "../functions/daily-report/with-scratch.ts";
import { storyWorld } from "./story-world.ts";

test("withScratch opens one folder for all calls, and removes it after the work", async () => {
  const { scratch, scratchRoot } = await storyWorld();

  const seen = await withScratch(scratch, async (openFolder) => {
    const folders = await Promise.all([openFolder(), openFolder()]);
    await writeFile((await openFolder()).newPath("a"), "rows");
    return { same: folders[0] === folders[1], open: (await readdir(scratchRoot)).length };
  });

  expect([seen, await readdir(scratchRoot)]).toEqual([{ same: true, open: 1 }, []]);
});

test("withScratch removes the folder if the work fails, and rejects with its error", async () => {
  const { scratch, scratchRoot } = await storyWorld();

  const failing = withScratch(scratch, async (openFolder) => {
    await writeFile((await openFolder()).newPath("a"), "rows");
    throw new RangeError("no line");
  });

  await expect(failing).rejects.toThrow(RangeError);
  expect(await readdir(scratchRoot)).toEqual([]);
});

test("withScratch opens nothing if the work asks for no folder", async () => {
  const sealed: ScratchSpace = { open: () => Promise.reject(new Error("opened")) };

  expect(await withScratch(sealed, async () => 1)).toBe(1);
});

test("withScratch rejects with the error of a folder that cannot be made", async () => {
  const full: ScratchSpace = { open: () => Promise.reject(new RangeError("full")) };

  await expect(withScratch(full, (openFolder) => openFolder())).rejects.toThrow("full");
});
