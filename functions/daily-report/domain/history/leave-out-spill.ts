import type { DriverRow } from "./driver-rows.ts";
import type { DriverBreakdown } from "./history.ts";

/** A row is left out if at least this part of its excess comes from the sessions that it shares with another row. */
const LARGEST_SPILL = 0.5;

/**
 * Rows of two breakdowns with the same counts on both sides hold the same sessions, as a bot and its only channel do: the one
 * of the first breakdown stays.
 */
export function leaveOutRepeats(rows: readonly DriverRow[]): DriverRow[] {
  const first = new Map<string, DriverBreakdown>();
  return rows.filter(({ breakdown, day, before }) => {
    const counts = [day.hits.hits, day.hits.n, before.hits.hits, before.hits.n].join(" ");
    const seen = first.get(counts) ?? breakdown;
    first.set(counts, seen);
    return seen === breakdown;
  });
}

/**
 * Leaves out the rows that only hold their part of the sessions of another row. If a channel got worse, then so did a bot that
 * has half of the sessions of every channel: a row of n of the day's `dayN` sessions has n / dayN of the excess of each row of
 * another breakdown, as far as the archive knows. A row is left out
 * - if this is at least half of its own excess (if two rows would explain each other, the one with the larger excess stays), or
 * - if it no longer `differs` when this is taken away, for the larger rows that stay.
 * `rows` has the largest excess first.
 */
export function leaveOutSpill(
  rows: readonly DriverRow[],
  dayN: number,
  differs: (row: DriverRow, explained: number) => boolean,
): DriverRow[] {
  const spill = (from: DriverRow, to: DriverRow) =>
    from.breakdown === to.breakdown ? 0 : from.excess * (to.day.hits.n / dayN);
  const explains = (one: DriverRow, other: DriverRow) => spill(one, other) / other.excess >= LARGEST_SPILL;
  const own = rows.filter(
    (row, place) => !rows.some((other, its) => explains(other, row) && (its < place || !explains(row, other))),
  );
  const stay: DriverRow[] = [];
  for (const row of own) {
    const explained = Math.max(0, ...stay.map((larger) => spill(larger, row) / row.excess));
    if (differs(row, explained * row.excess)) stay.push(row);
  }
  return stay;
}
