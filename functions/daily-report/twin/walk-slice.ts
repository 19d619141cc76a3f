import { cutTime, type Slice } from "./cut-time.ts";
import type { ListAnswer } from "./decode-answer.ts";
import { describePage, type ListPage } from "./list-sessions.ts";
import { hasShifted, type Listing, nextPage, openListing, restart } from "./listing.ts";
import { type InstantOf, placePage } from "./place-page.ts";
import { TwinWalkError } from "./twin-errors.ts";
import type { TwinLimits } from "./twin-limits.ts";
import type { UnplacedRows } from "./unplaced-rows.ts";

export type SliceTools = {
  list: ListPage;
  instantOf: InstantOf;
  unplaced: UnplacedRows;
  limits: TwinLimits;
  signal: AbortSignal;
};

/** Either the slice's rows in order of time, or, where it counts too many, the slices to read instead. */
export type SliceOutcome = { rows: unknown[] } | { cut: Slice[] };

/**
 * Reads a slice page by page. The last second of a page is left to the next listing, which starts there: so every row is
 * received once and rows that come or go meanwhile shift nothing. Only inside one second pages are told apart by offset; each
 * begins with the last row of the one before, which shows whether the rows before it are still the same.
 */
export async function readSlice(slice: Slice, tools: SliceTools): Promise<SliceOutcome> {
  const rows: unknown[] = [];
  let listing = openListing(slice.from, slice.first ? Number.NEGATIVE_INFINITY : slice.from, tools.unplaced);
  let counted: number | null = null;
  for (let requests = 1; ; requests += 1) {
    const page = { from: listing.from, to: slice.to, offset: listing.offset };
    const answer = await tools.list(page, tools.signal);
    const { settled, next } = takePage(answer, { listing, slice, tools });
    if (counted === null) {
      counted = answer.count;
      const seconds = (slice.to - slice.from) / 1000;
      if (counted > tools.limits.cutAbove && seconds > 1) return { cut: cutAgain(slice, counted, tools.limits) };
    }
    for (const row of settled) rows.push(row);
    if (next === null) return { rows };
    const received = Math.max(rows.length + next.rows.length, next.offset + next.overlap);
    if (isEndless({ requests, received, counted, limits: tools.limits })) throw endless(slice, counted);
    listing = next;
  }
}

type PagePlace = { listing: Listing; slice: Slice; tools: SliceTools };

/** The rows that are settled by a page, and where to go on; null at the end of the slice. */
function takePage(
  answer: ListAnswer,
  { listing, slice, tools }: PagePlace,
): { settled: unknown[]; next: Listing | null } {
  const { items } = answer;
  if (hasShifted(items, listing)) {
    return { settled: [], next: restart(listing, describeSlice({ ...slice, from: listing.from }), tools.unplaced) };
  }
  const { placed, beyond, latest } = placePage(items, { listing, slice, instantOf: tools.instantOf });
  const all = [...listing.rows, ...placed.map(({ row }) => row)];
  const received = listing.offset + items.length;
  // A count below what was received is no end: what such a server holds is known only by asking on.
  const complete = received === answer.count && items.length < tools.limits.pageRows;
  if (items.length <= listing.overlap || beyond || complete) return { settled: all, next: null };

  const lastSecond = Math.floor((placed.at(-1)?.at ?? Number.NEGATIVE_INFINITY) / 1000) * 1000;
  if (lastSecond <= listing.from) return { settled: [], next: nextPage(listing, items, { latest, rows: all }) };
  const settled = [...listing.rows, ...placed.filter(({ at }) => at < lastSecond).map(({ row }) => row)];
  return { settled, next: openListing(lastSecond, lastSecond, tools.unplaced) };
}

/**
 * Slices that share a parent's sessions count together what it counts, twice at most since both ends of a slice are inclusive.
 * Where they count more, the API ignores the time asked for, and cutting would go on for ever. The slack for what comes meanwhile
 * stays below what calls for a cut, or four slices that all count what their parent counts would pass.
 */
function cutAgain(slice: Slice, count: number, limits: TwinLimits): Slice[] {
  const { balance } = slice;
  balance.children += count;
  if (balance.children > 2 * balance.parent + Math.min(limits.pageRows, limits.cutAbove)) {
    throw new TwinWalkError(
      `Slices of a time that counts ${balance.parent} sessions count ${balance.children} together, up to ${describeSlice(slice)}: TWIN does not bound its list by the time asked for; the API may have changed.`,
    );
  }
  return cutTime(slice, count, limits.sessionsPerSlice);
}

/** Every row takes at most two requests, even from a server that sends one a page; some slack for rows that come meanwhile. */
function isEndless(state: { requests: number; received: number; counted: number; limits: TwinLimits }): boolean {
  const { requests, received, counted, limits } = state;
  return requests > 2 * counted + 20 || received > 2 * counted + limits.cutAbove;
}

function endless(slice: Slice, counted: number): Error {
  return new TwinWalkError(
    `TWIN counted ${counted} of ${describeSlice(slice)} but goes on listing far past that; its list has no end that can be trusted.`,
  );
}

function describeSlice({ from, to }: Slice): string {
  return describePage({ from, to, offset: 0 });
}
