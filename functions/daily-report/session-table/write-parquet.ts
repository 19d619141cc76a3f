import { ByteWriter, ParquetWriter, type SchemaElement } from "hyparquet-writer";
import type { CellRow, CellValue, Column, ColumnType } from "./column.ts";
import type { ByteSink } from "./write-zip.ts";

/** A parquet file that is being written. Equal rows give equal bytes, no matter how they are split into `add` calls. */
export type ParquetFile = {
  /** Adds rows; resolves when more may come. */
  add(rows: readonly CellRow[]): Promise<void>;
  finish(): Promise<void>;
};

export type ParquetOptions = {
  /** The columns of the file. */
  readonly fileColumns: readonly Pick<Column, "name" | "type">[];
  /** The columns of the added rows. Other columns of the file are null in every row. */
  readonly rowColumns: readonly Pick<Column, "name">[];
  /** The key-value metadata of the file. */
  readonly metadata: Readonly<Record<string, string>>;
};

/** Readers such as DuckDB need the logical type to read a timestamp as an instant; older readers know only the converted type. */
const instant = {
  type: "INT64",
  converted_type: "TIMESTAMP_MILLIS",
  logical_type: { type: "TIMESTAMP", isAdjustedToUTC: true, unit: "MILLIS" },
} as const;

const types: Record<ColumnType, Omit<SchemaElement, "name">> = {
  text: { type: "BYTE_ARRAY", converted_type: "UTF8" },
  timestamp: instant,
  utcTimestamp: instant,
  integer: { type: "INT64" },
  number: { type: "DOUBLE" },
  boolean: { type: "BOOLEAN" },
};

/** The most rows of a row group. Larger groups take memory, smaller ones CPU and bytes (docs/adr/0009). */
const ROW_GROUP = 5_000;

/** A group also ends when its texts have this many UTF-16 units, so that rows with long texts do not fill the memory. */
const GROUP_UNITS = 16_000_000;

/**
 * Starts a parquet file. All columns are optional; timestamps are milliseconds since 1970 (UTC). If the sink rejects, so does
 * the call that wrote.
 */
export function createParquetFile({ fileColumns, rowColumns, metadata }: ParquetOptions, sink: ByteSink): ParquetFile {
  const writer = new ByteWriter();
  const kvMetadata = Object.entries(metadata).map(([key, value]) => ({ key, value }));
  const file = new ParquetWriter({ writer, schema: schemaOf(fileColumns), kvMetadata });
  const columns = fileColumns.map(({ name, type }) => ({
    name,
    type,
    index: rowColumns.findIndex((column) => column.name === name),
  }));
  let group: CellRow[] = [];
  let units = 0;

  /** Passes on what the writer holds; it keeps counting in `offset`. */
  async function passOn(): Promise<void> {
    const bytes = writer.getBytes().slice();
    writer.index = 0;
    await sink(bytes);
  }

  async function flush(): Promise<void> {
    const nulls = group.map(() => null);
    const columnData = columns.map(({ name, type, index }) => ({
      name,
      data: index === -1 ? nulls : type === "integer" ? integersOf(group, index) : valuesOf(group, index),
    }));
    await file.write({ columnData, rowGroupSize: ROW_GROUP });
    group = [];
    units = 0;
    await passOn();
  }

  return {
    async add(rows) {
      for (const cells of rows) {
        group.push(cells);
        units += unitsOf(cells);
        if (group.length === ROW_GROUP || units >= GROUP_UNITS) await flush();
      }
    },
    async finish() {
      if (group.length > 0) await flush();
      await file.finish();
      await passOn();
    },
  };
}

function unitsOf(cells: CellRow): number {
  let units = 0;
  for (const cell of cells) if (typeof cell === "string") units += cell.length;
  return units;
}

function schemaOf(columns: ParquetOptions["fileColumns"]): SchemaElement[] {
  const elements = columns.map(
    ({ name, type }): SchemaElement => ({ name, repetition_type: "OPTIONAL", ...types[type] }),
  );
  return [{ name: "root", num_children: columns.length }, ...elements];
}

function valuesOf(group: readonly CellRow[], index: number): CellValue[] {
  return group.map((cells) => cells[index] ?? null);
}

/** hyparquet-writer converts the numbers of timestamps, but not of other integers. */
function integersOf(group: readonly CellRow[], index: number): (bigint | null)[] {
  return group.map((cells) => {
    const value = cells[index];
    return typeof value === "number" ? BigInt(value) : null;
  });
}
