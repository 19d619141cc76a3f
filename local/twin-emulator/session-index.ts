import { keepInfinities } from "./keep-infinities.ts";
import { readInstant } from "./read-instant.ts";
import { fieldOf } from "./session-fields.ts";

/** An item as it was given, and as JSON.stringify is to see it. */
export type Row = { readonly item: unknown; readonly served: unknown };

/** All sessions by `createdAt`, in file order where it is equal; those without a readable one come first. */
export type SessionIndex = {
  readonly rows: readonly Row[];
  /** The `createdAt` of each row in milliseconds since 1970, -Infinity where it cannot be read. */
  readonly times: Float64Array;
};

/** Sorts once, so that a request for a stretch of time costs about its answer. */
export function indexSessions(sessions: readonly unknown[]): SessionIndex {
  const dated = sessions.map((item) => ({
    row: { item, served: keepInfinities(item) },
    time: creationOf(item),
  }));
  dated.sort((a, b) => (a.time < b.time ? -1 : Number(a.time > b.time)));
  return { rows: dated.map(({ row }) => row), times: Float64Array.from(dated, ({ time }) => time) };
}

/** A date that systems write for "none", such as 0001-01-01, is no creation. */
function creationOf(item: unknown): number {
  const time = readInstant(fieldOf(item, "createdAt"));
  return time === null || time <= 0 ? Number.NEGATIVE_INFINITY : time;
}

/**
 * The rows created from `from` to `to`, both inclusive, by `createdAt`. A row whose `createdAt` cannot be read is in every
 * stretch: what has no time cannot be excluded by one.
 */
export function rowsBetween({ rows, times }: SessionIndex, from: number, to: number): readonly Row[] {
  const readable = firstAtLeast(times, -Number.MAX_VALUE);
  const start = Math.max(readable, firstAtLeast(times, from));
  // Times are whole milliseconds.
  const end = Math.max(start, firstAtLeast(times, to + 1));
  return start === readable ? rows.slice(0, end) : [...rows.slice(0, readable), ...rows.slice(start, end)];
}

/** The first and last readable `createdAt`, milliseconds since 1970; null when there is none. */
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
