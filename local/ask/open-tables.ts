import { mkdtemp, realpath, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { ReportError } from "../../functions/daily-report/domain/report-error.ts";

/** The tables that can be asked, with the name of their file in the folder of a report and day. */
export const tableFiles = { sessions: "sessions.parquet", days: "days.parquet" } as const;

export type TableName = keyof typeof tableFiles;

export const tableNames = Object.keys(tableFiles) as TableName[];

/** The tables of an archive, read-only. `present` are those of which the archive has a file; they are views by that name. */
export type Tables = {
  readonly connection: DuckDBConnection;
  readonly present: readonly TableName[];
  close(): Promise<void>;
};

/**
 * Opens the tables of the archive in the folder; `shown` is the path as the user gave it. Throws ReportError if the folder does
 * not exist or has no tables. The database is in memory; after the views are made it reads nothing but the archive's tables.
 */
export async function openTables(folder: string, shown: string): Promise<Tables> {
  const root = await tablesFolder(folder, shown);
  // For results that do not fit into memory. They hold session rows, so nobody else may read the folder.
  const spill = await mkdtemp(join(tmpdir(), "daily-report-ask-"));
  // No extension is fetched from the network: those that are needed (parquet, time zones, JSON) are built in.
  const instance = await DuckDBInstance.create(":memory:", {
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
    temp_directory: spill,
  });
  const connection = await instance.connect();
  const close = async () => {
    connection.closeSync();
    instance.closeSync();
    await rm(spill, { recursive: true, force: true });
  };
  try {
    const present = await createViews(connection, root);
    if (present.length === 0) throw noTables(`${shown} has no tables`);
    return { connection, present, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function tablesFolder(folder: string, shown: string): Promise<string> {
  const isFolder = async (path: string) => (await stat(path).catch(() => null))?.isDirectory() ?? false;
  if (!(await isFolder(folder))) throw noTables(`There is no folder ${shown}`);
  const tables = join(folder, "tables");
  if (!(await isFolder(tables))) throw noTables(`${shown} has no folder tables`);
  return await realpath(tables);
}

function noTables(problem: string): ReportError {
  return new ReportError(
    "NO_TABLES",
    `${problem}; --out must be the folder of an archive, as npm run report makes it, or a copy of the bucket.`,
  );
}

/** Returns the paths of all files of the tables that exist, without those that a run has not yet finished. */
async function filesOf(connection: DuckDBConnection, root: string, name: TableName): Promise<string[]> {
  const pattern = `${literally(root)}/${name}/report=*/day=*/${tableFiles[name]}`;
  const found = await connection.runAndReadAll(`SELECT file FROM glob(${quoted(pattern)}) ORDER BY file`);
  return found.getRows().map(([file]) => String(file));
}

async function createViews(connection: DuckDBConnection, root: string): Promise<TableName[]> {
  // Times are instants, shown in UTC. Files of version 1 have times without a zone, which are in UTC too.
  await connection.run("SET TimeZone = 'UTC'");
  const present: TableName[] = [];
  const readable: string[] = [];
  for (const name of tableNames) {
    const files = await filesOf(connection, root, name);
    if (files.length === 0) continue;
    // By name: older files lack columns. Types: "2026-03-02" and "007" are otherwise guessed.
    await connection.run(
      `CREATE VIEW ${name} AS SELECT * EXCLUDE (report, day), report, day
         FROM read_parquet(${listOf(files.map(literally))}, union_by_name = true,
           hive_partitioning = true, hive_types = {'report': VARCHAR, 'day': DATE})`,
    );
    present.push(name);
    readable.push(...files, ...files.map(literally));
  }
  await lock(connection, readable);
  return present;
}

/**
 * Forbids every other file, and every change of a setting. The files are named one by one, because DuckDB makes the folder of an
 * EXPORT as soon as it is prepared, if it is in a folder that is allowed.
 */
async function lock(connection: DuckDBConnection, readable: readonly string[]): Promise<void> {
  await connection.run(`SET allowed_paths = ${listOf([...new Set(readable)])}`);
  await connection.run("SET enable_external_access = false");
  await connection.run("SET lock_configuration = true");
}

function listOf(texts: readonly string[]): string {
  return `[${texts.map(quoted).join(", ")}]`;
}

/** The path as a pattern that only the path matches. */
function literally(path: string): string {
  return path.replace(/[*?[]/g, "[$&]");
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
