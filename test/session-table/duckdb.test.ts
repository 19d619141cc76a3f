import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type DuckDBConnection, DuckDBInstance, type Json } from "@duckdb/node-api";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { reportDay } from "../../functions/daily-report/domain/report-day.ts";
import { allColumns, type PersonalData } from "../../functions/daily-report/session-table/table-columns.ts";
import { hostileRows } from "../oracle/hostile-rows.ts";
import { botOnly, day, handled, settings } from "../session-rows.ts";
import { filesOf } from "./table-files.ts";
import { tableOf } from "./table-of.ts";

/** Reads the files with a query engine that has its own parquet reader. */

const autumn = reportDay("2026-10-25", "Europe/Berlin");
const closedInSecondHour = { createdAt: "2026-10-25T02:50:00+02:00", closedAt: "2026-10-25T02:05:00+01:00" };
const client = { name: "Anna Smith", referer: "https://example.com/" };

let folder: string;
let duckdb: DuckDBInstance;
let connection: DuckDBConnection;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "session-table-"));
  // No extensions from the network are needed: DuckDB includes time zones and parquet.
  const offline = { autoinstall_known_extensions: "false", autoload_known_extensions: "false" };
  duckdb = await DuckDBInstance.create(":memory:", offline);
  connection = await duckdb.connect();
  // The zone of the DuckDB session must not matter, so it differs from all zones of the tests.
  await connection.run("SET TimeZone = 'Asia/Kathmandu'");
  for (const personalData of ["keep", "mask", "drop"] as const) {
    const rows = [
      handled({ id: `${personalData} handled`, ...closedInSecondHour, ...client }),
      botOnly({ id: `${personalData} open`, createdAt: "2026-10-25T12:00:00.250+01:00", closedAt: null }),
    ];
    await write(personalData, await filesOf([rows], { personalData, frame: { day: autumn, settings } }));
  }
  await write("empty", await filesOf([]));
});
afterAll(async () => {
  connection.closeSync();
  duckdb.closeSync();
  await rm(folder, { recursive: true, force: true });
});

async function write(name: string, { parquet }: { parquet: Uint8Array }): Promise<void> {
  await writeFile(join(folder, `${name}.parquet`), parquet);
}

/** The file list in SQL; several files are read as one table. */
function file(...names: readonly string[]): string {
  const paths = names.map((name) => `'${join(folder, `${name}.parquet`).replaceAll("'", "''")}'`);
  return paths.length === 1 ? String(paths[0]) : `[${paths.join(", ")}]`;
}

async function query(sql: string): Promise<Record<string, Json>[]> {
  return (await connection.runAndReadAll(sql)).getRowObjectsJson();
}

const sqlTypes = {
  text: "VARCHAR",
  timestamp: "TIMESTAMP WITH TIME ZONE",
  utcTimestamp: "TIMESTAMP WITH TIME ZONE",
  integer: "BIGINT",
  number: "DOUBLE",
  boolean: "BOOLEAN",
};

test.each<PersonalData | "empty">(["keep", "mask", "drop", "empty"])(
  "DuckDB finds the same columns and types in the parquet file of %s",
  async (name) => {
    const columns = await query(
      `SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM read_parquet(${file(name)}))`,
    );

    expect(columns).toEqual(
      allColumns().map(({ name: column_name, type }) => ({ column_name, column_type: sqlTypes[type] })),
    );
  },
);

describe("DuckDB reads a time as an instant", () => {
  test("and shows it in the local time of a zone", async () => {
    const [row] = await query(`
      SELECT typeof(created_at) AS type,
        (created_at AT TIME ZONE 'Europe/Berlin')::VARCHAR AS created,
        (closed_at AT TIME ZONE 'Europe/Berlin')::VARCHAR AS closed,
        (created_at AT TIME ZONE 'Europe/Moscow')::VARCHAR AS elsewhere,
        created_at = created_at_utc AS same
      FROM read_parquet(${file("keep")}) WHERE id = 'keep handled'`);

    expect(row).toEqual({
      type: "TIMESTAMP WITH TIME ZONE",
      created: "2026-10-25 02:50:00",
      closed: "2026-10-25 02:05:00",
      elsewhere: "2026-10-25 03:50:00",
      same: true,
    });
  });

  test("and sorts two instants in an hour that occurs twice", async () => {
    const [row] = await query(`
      SELECT created_at < closed_at AS ordered, lifetime_seconds AS seconds, epoch(closed_at - created_at) AS difference
      FROM read_parquet(${file("keep")}) WHERE id = 'keep handled'`);

    expect(row).toEqual({ ordered: true, seconds: "900", difference: 900 });
  });

  test("and compares it to the millisecond, also with the statistics of the parquet file", async () => {
    const rows = await query(`
      SELECT id, epoch_ms(created_at) AS ms FROM read_parquet(${file("keep")})
      WHERE created_at = TIMESTAMPTZ '2026-10-25 11:00:00.250+00'`);

    expect(rows).toEqual([{ id: "keep open", ms: String(Date.UTC(2026, 9, 25, 11, 0, 0, 250)) }]);
  });
});

test("DuckDB reads the parquet files of keep, mask, drop and an empty day as one table", async () => {
  const rows = await query(`
    SELECT id, client_name, referer, lifetime_seconds FROM read_parquet(${file("drop", "empty", "mask", "keep")}) ORDER BY id`);

  expect(rows).toEqual([
    { id: "drop handled", client_name: null, referer: null, lifetime_seconds: "900" },
    { id: "drop open", client_name: null, referer: null, lifetime_seconds: null },
    { id: "keep handled", client_name: "Anna Smith", referer: "https://example.com/", lifetime_seconds: "900" },
    { id: "keep open", client_name: null, referer: null, lifetime_seconds: null },
    { id: "mask handled", client_name: "A. S.", referer: null, lifetime_seconds: "900" },
    { id: "mask open", client_name: null, referer: null, lifetime_seconds: null },
  ]);
});

test("DuckDB finds schema version, zone and day in the metadata of the parquet file", async () => {
  const metadata = await query(
    `SELECT decode(key) AS key, decode(value) AS value FROM parquet_kv_metadata(${file("mask")})`,
  );

  expect(metadata).toEqual([
    { key: "daily_report.schema", value: "daily-report-sessions/2" },
    { key: "daily_report.zone", value: "Europe/Berlin" },
    { key: "daily_report.day", value: "2026-10-25" },
    { key: "daily_report.from", value: "2026-10-24T22:00:00.000Z" },
    { key: "daily_report.to", value: "2026-10-25T23:00:00.000Z" },
  ]);
});

test("DuckDB finds the logical type and the older converted type of every time", async () => {
  const elements = await query(`
    SELECT name, converted_type, logical_type FROM parquet_schema(${file("drop")}) WHERE contains(logical_type, 'Timestamp')`);
  const times = allColumns().filter(({ type }) => type === "timestamp" || type === "utcTimestamp");

  expect(elements.map(({ name }) => name)).toEqual(times.map(({ name }) => name));
  for (const { converted_type, logical_type } of elements) {
    expect(converted_type).toBe("TIMESTAMP_MILLIS");
    expect(logical_type).toMatch(/isAdjustedToUTC=1.*MILLIS/);
  }
});

test("DuckDB reads every cell of hostile rows as the table has it", async () => {
  const rows = fc.sample(hostileRows(day, 150), { numRuns: 4, seed: 11 }).flat();
  await write("hostile", await filesOf([rows]));
  const cells = allColumns().map(({ name, type }) =>
    sqlTypes[type].startsWith("TIMESTAMP") ? `epoch_ms(${name}) AS ${name}` : name,
  );
  const read = await query(`SELECT ${cells.join(", ")} FROM read_parquet(${file("hostile")})`);

  expect(read.length).toBeGreaterThan(100);
  expect(read.map((row) => Object.values(row).map(comparable))).toEqual(
    tableOf(rows).map((row) => Object.values(row).map(comparable)),
  );
});

/** Makes values comparable: integers are text, texts lose what UTF-8 cannot hold and a leading byte order mark, which the client drops. */
function comparable(value: Json | undefined): unknown {
  if (typeof value === "number") return String(value);
  return typeof value === "string" ? value.toWellFormed().replace(/^\ufeff/, "") : value;
}
