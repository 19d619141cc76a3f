import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { expect, test } from "vitest";

const root = resolve(import.meta.dirname, "../..");
const pages = [root, join(root, "docs"), join(root, "docs/adr"), join(root, "docs/pictures")].flatMap((folder) =>
  readdirSync(folder)
    .filter((name) => name.endsWith(".md"))
    .map((name) => join(folder, name)),
);

const links = pages.flatMap((page) =>
  [...readFileSync(page, "utf8").matchAll(/\]\(([^()\s]+)\)/g)]
    .map(([, link = ""]) => ({ page: relative(root, page), link }))
    .filter(({ link }) => !/^[a-z]+:/.test(link)),
);

test("the documentation has links", () => {
  expect(links.length).toBeGreaterThan(30);
});

test.each(links)("the link from $page to $link leads to a file, and to a heading if it names one", ({ page, link }) => {
  const [path = "", anchor] = link.split("#");
  const target = path === "" ? join(root, page) : resolve(root, dirname(page), path);
  expect(existsSync(target)).toBe(true);
  if (anchor !== undefined) expect(anchorsOf(readFileSync(target, "utf8"))).toContain(anchor);
});

/** The anchors of a page's headings, as GitHub makes them. */
function anchorsOf(page: string): string[] {
  return [...page.matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\- _]/gu, "")
      .replaceAll(" ", "-"),
  );
}
