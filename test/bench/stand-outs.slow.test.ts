import { execFile } from "node:child_process";
import { resolve } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";

const standOuts = (...args: readonly string[]) =>
  promisify(execFile)(process.execPath, [resolve(import.meta.dirname, "../../bench/stand-outs.ts"), ...args]);

test("prints a row for each number of operators and each kind of worse, and the same figures for the same seeds", async () => {
  const [first, second] = await Promise.all([standOuts("--days", "2"), standOuts("--days", "2")]);

  expect(first.stdout).toContain("| 100 | 4000 | ");
  expect(first.stdout).toContain("| late twice as often | 150 | 100.0 % | 100.0 % | 100.0 % |");
  expect(second.stdout).toBe(first.stdout);
});

test("refuses a number of days that is none", async () => {
  await expect(standOuts("--days", "0")).rejects.toMatchObject({
    code: 1,
    stderr: '--days "0" is not a count; give a whole number from 1 to 99999.\n',
  });
});
