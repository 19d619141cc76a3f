import { DuckDBInstance } from "@duckdb/node-api";
import { describe, expect, test } from "vitest";
import { answerAsCsv } from "../../../local/ask/answer-as-csv.ts";
import { answerAsJson } from "../../../local/ask/answer-as-json.ts";
import { answerAsText } from "../../../local/ask/answer-as-text.ts";
import { type Answer, answerQuery } from "../../../local/ask/answer-query.ts";
import type { Plain } from "../../../local/ask/plain-value.ts";

/** The answer of DuckDB, without an archive. */
async function answerOf(sql: string): Promise<Answer> {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  try {
    await connection.run("SET TimeZone = 'UTC'");
    return await answerQuery({ connection, present: [], close: async () => {} }, sql);
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

async function valueFrom(sql: string): Promise<Plain | undefined> {
  return (await answerOf(`SELECT ${sql}`)).rows[0]?.[0];
}

describe("a value of an answer is plain data:", () => {
  test.each<[string, Plain]>([
    ["NULL", null],
    ["'Анна'", "Анна"],
    ["1.5::DOUBLE", 1.5],
    ["true", true],
    ["7::INTEGER", 7],
    ["7::BIGINT", 7n],
    ["sum(7::BIGINT)", 7n],
    ["170141183460469231731687303715884105727", 170141183460469231731687303715884105727n],
    ["12.50::DECIMAL(10, 2)", 12.5],
    ["12::DECIMAL(10, 0)", 12n],
    ["DATE '2026-03-02'", "2026-03-02"],
    ["TIMESTAMPTZ '2026-03-02 12:00:00+03'", "2026-03-02T09:00:00Z"],
    ["TIMESTAMPTZ '2026-03-02 12:00:00.25+03'", "2026-03-02T09:00:00.25Z"],
    ["TIMESTAMPTZ '1969-12-31 23:59:59.999999+00'", "1969-12-31T23:59:59.999999Z"],
    ["'infinity'::TIMESTAMPTZ", "infinity"],
    ["TIMESTAMP '2026-03-02 12:00:00.5'", "2026-03-02T12:00:00.5"],
    ["TIME '12:00:00'", "12:00:00"],
    ["INTERVAL 90 MINUTES", "01:30:00"],
    ["[1::BIGINT, NULL]", [1n, null]],
    ["{'a': DATE '2026-03-02', 'b': ['x']}", { a: "2026-03-02", b: ["x"] }],
  ])("%s", async (sql, expected) => {
    expect(await valueFrom(sql)).toEqual(expected);
  });

  test("and columns of the same name are told apart", async () => {
    expect((await answerOf("SELECT 1 AS a, 2 AS a")).names).toEqual(["a", "a:1"]);
  });
});

describe("as JSON", () => {
  test("an answer is an array with an object for each row", async () => {
    const answer = await answerOf("SELECT * FROM (VALUES ('a', 1), ('b', NULL)) AS t(name, n)");

    expect(answerAsJson(answer)).toBe('[\n{"name":"a","n":1},\n{"name":"b","n":null}\n]');
  });

  test("whole numbers are numbers as long as they are exact, then texts; so are numbers that are not finite", async () => {
    const answer = await answerOf(
      "SELECT 9007199254740991 AS a, 9007199254740993 AS b, [2::HUGEINT] AS c, 'inf'::DOUBLE AS d",
    );

    expect(JSON.parse(answerAsJson(answer))).toEqual([
      { a: 9007199254740991, b: "9007199254740993", c: [2], d: "Infinity" },
    ]);
  });

  test("an answer without rows is an empty array", async () => {
    expect(answerAsJson(await answerOf("SELECT 1 WHERE false"))).toBe("[]");
  });
});

describe("as CSV", () => {
  test("an answer has a header, commas and CRLF; null is nothing and an empty text is quoted", async () => {
    const answer = await answerOf(
      "SELECT * FROM (VALUES ('a', 1.5::DOUBLE, true), ('', NULL, false)) AS t(name, n, yes)",
    );

    expect(answerAsCsv(answer)).toBe('name,n,yes\r\na,1.5,true\r\n"",,false');
  });

  test("fields with commas, quotes or line ends are quoted, in the header too", async () => {
    const answer = await answerOf(`SELECT 'a,b' AS "x,y", 'say "hi"' AS b, E'two\\nlines' AS c, [1, 2] AS d`);

    expect(answerAsCsv(answer)).toBe('"x,y",b,c,d\r\n"a,b","say ""hi""","two\nlines","[1,2]"');
  });

  test("a text that a spreadsheet would run gets an apostrophe in front; a number does not", async () => {
    const answer = await answerOf("SELECT '=1+1' AS a, '@SUM(1)' AS b, '-5' AS c, -5 AS d, '+79991234567' AS e");

    expect(answerAsCsv(answer).split("\r\n")[1]).toBe("'=1+1,'@SUM(1),-5,-5,+79991234567");
  });

  test("an answer without rows is its header", async () => {
    expect(answerAsCsv(await answerOf("SELECT 1 AS a, 2 AS b WHERE false"))).toBe("a,b");
  });
});

describe("in a terminal", () => {
  const shown = async (sql: string, width = 80) => answerAsText(await answerOf(sql), width).split("\n");

  test("an answer is a table: numbers to the right, texts to the left, nothing as a dash, and the number of rows", async () => {
    const sql = "SELECT * FROM (VALUES ('Anna', 12, 100.0 / 3), ('Boris', 7, NULL)) AS t(name, n, rate)";

    expect(await shown(sql)).toEqual([
      "name    n       rate",
      "─────  ──  ─────────",
      "Anna   12  33.333333",
      "Boris   7          —",
      "",
      "2 rows",
    ]);
  });

  test("one row is counted as one, and none is said", async () => {
    expect((await shown("SELECT 1 AS a")).at(-1)).toBe("1 row");
    expect(await shown("SELECT 1 WHERE false")).toEqual(["No rows."]);
  });

  test("the widest cells are cut until the table fits", async () => {
    const lines = await shown("SELECT 'abc' AS a, repeat('x', 30) AS b, repeat('y', 12) AS c", 32);

    expect(lines.slice(0, 3)).toEqual([
      "a    b              c",
      "───  ─────────────  ────────────",
      "abc  xxxxxxxxxxxx…  yyyyyyyyyyyy",
    ]);
    expect(lines.every((line) => line.length <= 32)).toBe(true);
  });

  test("columns that do not fit even if cut are left out, and the last line says so", async () => {
    const columns = Array.from({ length: 9 }, (_, index) => `repeat('x', 20) AS column${index}`);
    const lines = await shown(`SELECT ${columns.join(", ")}`, 32);

    expect(lines[2]).toBe("xxxxx…  xxxxx…  xxxxx…  xxxxx…");
    expect(lines.at(-1)).toBe("1 row; shown are 4 of 9 columns (--csv and --json have all)");
  });

  test("only the first 500 rows are drawn, and all are counted", async () => {
    const lines = await shown("SELECT * FROM range(1234)");

    expect(lines).toHaveLength(2 + 500 + 2);
    expect(lines.at(-1)).toBe("1234 rows; shown are the first 500 (--csv and --json have all)");
  });

  test("a text cannot break lines, colour the terminal or turn its direction", async () => {
    const [, , row] = await shown("SELECT chr(27) || '[31mred' || chr(10) || 'next' || chr(8238) AS a");

    expect(row).toBe("\uFFFD[31mred next\uFFFD");
  });

  test("wide characters take two columns, and are not cut in half", async () => {
    const lines = await shown("SELECT '東京東京東京' AS a, 'x' AS b UNION ALL SELECT 'Анна', 'y'", 12);

    expect(lines.slice(2, 4)).toEqual(["東京東京…  x", "Анна       y"]);
  });
});
