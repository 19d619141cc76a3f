import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { dayColumns } from "../../functions/daily-report/session-table/day-columns.ts";
import { allColumns } from "../../functions/daily-report/session-table/table-columns.ts";
import { writeTables } from "../archive-in-sql/write-tables.ts";
import { handled, lost } from "../session-rows.ts";
import { runCommand } from "./run-command.ts";

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "ask-"));
  await writeTables(join(root, "out"), "2026-03-02", [handled(), handled(), lost({ operatorName: "=1+1" })], {
    report: "support-daily",
  });
});
afterAll(() => rm(root, { recursive: true, force: true }));

const ask = (...args: string[]) => runCommand("ask.ts", args, { cwd: root, env: { INIT_CWD: root } });

const byClass = "SELECT class, count(*) AS sessions FROM sessions GROUP BY class ORDER BY class";

describe("npm run ask", () => {
  test("draws a table from the archive in the folder out", async () => {
    expect(await ask(byClass)).toEqual({
      code: 0,
      stderr: "",
      stdout: "class    sessions\n───────  ────────\nhandled         2\nlost            1\n\n2 rows\n",
    });
  });

  test("prints CSV that ends in CRLF, or JSON, and nothing else", async () => {
    const out = join(root, "out");

    expect(await ask("--out", out, "--csv", byClass)).toMatchObject({
      code: 0,
      stderr: "",
      stdout: "class,sessions\r\nhandled,2\r\nlost,1\r\n",
    });
    expect(JSON.parse((await ask("--json", byClass)).stdout)).toEqual([
      { class: "handled", sessions: 2 },
      { class: "lost", sessions: 1 },
    ]);
  });

  test("without SQL prints the help with every column of both tables", async () => {
    const { code, stdout } = await ask();

    expect(code).toBe(0);
    expect((await ask("--help")).stdout).toBe(stdout);
    const columns = [...stdout.matchAll(/^ {2}(?:text|time|integer|number|boolean): ((?:.|\n {4})*)$/gm)].flatMap(
      ([, names = ""]) => names.split(/,\s+/),
    );
    expect(columns.sort()).toEqual([...allColumns(), ...dayColumns].map(({ name }) => name).sort());
    expect(stdout.split("\n").every((line) => line.length <= 130)).toBe(true);
  });

  test("answers the examples of its help", async () => {
    const { stdout } = await ask();
    const examples = [...stdout.matchAll(/npm run ask -- "([^"]+)"/g)].map(([, sql = ""]) => sql);

    expect(examples).toHaveLength(3);
    // The examples name the report of the settings that come with the project.
    for (const sql of examples)
      expect(await ask(sql)).toMatchObject({ code: 0, stdout: expect.stringMatching(/rows?\n$/) });
  });

  test.each([
    ["a mistake in the SQL", ["selec 1"], 'DuckDB cannot answer this: Parser Error: syntax error at or near "selec".'],
    [
      "a statement that writes",
      ["DROP VIEW days"],
      "The archive is only read: give one SELECT statement (a PIVOT must list its values: ON column IN (...)).",
    ],
    [
      "a missing folder",
      ["--out", "none", byClass],
      "There is no folder none; --out must be the folder of an archive, as npm run report makes it, or a copy of the bucket.",
    ],
    ["SQL without quotes", ["select", "1"], "There is more than one argument; put the whole SQL statement in quotes."],
    ["two formats", ["--csv", "--json", byClass], "--csv and --json exclude each other; give one of them."],
    ["an unknown option", ["--cvs", byClass], "Unknown option '--cvs'; --help lists the options."],
  ])("prints one sentence and exits with code 1 for %s", async (_, args, sentence) => {
    expect(await ask(...args)).toEqual({ code: 1, stdout: "", stderr: `${sentence}\n` });
  });
});

test("package.json has the command", async () => {
  const { scripts } = JSON.parse(await readFile(join(import.meta.dirname, "../../package.json"), "utf8"));

  expect(scripts.ask).toBe("node local/ask.ts");
});
