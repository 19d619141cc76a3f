import { appendFile, mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { dayColumns } from "../../../functions/daily-report/session-table/day-columns.ts";
import { createParquetFile } from "../../../functions/daily-report/session-table/write-parquet.ts";
import { openTables } from "../../../local/ask/open-tables.ts";
import { askArchive, writeTables } from "../../archive-in-sql/write-tables.ts";
import { handled, lost } from "../../session-rows.ts";
import { emptyFolder } from "../../story-world.ts";

async function rowsOf(folder: string, sql: string) {
  return (await askArchive(folder, sql)).rows;
}

const tomorrow = { createdAt: "2026-03-03T12:00:00+03:00", closedAt: null };

/** For tests that change nothing. */
let shared: string;
beforeAll(async () => {
  shared = await mkdtemp(join(tmpdir(), "ask-"));
  await fill(shared);
});
afterAll(() => rm(shared, { recursive: true, force: true }));

async function archive(name = "out"): Promise<string> {
  const folder = join(await emptyFolder(), name);
  await fill(folder);
  return folder;
}

async function fill(folder: string): Promise<void> {
  await writeTables(folder, "2026-03-02", [handled({ nps: 10 }), handled({ nps: 0 }), lost()]);
  await writeTables(folder, "2026-03-03", [handled(tomorrow)]);
  await writeTables(folder, "2026-03-03", [handled(tomorrow), lost(tomorrow)], { report: "007" });
}

describe("the tables", () => {
  test("are sessions and days of all reports and days, with both as the last columns", async () => {
    const folder = shared;

    expect(await rowsOf(folder, "SELECT report, day, count(*) FROM sessions GROUP BY ALL ORDER BY ALL")).toEqual([
      ["007", "2026-03-03", 2n],
      ["support", "2026-03-02", 3n],
      ["support", "2026-03-03", 1n],
    ]);
    expect(
      await rowsOf(
        folder,
        "SELECT report, day, value FROM days WHERE metric = 'sessions' AND scope = 'day' ORDER BY ALL",
      ),
    ).toEqual([
      ["007", "2026-03-03", 2],
      ["support", "2026-03-02", 3],
      ["support", "2026-03-03", 1],
    ]);
    for (const table of ["sessions", "days"]) {
      const columns = await rowsOf(folder, `SELECT column_name, column_type FROM (DESCRIBE ${table})`);
      expect(columns.slice(-2)).toEqual([
        ["report", "VARCHAR"],
        ["day", "DATE"],
      ]);
    }
  });

  test("show times in UTC, which a zone turns into local time", async () => {
    const sql =
      "SELECT created_at, (created_at AT TIME ZONE 'Europe/Moscow')::VARCHAR FROM sessions ORDER BY 1 LIMIT 1";

    expect(await rowsOf(shared, sql)).toEqual([["2026-03-02T09:00:00Z", "2026-03-02 12:00:00"]]);
  });

  test("can be joined, and their JSON can be read", async () => {
    const sql = `SELECT DISTINCT settings->>'firstReplySeconds' FROM days JOIN sessions USING (report, day)`;

    expect(await rowsOf(shared, sql)).toEqual([["60"]]);
  });

  test.each(["out*", "out[1]", "o'ut", "o?t", "with blank"])("are found in a folder named %s", async (name) => {
    const folder = await archive(name);
    await archive("out1");

    expect(await rowsOf(folder, "SELECT count(*) FROM sessions")).toEqual([[6n]]);
  });

  test("include files that lack a column", async () => {
    const folder = await archive();
    const day = join(folder, "tables/days/report=support/day=2026-03-01");
    await mkdir(day);
    const fileColumns = dayColumns.filter(({ name }) => ["scope", "metric", "value"].includes(name));
    const file = createParquetFile({ fileColumns, rowColumns: fileColumns, metadata: {} }, (chunk) =>
      appendFile(join(day, "days.parquet"), chunk),
    );
    await file.add([["day", "sessions", 9]]);
    await file.finish();

    const sql = "SELECT day, value, zone FROM days WHERE scope = 'day' AND metric = 'sessions' AND report = 'support'";
    expect(await rowsOf(folder, `${sql} ORDER BY day`)).toEqual([
      ["2026-03-01", 9, null],
      ["2026-03-02", 3, "Europe/Moscow"],
      ["2026-03-03", 1, "Europe/Moscow"],
    ]);
  });

  test("do not include other files, such as those that a run has not yet finished", async () => {
    const folder = await archive();
    await writeFile(join(folder, "tables/days/report=support/day=2026-03-02/days.parquet~half"), "half a file");

    expect(await rowsOf(folder, "SELECT count(DISTINCT day) FROM days")).toEqual([[2n]]);
  });
});

describe("a question that is not a SELECT is refused:", () => {
  test.each([
    "COPY days TO 'x.parquet'",
    "COPY (SELECT 1) TO 'TABLES/x.csv'",
    "COPY (SELECT 1) TO 'TABLES/days/report=support/day=2026-03-02/days.parquet'",
    "CREATE TABLE copy AS SELECT * FROM days",
    "DROP VIEW days",
    "DELETE FROM days",
    "INSERT INTO days SELECT * FROM days",
    "ATTACH 'x.db'",
    "EXPORT DATABASE 'TABLES/x'",
    "INSTALL httpfs",
    "LOAD httpfs",
    "SET enable_external_access = true",
    "EXPLAIN ANALYZE COPY (SELECT 1) TO 'TABLES/x.csv'",
    "SELECT 1; SELECT 2",
    "-- nothing",
    ";",
  ])("%s", async (sql) => {
    const folder = shared;

    const asked = askArchive(folder, sql.replace("TABLES", join(folder, "tables")));

    await expect(asked).rejects.toMatchObject({ code: expect.stringMatching(/^(NOT_A_SELECT|SQL_REFUSED)$/) });
    expect(await readdir(join(folder, "tables"))).toEqual(["days", "sessions"]);
    expect(await rowsOf(folder, "SELECT count(*) FROM sessions")).toEqual([[6n]]);
  });

  test("and the message says what to give", async () => {
    await expect(askArchive(shared, "DROP VIEW days")).rejects.toThrow(
      "The archive is only read: give one SELECT statement (a PIVOT must list its values: ON column IN (...)).",
    );
  });

  test.each([
    "WITH a AS (SELECT 1 AS x) SELECT x FROM a",
    "FROM days SELECT count(*)",
    "VALUES (1)",
    "DESCRIBE days",
    "SUMMARIZE days",
    "PIVOT (FROM days SELECT scope, metric) ON scope IN ('day', 'hours') USING count(*)",
  ])("but %s is one", async (sql) => {
    expect((await askArchive(shared, sql)).rows.length).toBeGreaterThan(0);
  });
});

test.each([
  "read_text('OUTSIDE')",
  "read_csv('OUTSIDE')",
  "glob('/*')",
  "'OUTSIDE'",
  "read_text('https://example.com/')",
])("a SELECT reads no file outside the tables: %s", async (source) => {
  const outside = join(await emptyFolder(), "secret.csv");
  await writeFile(outside, "a,b\n1,2\n");
  const folder = await archive();
  await writeFile(join(folder, "key.txt"), "secret");

  const asked = askArchive(folder, `SELECT * FROM ${source.replace("OUTSIDE", outside)}`);

  await expect(asked).rejects.toMatchObject({ code: "SQL_REFUSED" });
  await expect(askArchive(folder, `SELECT * FROM read_text('${folder}/key.txt')`)).rejects.toThrow(
    "Cannot access file",
  );
});

describe("an error of the SQL is one sentence of DuckDB:", () => {
  test.each([
    ["selec 1", 'DuckDB cannot answer this: Parser Error: syntax error at or near "selec".'],
    [
      "SELECT valu FROM days",
      /^DuckDB cannot answer this: Binder Error: Referenced column "valu" not found in FROM clause; Candidate bindings: "value".*\.$/,
    ],
    ["SELECT name::INTEGER FROM days", /^DuckDB cannot answer this: Conversion Error: Could not convert string .*\.$/],
    ["SELECT $1", /^DuckDB cannot answer this: Invalid Input Error: Values were not provided .*\.$/],
    ["SELECT * FROM sesions", "There is no table sesions; the tables are sessions and days."],
  ])("%s", async (sql, message) => {
    await expect(askArchive(shared, sql)).rejects.toThrow(message);
  });
});

describe("an archive", () => {
  test("without day tables answers questions on sessions, and says what is missing for others", async () => {
    const folder = await archive();
    await rm(join(folder, "tables/days"), { recursive: true });

    expect(await rowsOf(folder, "SELECT count(*) FROM sessions")).toEqual([[6n]]);
    await expect(askArchive(folder, "SELECT * FROM Days")).rejects.toThrow(
      "The archive has no days.parquet yet, so only the table sessions can be asked.",
    );
  });

  const right = "--out must be the folder of an archive, as npm run report makes it, or a copy of the bucket.";

  test.each([
    ["does not exist", "There is no folder out", async () => join(await emptyFolder(), "none")],
    ["is empty", "out has no folder tables", emptyFolder],
    [
      "has no file of a table",
      "out has no tables",
      async () => {
        const folder = await emptyFolder();
        await mkdir(join(folder, "tables/tallies"), { recursive: true });
        return folder;
      },
    ],
  ])("that %s causes an error that says so", async (_, problem, make) => {
    await expect(openTables(await make(), "out")).rejects.toThrow(`${problem}; ${right}`);
  });

  test("with a damaged file causes an error that names the file", async () => {
    const folder = await archive();
    const file = join(folder, "tables/days/report=support/day=2026-03-02/days.parquet");
    await writeFile(file, "half");

    await expect(askArchive(folder, "SELECT count(*) FROM days")).rejects.toThrow("days.parquet");
  });
});

test("closing the tables leaves no temporary folder", async () => {
  const folder = await archive();
  const spills = async () => (await readdir(tmpdir())).filter((name) => name.startsWith("daily-report-ask-"));
  const before = await spills();

  const tables = await openTables(folder, "out");
  onTestFinished(() => tables.close());
  expect((await spills()).length).toBeGreaterThan(before.length);
  await tables.close();
  await expect(openTables(await emptyFolder(), "out")).rejects.toThrow();

  expect((await spills()).filter((name) => !before.includes(name))).toEqual([]);
});
