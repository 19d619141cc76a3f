import { ByteWriter, ParquetWriter, schemaFromColumnData } from "hyparquet-writer";
import type { CellRow, CellValue, Column, ColumnType } from "./column.ts";

/** A parquet file in the making. Equal rows give equal bytes, however many are added at once. */
export type ParquetFile = {
  add(rows: readonly CellRow[]): void;
  finish(): Uint8Array;
};

const types = {
  text: "STRING",
  timestamp: "TIMESTAMP",
  integer: "INT64",
  number: "DOUBLE",
  boolean: "BOOLEAN",
} as const satisfies Record<ColumnType, string>;

/** Rows encoded together: always this many, but for the last group. */
const ROW_GROUP = 10_000;

/** A file of the columns, all of them optional; timestamps are milliseconds since 1970, UTC. */
export function createParquetFile(columns: readonly Column[]): ParquetFile {
  const writer = new ByteWriter();
  const schema = schemaFromColumnData({
    columnData: columns.map(({ name, type }) => ({ name, data: [], type: types[type] })),
  });
  const file = new ParquetWriter({ writer, schema });
  let group: CellRow[] = [];

  function flush(): void {
    const columnData = columns.map(({ name, type }, index) => ({
      name,
      data: group.map((cells) => stored(cells[index] ?? null, type)),
    }));
    if (group.length > 0) file.write({ columnData, rowGroupSize: ROW_GROUP });
    group = [];
  }

  return {
    add(rows) {
      for (const cells of rows) {
        group.push(cells);
        if (group.length === ROW_GROUP) flush();
      }
    },
    finish() {
      flush();
      file.finish();
      return writer.getBytes().slice();
    },
  };
}

function stored(value: CellValue, type: ColumnType): CellValue | bigint | Date {
  if (typeof value !== "number") return value;
  if (type === "timestamp") return new Date(value);
  return type === "integer" ? BigInt(value) : value;
}
