import { test as property } from "@fast-check/vitest";
import { parquetMetadata, parquetReadObjects, parquetSchema } from "hyparquet";
import { describe, expect, test } from "vitest";
import { columnsFor } from "../../functions/daily-report/session-table/table-columns.ts";
import { hostileRows } from "../oracle/hostile-rows.ts";
import { botOnly, day, handled } from "../session-rows.ts";
import { filesOf, type TableRequest } from "./table-files.ts";
import { maskKey, tableOf } from "./table-of.ts";

async function parquetOf(pieces: readonly (readonly unknown[])[], request: TableRequest = {}): Promise<ArrayBuffer> {
  const { parquet } = await filesOf(pieces, request);
  return parquet.slice().buffer;
}

describe("the file", () => {
  test("has the columns of the workbook in their order, each with its type, even on an empty day", async () => {
    const schema = parquetSchema(parquetMetadata(await parquetOf([]))).children.map(({ element }) => element);

    expect(schema.map(({ name }) => name)).toEqual(columnsFor("keep", maskKey).map(({ name }) => name));
    const typeOf = (name: string) => schema.find((element) => element.name === name);
    expect(typeOf("id")).toMatchObject({ type: "BYTE_ARRAY", converted_type: "UTF8", repetition_type: "OPTIONAL" });
    expect(typeOf("created_at")).toMatchObject({ type: "INT64", converted_type: "TIMESTAMP_MILLIS" });
    expect(typeOf("hour")).toMatchObject({ type: "INT64" });
    expect(typeOf("csi_share")).toMatchObject({ type: "DOUBLE" });
    expect(typeOf("fcr")).toMatchObject({ type: "BOOLEAN" });
  });

  test("holds instants in UTC, typed values, and null for nothing", async () => {
    const file = await parquetOf([[handled({ id: "s", price: 0.5, nps: 0, fcr: false, clientMessageCount: 3 })]]);

    expect(await parquetReadObjects({ file })).toMatchObject([
      {
        id: "s",
        created_at: new Date("2026-03-02T09:00:00Z"),
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

  test("holds no invalid row", async () => {
    const file = await parquetOf([[botOnly(), botOnly({ id: null })]]);

    expect(await parquetReadObjects({ file })).toHaveLength(1);
  });

  test("is the same to the byte however the day was cut, over a group of rows too", async () => {
    const rows = Array.from({ length: 10_003 }, (_, index) =>
      botOnly({ id: `n${index}`, createdAt: new Date(day.from + index * 1000).toISOString() }),
    );
    const request = { personalData: "drop" } as const;
    const whole = await parquetOf([rows], request);
    const cut = await parquetOf([rows.slice(0, 7), rows.slice(7, 9_999), rows.slice(9_999)], request);

    expect(Buffer.from(cut).equals(Buffer.from(whole))).toBe(true);
    expect(parquetMetadata(whole).row_groups.map(({ num_rows }) => num_rows)).toEqual([10_000n, 3n]);
  });
});

property.prop([hostileRows(day, 60)], { numRuns: 25 })(
  "holds every cell of hostile rows as it is in the table",
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

/** As it comes back: instants and whole numbers as numbers, texts as UTF-8 has them; the reader drops some marks of byte order. */
function comparable(value: unknown): unknown {
  if (value instanceof Date) return value.getTime();
  if (typeof value === "bigint") return Number(value);
  return typeof value === "string" ? value.toWellFormed().replace(/^\ufeff/, "") : value;
}
