import { test as property } from "@fast-check/vitest";
import { parquetMetadata, parquetReadObjects, parquetSchema } from "hyparquet";
import { describe, expect, test } from "vitest";
import { columnsFor, type PersonalData } from "../../functions/daily-report/session-table/table-columns.ts";
import { hostileRows } from "../oracle/hostile-rows.ts";
import { botOnly, day, handled } from "../session-rows.ts";
import { filesOf, type TableRequest } from "./table-files.ts";
import { maskKey, tableOf } from "./table-of.ts";

async function parquetOf(pieces: readonly (readonly unknown[])[], request: TableRequest = {}): Promise<ArrayBuffer> {
  const { parquet } = await filesOf(pieces, request);
  return new Uint8Array(parquet).buffer;
}

describe("the parquet file", () => {
  test("has the columns of the workbook in the same order and with their types, even on an empty day", async () => {
    const schema = parquetSchema(parquetMetadata(await parquetOf([]))).children.map(({ element }) => element);

    expect(schema.map(({ name }) => name)).toEqual(columnsFor("keep", maskKey).map(({ name }) => name));
    const typeOf = (name: string) => schema.find((element) => element.name === name);
    expect(typeOf("id")).toMatchObject({ type: "BYTE_ARRAY", converted_type: "UTF8", repetition_type: "OPTIONAL" });
    for (const name of ["created_at", "last_reply_at", "created_at_utc"]) {
      expect(typeOf(name)).toMatchObject({
        type: "INT64",
        converted_type: "TIMESTAMP_MILLIS",
        logical_type: { type: "TIMESTAMP", isAdjustedToUTC: true, unit: "MILLIS" },
      });
    }
    expect(typeOf("hour")).toMatchObject({ type: "INT64" });
    expect(typeOf("csi_share")).toMatchObject({ type: "DOUBLE" });
    expect(typeOf("fcr")).toMatchObject({ type: "BOOLEAN" });
  });

  test.each<PersonalData>(["keep", "mask", "drop"])(
    "has all columns and their types if personal data is set to %s",
    async (personalData) => {
      const schema = async (request: TableRequest) => parquetMetadata(await parquetOf([[handled()]], request)).schema;

      expect(await schema({ personalData })).toEqual(await schema({ personalData: "keep" }));
    },
  );

  test("has null in the columns that the workbook leaves out", async () => {
    const client = { name: "Anna Smith", city: "Kazan", referer: "https://example.com/", metrics: { a: 1 } };
    const read = async (personalData: PersonalData) =>
      await parquetReadObjects({ file: await parquetOf([[handled(client)]], { personalData }) });

    expect(await read("mask")).toMatchObject([
      { client_name: "A. S.", city: "Kazan", referer: null, api_metrics: null },
    ]);
    expect(await read("drop")).toMatchObject([{ client_name: null, city: null, referer: null, api_metrics: null }]);
  });

  test("has the schema version, zone, start and end of the day in its metadata", async () => {
    expect(parquetMetadata(await parquetOf([])).key_value_metadata).toEqual([
      { key: "daily_report.schema", value: "daily-report-sessions/2" },
      { key: "daily_report.zone", value: "Europe/Moscow" },
      { key: "daily_report.day", value: "2026-03-02" },
      { key: "daily_report.from", value: "2026-03-01T21:00:00.000Z" },
      { key: "daily_report.to", value: "2026-03-02T21:00:00.000Z" },
    ]);
  });

  test("stores instants in UTC, typed values, and null for missing values", async () => {
    const file = await parquetOf([[handled({ id: "s", price: 0.5, nps: 0, fcr: false, clientMessageCount: 3 })]]);

    expect(await parquetReadObjects({ file })).toMatchObject([
      {
        id: "s",
        created_at: new Date("2026-03-02T09:00:00Z"),
        created_at_utc: new Date("2026-03-02T09:00:00Z"),
        lifetime_seconds: 600n,
        hour: 12n,
        client_messages: 3n,
        price: 0.5,
        nps: 0,
        fcr: false,
        rating: null,
        taken_at: null,
      },
    ]);
  });

  test("contains no invalid rows", async () => {
    const file = await parquetOf([[botOnly(), botOnly({ id: null })]]);

    expect(await parquetReadObjects({ file })).toHaveLength(1);
  });

  test("has the same bytes no matter how the rows are split into chunks, also with several row groups", async () => {
    const rows = Array.from({ length: 5_003 }, (_, index) =>
      botOnly({ id: `n${index}`, createdAt: new Date(day.from + index * 1000).toISOString() }),
    );
    const request = { personalData: "drop" } as const;
    const whole = await parquetOf([rows], request);
    const cut = await parquetOf([rows.slice(0, 7), rows.slice(7, 4_999), rows.slice(4_999)], request);

    expect(Buffer.from(cut).equals(Buffer.from(whole))).toBe(true);
    expect(parquetMetadata(whole).row_groups.map(({ num_rows }) => num_rows)).toEqual([5_000n, 3n]);
  });

  test("has smaller row groups if texts are long, and every row", async () => {
    const rows = Array.from({ length: 9 }, (_, index) => botOnly({ id: `n${index}`, referer: "x".repeat(4_000_000) }));
    const file = await parquetOf([rows]);

    expect(parquetMetadata(file).row_groups.map(({ num_rows }) => num_rows)).toEqual([4n, 4n, 1n]);
    const ids = await parquetReadObjects({ file, columns: ["id"] });
    expect(ids).toEqual(rows.map(({ id }) => ({ id })));
  });
});

property.prop([hostileRows(day, 60)], { numRuns: 25 })(
  "the parquet file holds every cell of hostile rows as the table does",
  async (rows) => {
    const read = await parquetReadObjects({ file: await parquetOf([rows]) });
    const table = tableOf(rows);

    expect(read).toHaveLength(table.length);
    read.forEach((row, index) => {
      for (const [name, value] of Object.entries(table[index] ?? {})) {
        expect([name, comparable(row[name])]).toEqual([name, comparable(value)]);
      }
    });
  },
);

/** Makes values comparable: instants and integers become numbers, texts lose what UTF-8 cannot hold and a leading byte order mark. */
function comparable(value: unknown): unknown {
  if (value instanceof Date) return value.getTime();
  if (typeof value === "bigint") return Number(value);
  return typeof value === "string" ? value.toWellFormed().replace(/^\ufeff/, "") : value;
}
