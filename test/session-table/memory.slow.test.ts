import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

test("the session table of 20 000 sessions is written with a heap of 96 MB", () => {
  const script = fileURLToPath(new URL("./write-many-sessions.ts", import.meta.url));
  const { stdout, stderr } = spawnSync(process.execPath, ["--max-old-space-size=96", script], {
    encoding: "utf8",
    timeout: 300_000,
  });

  expect(stderr).toBe("");
  expect(JSON.parse(stdout)).toEqual({ rows: 20_000, isFile: true });
}, 300_000);
