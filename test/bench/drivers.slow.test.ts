import { execFile } from "node:child_process";
import { resolve } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";

const drivers = (...args: readonly string[]) =>
  promisify(execFile)(process.execPath, [resolve(import.meta.dirname, "../../bench/drivers.ts"), ...args]);

test("prints a row for each kind of quiet day and each incident, and the same figures for the same seeds", async () => {
  const [first, second] = await Promise.all([drivers("--histories", "2"), drivers("--histories", "2")]);

  expect(first.stdout).toContain("| 20 000 sessions, rates vary by 7 % | 1 | ");
  expect(first.stdout).toContain("| 300 | nobody answers from 11 to 14 | ");
  expect(second.stdout).toBe(first.stdout);
});

test("refuses a number of histories that is none", async () => {
  await expect(drivers("--histories", "0")).rejects.toMatchObject({
    code: 1,
    stderr: '--histories "0" is not a count; give a whole number from 1 to 99999.\n',
  });
});
