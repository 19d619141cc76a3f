import { countChecks } from "./domain/checks.ts";
import { Counts } from "./domain/counts.ts";
import { histogram } from "./domain/metrics/metric.ts";
import { reconcile } from "./domain/reconciliation.ts";
import type { ReportDay } from "./domain/report-day.ts";
import { ReportError } from "./domain/report-error.ts";
import { type SortedRows, sortOut } from "./domain/sort-out.ts";
import { size } from "./domain/statistics.ts";
import { countRows, figuresOf, type Tally, type TallySettings } from "./domain/tally.ts";
import { SessionWatch } from "./domain/watch/session-watch.ts";
import type { Clock, SessionQuery, SessionSource, SessionTable, SessionTableFiles } from "./ports.ts";

/**
 * The sessions of a day as a tally and as a table, with the count of the API and the time of asking (milliseconds
 * since 1970).
 */
export type PulledDay = {
  readonly tally: Tally;
  readonly table: SessionTableFiles | null;
  readonly declared: number;
  /** Whether the API listed the rows in the order asked for. */
  readonly inOrder: boolean;
  readonly fetchedAt: number;
  /** The sessions to be named in the report; null if no session was read, because the days of a week or month were merged. */
  readonly watch: SessionWatch | null;
};

export type PullRequest = {
  readonly query: SessionQuery;
  readonly day: ReportDay;
  readonly settings: TallySettings;
  /** Begins a session table; null if no table is wanted. */
  readonly openTable: (() => Promise<SessionTable>) | null;
};

/** The session table could not be written to the scratch space. */
export class SessionTableError extends ReportError {
  override readonly name = "SessionTableError";
}

/** The API declared sessions but listed none, so the day cannot be reported as empty. */
export class NothingReceivedError extends ReportError {
  override readonly name = "NothingReceivedError";
}

/** No received row can be read: the form of the answers has changed, and the day cannot be reported as empty. */
export class UnreadableDayError extends ReportError {
  override readonly name = "UnreadableDayError";
}

/**
 * Reads the day and folds it piece by piece. If the number of rows does not match the count of the API, the day is read once
 * more and the second reading is used (`docs/metrics.md` section 2.5). Throws NothingReceivedError or UnreadableDayError, so
 * that a full day is never reported as an empty one.
 */
export async function pullDay(request: PullRequest, source: SessionSource, clock: Clock): Promise<PulledDay> {
  const first = await readOnce(request, isWhole, { source, clock });
  const pulled = isWhole(first) ? first : await readOnce(request, () => true, { source, clock });
  if (isNothingReceived(pulled)) {
    throw new NothingReceivedError(
      "NOTHING_RECEIVED",
      `The TWIN API declared ${pulled.declared} sessions for ${request.day.date} but listed none, in two readings; run the report again later.`,
    );
  }
  throwIfAllInvalid(pulled, request.day);
  return pulled;
}

function throwIfAllInvalid({ tally }: PulledDay, { date }: ReportDay): void {
  if (!isAllInvalid(tally)) return;
  const reasons = histogram(figuresOf(tally, "rows", ""), "invalid");
  const counted = [...reasons].map(([reason, n]) => `${reason}: ${n}`).sort();
  throw new UnreadableDayError(
    "ALL_ROWS_INVALID",
    `None of the ${size(reasons)} sessions that the TWIN API listed for ${date} can be read (${counted.join(", ")}), so the form of its answers seems to have changed; nothing was written. Compare a session of the API with the forms in docs/metrics.md.`,
  );
}

/** Whether rows were received and every one is invalid. */
function isAllInvalid(tally: Tally): boolean {
  const { invalid, outside, in_day } = reconcile(tally, 0);
  return invalid > 0 && outside + in_day === 0;
}

/** Whether the API declared sessions but listed none. */
function isNothingReceived({ tally, declared }: PulledDay): boolean {
  return declared > 0 && reconcile(tally, declared).received === 0;
}

type Tools = { readonly source: SessionSource; readonly clock: Clock };

/** Whether `pullDay` throws for the reading if there is no better one. */
function isUnusable(reading: PulledDay): boolean {
  return isAllInvalid(reading.tally) || isNothingReceived(reading);
}

/** Reads the day. The table of a reading that is not kept is aborted, so that its files are gone before the next reading. */
async function readOnce(
  request: PullRequest,
  isKept: (reading: PulledDay) => boolean,
  { source, clock }: Tools,
): Promise<PulledDay> {
  const { query, day, settings, openTable } = request;
  const fetchedAt = clock();
  const { declared, inOrder, pieces } = await source.readDay(query);
  const table = openTable && tellingFailures(tableFromFirstSession(openTable), day);
  try {
    const counts = new Counts();
    const watch = new SessionWatch(settings);
    for await (const rows of pieces) {
      const sorted = sortOut(rows, day);
      countRows(counts, sorted, { day, settings });
      countChecks(counts, sorted, query);
      watch.add(sorted);
      await table?.add(sorted);
    }
    const tally = counts.tally();
    const reading = { tally, table: null, declared, inOrder, fetchedAt, watch };
    if (table === null) return reading;
    if (isKept(reading) && !isUnusable(reading)) return { ...reading, table: await table.finish() };
    await table.abort();
    return reading;
  } catch (error) {
    await table?.abort();
    throw error;
  }
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

function isWhole({ tally, declared }: PulledDay): boolean {
  return reconcile(tally, declared).short === 0;
}
