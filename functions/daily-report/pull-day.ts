import { checksOf } from "./domain/checks.ts";
import { reconcile } from "./domain/report.ts";
import type { ReportDay } from "./domain/report-day.ts";
import { ReportError } from "./domain/report-error.ts";
import { sortOut } from "./domain/sort-out.ts";
import { mergeTallies, type Tally, type TallySettings, tallyOf } from "./domain/tally.ts";
import type { Clock, SessionQuery, SessionSource, SessionTable, SessionTableFiles } from "./ports.ts";

/** A day's sessions as a tally and as a table, with the API's own count and when it was asked (milliseconds since 1970). */
export type PulledDay = {
  readonly tally: Tally;
  readonly table: SessionTableFiles | null;
  readonly declared: number;
  /** Whether the API listed the rows in the order asked for. */
  readonly inOrder: boolean;
  readonly fetchedAt: number;
};

export type PullRequest = {
  readonly query: SessionQuery;
  readonly day: ReportDay;
  readonly settings: TallySettings;
  /** Begins a session table; null when none is wanted. */
  readonly openTable: (() => Promise<SessionTable>) | null;
};

/** The API announced sessions and handed over none: not an empty day, and nothing to report on. */
export class NothingReceivedError extends ReportError {
  override readonly name = "NothingReceivedError";
}

/**
 * Reads the day and folds it piece by piece. When what came does not match the API's count, the day is read once more and
 * the second reading stands, whatever it says (`metrics.md` section 2). Throws NothingReceivedError rather than report an
 * empty day that the API calls full.
 */
export async function pullDay(request: PullRequest, source: SessionSource, clock: Clock): Promise<PulledDay> {
  const first = await readOnce(request, source, clock);
  const pulled = shortOf(first) === 0 ? first : await readOnce(request, source, clock);
  const { received } = reconcile(pulled.tally, pulled.declared);
  if (received === 0 && pulled.declared > 0) {
    throw new NothingReceivedError(
      "NOTHING_RECEIVED",
      `The TWIN API announced ${pulled.declared} sessions for ${request.day.date} but handed over none, twice; run the report again later.`,
    );
  }
  return pulled;
}

async function readOnce(request: PullRequest, source: SessionSource, clock: Clock): Promise<PulledDay> {
  const { query, day, settings, openTable } = request;
  const fetchedAt = clock();
  const { declared, inOrder, pieces } = await source.readDay(query);
  const table = openTable && (await openTable());
  try {
    let tally: Tally = new Map();
    for await (const rows of pieces) {
      const sorted = sortOut(rows, day);
      tally = mergeTallies(tally, tallyOf(sorted, day, settings), checksOf(sorted, query));
      await table?.add(sorted);
    }
    return { tally, table: table && (await table.finish()), declared, inOrder, fetchedAt };
  } catch (error) {
    table?.abort();
    throw error;
  }
}

function shortOf({ tally, declared }: PulledDay): number {
  return reconcile(tally, declared).short;
}
