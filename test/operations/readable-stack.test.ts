import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { readableStack } from "../../functions/daily-report/operations/readable-stack.ts";
import { emptyFolder } from "../story-world.ts";

/** A bundle of one line whose column 4 is line 7, column 2 of its source. */
const map = { version: 3, sources: ["../../../functions/a.ts"], names: [], mappings: "IAMC" };

async function bundle(content: string | null) {
  const file = join(await emptyFolder(), "index.mjs");
  if (content !== null) await writeFile(`${file}.map`, content);
  return file;
}

test("names the places of the source by the map beside the bundle", async () => {
  const file = await bundle(JSON.stringify(map));

  expect(readableStack(`at f (${pathToFileURL(file)}:1:6); at async ${file}:1:5`)).toBe(
    "at f (functions/a.ts:7:2); at async functions/a.ts:7:2",
  );
});

test.each([null, "{", '{"version":3}'])("leaves the stack as it is if the map is %s", async (content) => {
  const stack = `at f (${pathToFileURL(await bundle(content))}:1:6); at g (node:internal/x:1:2)`;

  expect(readableStack(stack)).toBe(stack);
});
