import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { keptPictures, picturedDays } from "../../local/pictured-days.ts";

const root = resolve(import.meta.dirname, "../..");
const folder = join(root, "docs/pictures");
const shownIn = (page: string) =>
  [...readFileSync(page, "utf8").matchAll(/!\[[^\]]+\]\(([^()\s]+)\)/g)].map(([, link]) => link);

test.each(picturedDays)("docs/pictures has the pictures of the day %s that the command keeps, and no others", (day) => {
  expect(readdirSync(join(folder, day)).sort()).toEqual([...keptPictures(day)].sort());
});

test("the page of pictures and the README show every picture, the days in their order", () => {
  const shown = shownIn(join(folder, "README.md"));
  expect([...new Set(shown.map((link) => link?.split("/")[0]))]).toEqual(picturedDays);
  const inReadme = shownIn(join(root, "README.md")).map((link) => link?.replace("docs/pictures/", ""));
  const kept = picturedDays.flatMap((day) => keptPictures(day).map((name) => `${day}/${name}`));
  expect([...new Set([...shown, ...inReadme])].sort()).toEqual(kept.sort());
  expect(inReadme.every((link) => existsSync(join(folder, link ?? "")))).toBe(true);
});
