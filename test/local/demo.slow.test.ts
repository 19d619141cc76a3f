import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { emptyFolder } from "../story-world.ts";
import { runCommand } from "./run-command.ts";

async function demo(...args: string[]) {
  return runCommand("demo.ts", ["--out", await emptyFolder(), ...args]);
}

test("npm start makes the report of the given date and seed in the given language", async () => {
  const { code, stdout, stderr } = await demo("--locale", "ru", "--date", "2026-03-02", "--seed", "7", "--no-history");

  expect([code, stderr]).toEqual([0, expect.any(String)]);
  expect(stdout).toMatch(/^Сутки 2026-03-02 .*\(зерно 7\)\./);
  expect(stdout).toContain("Доля потерянных");
});

test.each([
  [["--locale", "fr"], '--locale: report "support-daily": locale is "fr"; it must be "en" or "ru".'],
  [["--seed", "x"], 'The seed "x" is not a whole number; give --seed a number such as 7.'],
  [["--date", "2999-01-01"], "The day 2999-01-01 is not over in Europe/Moscow"],
  [["--day", "busy"], "Unknown option '--day'; --help lists the options."],
])("npm start refuses %j in one sentence", async (args, sentence) => {
  const { code, stdout, stderr } = await demo(...args);

  expect([code, stdout]).toEqual([1, ""]);
  expect(stderr.trim().split("\n")).toEqual([expect.stringContaining(sentence)]);
});

test("the preview writes mail and workbook of the given kind of day", async () => {
  const out = await emptyFolder();
  const args = ["--day", "unreadable", "--date", "2026-03-02", "--no-pictures", "--out", out];

  const { code, stdout } = await runCommand("preview.ts", args);

  expect([code, stdout.trim().split("\n").length]).toEqual([0, 3]);
  expect(await readFile(join(out, "mail.txt"), "utf8")).toMatch(
    /^\[\d+ of \d+ unreadable\] Support daily 2026-03-02: /,
  );
  expect(await readFile(join(out, "mail.html"), "utf8")).toContain("sessions could not be read");
  expect((await readFile(join(out, "report.xlsx"))).subarray(0, 2).toString()).toBe("PK");
});

test("the preview lists the known kinds of day if the given one is unknown", async () => {
  const { code, stderr } = await runCommand("preview.ts", ["--day", "sunny"]);

  expect(code).toBe(1);
  expect(stderr).toMatch(/^There is no day "sunny" to preview; --day takes busy, quiet, .*\.$/m);
});
