import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, test } from "vitest";
import { readDocument } from "../docs/read-document.ts";
import { emptyFolder } from "../story-world.ts";
import { runCommand } from "./run-command.ts";

async function demo(...args: string[]) {
  return runCommand("demo.ts", ["--out", await emptyFolder(), ...args]);
}

test("npm start makes the report of the given date and seed in the given language", async () => {
  const { code, stdout, stderr } = await demo("--locale", "ru", "--date", "2026-03-02", "--seed", "7", "--no-history");

  expect([code, stderr]).toEqual([0, expect.any(String)]);
  expect(stdout).toMatch(/^Вымышленный контакт-центр, 2026-03-02 \(seed 7\)\./);
  expect(stdout).toMatch(/^Потеряно +13\s% /m);
});

test("npm start invents eight weeks before the day, and prints what the README shows", async () => {
  const readme = await readFile(join(import.meta.dirname, "../../README.md"), "utf8");
  const [, shown = ""] = readme.split("`npm start -- --date 2026-03-02` prints");
  const lines = [...shown.slice(0, shown.indexOf("\nSo look first")).matchAll(/^ {4}(.+)$/gm)].map(([, line]) => line);

  const out = await emptyFolder();
  const { code, stdout } = await runCommand("demo.ts", ["--out", out, "--date", "2026-03-02"]);

  expect(code).toBe(0);
  expect(lines.length).toBeGreaterThan(5);
  expect(stdout.replaceAll("\u00a0", " ").split("\n")).toEqual(expect.arrayContaining(lines));
  expect(await readdir(join(out, "tables/tallies/report=support-daily"))).toHaveLength(57);
  const validate = new Ajv2020({ allowUnionTypes: true }).compile(JSON.parse(readDocument("report.schema.json")));
  const path = stdout.match(/^ {2}(\/.*report\.json)$/m)?.[1] ?? "";
  expect(validate(JSON.parse(await readFile(path, "utf8"))), JSON.stringify(validate.errors)).toBe(true);
}, 300_000);

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
    /^Mon\s2\sMar \d+ of \d+ unreadable: .* · Support daily\n/,
  );
  expect(await readFile(join(out, "mail.html"), "utf8")).toContain("sessions could not be read");
  expect((await readFile(join(out, "report.xlsx"))).subarray(0, 2).toString()).toBe("PK");
});

test("the preview lists the known kinds of day if the given one is unknown", async () => {
  const { code, stderr } = await runCommand("preview.ts", ["--day", "sunny"]);

  expect(code).toBe(1);
  expect(stderr).toMatch(/^There is no day "sunny" to preview; --day takes busy, usual, incident, quiet, .*\.$/m);
});
