import {
  type DuckDBConnection,
  DuckDBInstance,
  DuckDBTimestampTZValue,
  DuckDBTimestampValue,
  type DuckDBValue,
} from "@duckdb/node-api";
import type { ScratchFile } from "../../functions/daily-report/ports.ts";
import type { CellValue, ColumnType } from "../../functions/daily-report/session-table/column.ts";
import { createParquetFile } from "../../functions/daily-report/session-table/write-parquet.ts";
import { createScratchFile } from "../../functions/daily-report/session-table/write-scratch-file.ts";

/** Reads and rewrites session tables that are files of this machine. */
export type ClientRows = {
  /** The ids of the client's sessions in the table; null if the file is no session table. */
  find(path: string, client: readonly string[]): Promise<string[] | null>;
  /** Writes the table without the client's rows to a new file: the other rows, the columns and the metadata stay. */
  writeWithout(path: string, client: readonly string[], to: string): Promise<ScratchFile>;
  close(): void;
};

/** `client` is the id as it is in the tables: the id itself, and its pseudonym. What does not fit into memory is kept in `scratch`. */
export async function openClientRows(scratch: string): Promise<ClientRows> {
  const instance = await DuckDBInstance.create(":memory:", {
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
    temp_directory: scratch,
  });
  const connection = await instance.connect();
  await connection.run("SET TimeZone = 'UTC'");
  return {
    async find(path, client) {
      const columns = await columnsOf(connection, path).catch(() => null);
      if (columns === null) return null;
      // Tables of the first version have no columns about clients if these were dropped.
      if (!columns.some(({ name }) => name === "client_id")) return [];
      const found = await connection.runAndReadAll(
        `SELECT id FROM read_parquet(${quoted(path)}) WHERE ${isClient(client)}`,
      );
      return found.getRows().map(([id]) => String(id ?? "without an id"));
    },
    async writeWithout(path, client, to) {
      const columns = await columnsOf(connection, path);
      const metadata = await metadataOf(connection, path);
      const output = createScratchFile(to);
      try {
        const file = createParquetFile({ fileColumns: columns, rowColumns: columns, metadata }, output.write);
        const rows = `SELECT * FROM read_parquet(${quoted(path)}) WHERE NOT coalesce(${isClient(client)}, false)`;
        const result = await connection.stream(rows);
        for (
          let chunk = await result.fetchChunk();
          chunk !== null && chunk.rowCount > 0;
          chunk = await result.fetchChunk()
        ) {
          await file.add(chunk.getRows().map((row) => row.map(cellOf)));
        }
        await file.finish();
        return await output.finish();
      } catch (error) {
        await output.abort();
        throw error;
      }
    },
    close() {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

function isClient(client: readonly string[]): string {
  return `client_id IN (${client.map(quoted).join(", ")})`;
}

const types: Readonly<Record<string, ColumnType>> = {
  VARCHAR: "text",
  "TIMESTAMP WITH TIME ZONE": "timestamp",
  // Of the first version of the table; its times are in UTC too.
  TIMESTAMP: "timestamp",
  BIGINT: "integer",
  DOUBLE: "number",
  BOOLEAN: "boolean",
};

/** The columns of the file itself: a file of another version keeps its own. */
async function columnsOf(connection: DuckDBConnection, path: string): Promise<{ name: string; type: ColumnType }[]> {
  const described = await connection.runAndReadAll(`DESCRIBE SELECT * FROM read_parquet(${quoted(path)})`);
  return described.getRows().map(([name, type]) => {
    const known = types[String(type)];
    if (known === undefined) throw new TypeError(`a session table has a column of the type ${type}`);
    return { name: String(name), type: known };
  });
}

async function metadataOf(connection: DuckDBConnection, path: string): Promise<Record<string, string>> {
  const found = await connection.runAndReadAll(
    `SELECT decode(key), decode(value) FROM parquet_kv_metadata(${quoted(path)})`,
  );
  return Object.fromEntries(found.getRows().map(([key, value]) => [String(key), String(value)]));
}

function cellOf(value: DuckDBValue): CellValue {
  if (value === null || typeof value === "string" || typeof value === "number" || typeof value === "boolean")
    return value;
  if (typeof value === "bigint") return Number(value);
  if (value instanceof DuckDBTimestampTZValue || value instanceof DuckDBTimestampValue)
    return Number(value.micros / 1000n);
  throw new TypeError("a session table has a value of an unknown type");
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
