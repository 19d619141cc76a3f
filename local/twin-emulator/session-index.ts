import { keepInfinities } from "./keep-infinities.ts";
import { readInstant } from "./read-instant.ts";
import { fieldOf } from "./session-fields.ts";

/** An item as given, and the value to pass to JSON.stringify. */
export type Row = { readonly item: unknown; readonly served: unknown };

/** All sessions by `createdAt`, equal ones in file order; those without a readable `createdAt` come first. */
export type SessionIndex = {
  readonly rows: readonly Row[];
  /** The `createdAt` of each row in milliseconds since 1970, -Infinity if it cannot be read. */
  readonly times: Float64Array;
};

/** Sorts once, so that the cost of a request depends on its answer and not on the number of sessions. */
export function indexSessions(sessions: readonly unknown[]): SessionIndex {
  const dated = sessions.map((item) => ({
    row: { item, served: keepInfinities(item) },
    time: creationOf(item),
  }));
  dated.sort((a, b) => (a.time < b.time ? -1 : Number(a.time > b.time)));
  return { rows: dated.map(({ row }) => row), times: Float64Array.from(dated, ({ time }) => time) };
}

/** Dates before 1970 count as unreadable: some systems write 0001-01-01 for "none". */
function creationOf(item: unknown): number {
  const time = readInstant(fieldOf(item, "createdAt"));
  return time === null || time <= 0 ? Number.NEGATIVE_INFINITY : time;
}

/**
 * Returns the rows created from `from` to `to`, both inclusive, by `createdAt`. A row whose `createdAt` cannot be read is in
 * every result, because a time range cannot exclude it.
 */
export function rowsBetween({ rows, times }: SessionIndex, from: number, to: number): readonly Row[] {
  const readable = firstAtLeast(times, -Number.MAX_VALUE);
  const start = Math.max(readable, firstAtLeast(times, from));
  // Times are whole milliseconds.
  const end = Math.max(start, firstAtLeast(times, to + 1));
  return start === readable ? rows.slice(0, end) : [...rows.slice(0, readable), ...rows.slice(start, end)];
}

/** Returns the first and last readable `createdAt`, milliseconds since 1970; null if no row has one. */
export function spanOf({ times }: SessionIndex): { first: number; last: number } | null {
  const first = times[firstAtLeast(times, -Number.MAX_VALUE)];
  const last = times.at(-1);
  return first === undefined || last === undefined ? null : { first, last };
}

function firstAtLeast(times: Float64Array, time: number): number {
  let [low, high] = [0, times.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((times[middle] ?? 0) < time) low = middle + 1;
    else high = middle;
  }
  return low;
}
