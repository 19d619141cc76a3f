import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { curlRecipe } from "../../../local/twin-emulator/curl-recipe.ts";
import { withEmulator } from "./with-emulator.ts";

const run = promisify(execFile);
const hasCurl = await run("curl", ["--version"]).then(
  () => true,
  () => false,
);
const sessions = [
  { id: "a", createdAt: "2026-03-02T13:00:00.250+03:00" },
  { id: "b", createdAt: "2026-03-02T10:00:00Z" },
];

test.skipIf(!hasCurl)("curlRecipe returns commands that work in a shell with any password (needs curl)", async () => {
  const account = { email: "o'neil+x@example.com", password: `p'w"$HOME\`\\ %` };
  const span = { first: Date.UTC(2026, 2, 2, 10), last: Date.UTC(2026, 2, 2, 10, 0, 0, 250) };
  await withEmulator({ sessions, ...account }, async ({ emulator }) => {
    const { stdout } = await run("sh", ["-c", curlRecipe({ url: emulator.url, ...account, span })]);
    expect(JSON.parse(stdout)).toEqual({ count: 2, items: sessions });
  });
});

test("curlRecipe escapes a plus as %2B", () => {
  const recipe = curlRecipe({ url: "http://127.0.0.1:1", email: "e", password: "p", span: { first: 0, last: 0 } });
  expect(recipe).toContain("from=1970-01-01T00:00:00%2B00:00&to=1970-01-01T00:00:00%2B00:00");
  expect(curlRecipe({ url: "http://127.0.0.1:1", email: "e", password: "p", span: null })).not.toContain("from=");
});
