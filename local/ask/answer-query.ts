import { type DuckDBPreparedStatement, StatementType } from "@duckdb/node-api";
import { ReportError } from "../../functions/daily-report/domain/report-error.ts";
import { type Tables, tableFiles, tableNames } from "./open-tables.ts";
import { type Plain, plainValue } from "./plain-value.ts";

/** The rows of an answer. `names` are the columns, each name once. */
export type Answer = { readonly names: readonly string[]; readonly rows: readonly (readonly Plain[])[] };

/** Answers one SELECT. Throws ReportError if the text is anything else, or if DuckDB refuses it. */
export async function answerQuery({ connection, present }: Tables, sql: string): Promise<Answer> {
  try {
    const reader = await (await prepareSelect(connection, sql)).runAndReadAll();
    return { names: reader.deduplicatedColumnNames(), rows: reader.getRows().map((row) => row.map(plainValue)) };
  } catch (error) {
    if (error instanceof ReportError || !(error instanceof Error)) throw error;
    throw refusalOf(error.message, present);
  }
}

/** Nothing runs before the kind of the statement is known: the settings of the database do not forbid to write its tables. */
async function prepareSelect(connection: Tables["connection"], sql: string): Promise<DuckDBPreparedStatement> {
  const statements = await connection.extractStatements(sql);
  if (statements.count === 1) {
    const statement = await statements.prepare(0);
    if (statement.statementType === StatementType.SELECT) return statement;
  }
  throw new ReportError(
    "NOT_A_SELECT",
    "The archive is only read: give one SELECT statement (a PIVOT must list its values: ON column IN (...)).",
  );
}

/** Turns DuckDB's message, which has several lines and points into the statement, into one sentence. */
function refusalOf(message: string, present: Tables["present"]): ReportError {
  const table = /Table with name "?(.+?)"? does not exist!/.exec(message)?.[1];
  if (table !== undefined) return new ReportError("NO_SUCH_TABLE", missingTable(table, present));
  const [said = ""] = message.replace(/^Failed to extract statements: /, "").split("\n\nLINE ");
  const sentence = said
    .replace(/!?\n+/g, "; ")
    .trim()
    .replace(/[.!]?$/, ".");
  return new ReportError("SQL_REFUSED", `DuckDB cannot answer this: ${sentence}`);
}

function missingTable(table: string, present: Tables["present"]): string {
  const known = tableNames.find((name) => name === table.toLowerCase());
  if (known === undefined) return `There is no table ${table}; the tables are ${tableNames.join(" and ")}.`;
  return `The archive has no ${tableFiles[known]} yet, so only the table ${present.join(" and ")} can be asked.`;
}
