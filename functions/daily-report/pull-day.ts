import { histogram } from "./domain/metrics/metric.ts";
import { reconcile } from "./domain/reconciliation.ts";
import type { ReportDay } from "./domain/report-day.ts";
import { ReportError } from "./domain/report-error.ts";
import { sortOut } from "./domain/sort-out.ts";
import { size } from "./domain/statistics.ts";
import { figuresOf, type Tally } from "./domain/tally.ts";
import type { SessionWatch } from "./domain/watch/session-watch.ts";
import { type Fold, type OpenFold, openFold, withoutFailures } from "./open-fold.ts";
import type { Clock, SessionQuery, SessionSource, SessionTableFiles } from "./ports.ts";

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
} & Omit<Fold, "fields">;

/** One reading for several reports of equal time and filters; the first of the folds is of the report that asks. */
export type SharedPull = {
  readonly query: SessionQuery;
  readonly day: ReportDay;
  readonly folds: readonly Fold[];
  /** How much of the scratch space the tables of the others may use. Bytes. */
  readonly room: number;
};

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
  const { query, day, settings, openTable } = request;
  const folds = [{ settings, fields: query.fields, openTable }];
  return (await pullForAll({ query, day, folds, room: 0 }, source, clock)).own;
}

/** The day as the report that asks sees it, and as the others do: null for one whose table failed or had no room. */
export type PulledForAll = { readonly own: PulledDay; readonly others: readonly (PulledDay | null)[] };

/**
 * As `pullDay`, once for several reports. A table that fails stops neither the reading nor the others, except that of the report
 * that asks: then its error is thrown.
 */
export async function pullForAll(request: SharedPull, source: SessionSource, clock: Clock): Promise<PulledForAll> {
  const first = await readOnce(request, isWhole, { source, clock });
  const pulled = isWhole(first.own) ? first : await readOnce(request, () => true, { source, clock });
  // All reports received the same rows.
  if (isNothingReceived(pulled.own)) {
    throw new NothingReceivedError(
      "NOTHING_RECEIVED",
      `The TWIN API declared ${pulled.own.declared} sessions for ${request.day.date} but listed none, in two readings; run the report again later.`,
    );
  }
  throwIfAllInvalid(pulled.own, request.day);
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

/** Reads the day. The tables of a reading that is not kept are aborted, so that their files are gone before the next reading. */
async function readOnce(
  request: SharedPull,
  isKept: (reading: PulledDay) => boolean,
  { source, clock }: Tools,
): Promise<PulledForAll> {
  const { query, day, folds, room } = request;
  const fetchedAt = clock();
  const { declared, inOrder, pieces } = await source.readDay(query);
  const [first, ...rest] = folds.slice(0, mostFolds(declared, room));
  if (first === undefined) throw new RangeError("a reading without a fold");
  const own = openFold(first, request);
  const others = rest.map((fold) => withoutFailures(openFold(fold, request)));
  try {
    for await (const rows of pieces) {
      const sorted = sortOut(rows, day);
      await own.add(sorted);
      for (const other of others) await other.add(sorted);
    }
    const read = { declared, inOrder, fetchedAt };
    const reading = { ...read, ...own.counted() };
    const isToFinish = isKept(reading) && !isUnusable(reading);
    if (!isToFinish) await abortAll([own, ...others]);
    const finished = isToFinish ? { ...reading, table: await own.table() } : reading;
    const finishedOthers: (PulledDay | null)[] = [];
    for (const other of isToFinish ? others : []) {
      const table = await other.table();
      finishedOthers.push(table === "failed" ? null : { ...read, ...other.counted(), table });
    }
    return { own: finished, others: finishedOthers };
  } catch (error) {
    await abortAll([own, ...others]);
    throw error;
  }
}

/** What a session needs in both tables together. Bytes. */
const SESSION_BYTES = 420;
/**
 * Each needs memory for its open table: 19 more need 220 MB more on a day of 10 000 sessions. What they hold of the days before,
 * which are read again, needs 1 to 3 MB for each report and day (`npm run bench -- --only shared`).
 */
const MOST_FOLDS = 20;

/** For how many reports a day of so many sessions is folded at once; the others read it in their turn. */
function mostFolds(declared: number, room: number): number {
  const others = Math.floor(Math.max(0, room) / (SESSION_BYTES * Math.max(1, declared)));
  return Math.min(MOST_FOLDS, 1 + others);
}

async function abortAll(folds: readonly Pick<OpenFold<unknown>, "abort">[]): Promise<void> {
  await Promise.all(folds.map((fold) => fold.abort()));
}

function isWhole({ tally, declared }: PulledDay): boolean {
  return reconcile(tally, declared).short === 0;
}
