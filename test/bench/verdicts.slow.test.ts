import { execFile } from "node:child_process";
import { resolve } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { headlineIds } from "../../functions/daily-report/domain/history/past.ts";

const verdicts = (...args: readonly string[]) =>
  promisify(execFile)(process.execPath, [resolve(import.meta.dirname, "../../bench/verdicts.ts"), ...args]);

test("prints a row for each metric and the same figures for the same seeds", async () => {
  const [first, second] = await Promise.all([verdicts("--histories", "2"), verdicts("--histories", "2")]);

  for (const id of headlineIds) expect(first.stdout).toContain(`| \`${id}\` | `);
  expect(first.stdout).toContain("| nearly all, for three hours | 880 | ");
  expect(first.stdout).toContain("| `lost_rate` x 1.5 | ");
  expect(first.stdout).toContain("Share of planted changes that are found (seed 1, ");
  expect(second.stdout).toBe(first.stdout);
});

test("names a report of which there are no days", async () => {
  await expect(verdicts("--report", "none", "--out", import.meta.dirname)).rejects.toMatchObject({
    code: 1,
    stderr: `There is no day of the report none in ${import.meta.dirname}; name a report that has some.\n`,
  });
});

test("refuses a number of histories that is none", async () => {
  await expect(verdicts("--histories", "many")).rejects.toMatchObject({
    code: 1,
    stderr: '--histories "many" is not a count; give a whole number from 1 to 99999.\n',
  });
});
