import { countChecks } from "./domain/checks.ts";
import { Counts } from "./domain/counts.ts";
import type { ReportDay } from "./domain/report-day.ts";
import { ReportError } from "./domain/report-error.ts";
import type { SortedRows } from "./domain/sort-out.ts";
import { countRows, type Tally, type TallySettings } from "./domain/tally.ts";
import { SessionWatch } from "./domain/watch/session-watch.ts";
import type { SessionQuery, SessionTable, SessionTableFiles } from "./ports.ts";

/** What one report makes of the rows of a reading. */
export type Fold = {
  readonly settings: TallySettings;
  /** The fields that the report asks for; those of the query are of all reports. */
  readonly fields: readonly string[];
  /** Begins a session table; null if no table is wanted. */
  readonly openTable: (() => Promise<SessionTable>) | null;
};

/** The session table could not be written to the scratch space. */
export class SessionTableError extends ReportError {
  override readonly name = "SessionTableError";
}

type Reading = { readonly query: SessionQuery; readonly day: ReportDay };

/** A fold that is at work. */
export type OpenFold<Table> = {
  readonly add: (sorted: SortedRows) => Promise<void>;
  readonly counted: () => { readonly tally: Tally; readonly watch: SessionWatch; readonly table: null };
  /** Finishes the table; null if none is wanted. */
  readonly table: () => Promise<Table>;
  readonly abort: () => Promise<void>;
};

/** Begins a fold of the rows that the query gets. */
export function openFold(
  { settings, fields, openTable }: Fold,
  { query, day }: Reading,
): OpenFold<SessionTableFiles | null> {
  const table = openTable && tellingFailures(tableFromFirstSession(openTable), day);
  const asked = { fields, filters: query.filters, fieldsOfOthers: query.fields };
  const counts = new Counts();
  const watch = new SessionWatch(settings);
  return {
    async add(sorted) {
      countRows(counts, sorted, { day, settings });
      countChecks(counts, sorted, asked);
      watch.add(sorted);
      await table?.add(sorted);
    },
    counted: () => ({ tally: counts.tally(), watch, table: null }),
    table: async () => (table === null ? null : table.finish()),
    abort: async () => table?.abort(),
  };
}

/** The fold of a report that does not wait for the reading: if its table fails, it is left out, and the report reads by itself. */
export function withoutFailures<T>(fold: OpenFold<T>): OpenFold<T | "failed"> {
  let isFailed = false;
  const fail = async (): Promise<"failed"> => {
    isFailed = true;
    await fold.abort();
    return "failed";
  };
  return {
    ...fold,
    add: async (sorted) => {
      if (!isFailed) await fold.add(sorted).catch(fail);
    },
    table: async () => (isFailed ? "failed" : fold.table().catch(fail)),
  };
}

/**
 * A table that is opened with the first session, or when it is finished. A reading without a readable row therefore leaves
 * nothing behind, not even a new key for the clients' pseudonyms.
 */
function tableFromFirstSession(open: () => Promise<SessionTable>): SessionTable {
  let opened: SessionTable | null = null;
  const held: SortedRows[] = [];
  async function openedTable(): Promise<SessionTable> {
    const table = opened ?? (await open());
    opened = table;
    for (const rows of held.splice(0)) await table.add(rows);
    return table;
  }
  return {
    async add(rows) {
      held.push(rows);
      if (opened !== null || rows.sessions.length > 0) await openedTable();
    },
    finish: async () => (await openedTable()).finish(),
    abort: async () => opened?.abort(),
  };
}

/** The table, which rejects with SessionTableError if the system refuses to write its files, for example on a full disk. */
function tellingFailures(table: SessionTable, { date }: ReportDay): SessionTable {
  const tell = (error: unknown) => {
    const { code } = Object(error) as { code?: unknown };
    if (typeof code !== "string" || !/^E[A-Z0-9]{2,20}$/.test(code)) throw error;
    throw new SessionTableError(
      "SESSION_TABLE",
      `The session table of ${date} could not be written to the temporary folder of this machine (${code}); the folder must exist, be writable and have room, about 400 MB for a million sessions.`,
    );
  };
  return {
    add: (rows) => table.add(rows).catch(tell),
    finish: () => table.finish().catch(tell),
    abort: () => table.abort(),
  };
}
