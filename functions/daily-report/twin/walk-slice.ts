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

/** The slice's rows in order of time; or, if it counts too many, the slices to read instead. */
export type SliceOutcome = { rows: unknown[] } | { cut: Slice[] };

/**
 * Reads a slice page by page. Each page is asked for from the last second of the page before, and the rows of that second are
 * taken from the new page only. So every row is received once, and rows that are created or deleted meanwhile shift nothing.
 * An offset is used only inside one second that has more rows than a page; such a page begins with the last row of the page
 * before, which shows whether the rows before it are still the same.
 *
 * Example: three rows a page; rows a 10:00:01, b 10:00:02, c and d 10:00:03, e 10:00:04, f 10:00:05.
 *
 * | request | answer | taken | next page from |
 * |---|---|---|---|
 * | from 10:00:00 | a b c, count 6 | a b; c waits, because its second may have more rows | 10:00:03 |
 * | from 10:00:03 | c d e, count 4 (a was deleted meanwhile; a page by offset 3 would have begun with e and lost d) | c d | 10:00:04 |
 * | from 10:00:04 | e f, count 2: as many as were received, and less than a page | e f | the slice is read |
 *
 * If the second 10:00:03 had four rows c d g h, the second request would answer c d g. All three lie in its first second, so
 * the next request is from 10:00:03 again with offset 2: g is the overlap, and h is new.
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

/** The rows that a page settles, and the listing that follows; null at the end of the slice. */
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
  // A count below the number of rows received does not prove the end: only a further request shows what else the server has.
  const complete = received === answer.count && items.length < tools.limits.pageRows;
  if (items.length <= listing.overlap || beyond || complete) return { settled: all, next: null };

  const lastSecond = Math.floor((placed.at(-1)?.at ?? Number.NEGATIVE_INFINITY) / 1000) * 1000;
  if (lastSecond <= listing.from) return { settled: [], next: nextPage(listing, items, { latest, rows: all }) };
  const settled = [...listing.rows, ...placed.filter(({ at }) => at < lastSecond).map(({ row }) => row)];
  return { settled, next: openListing(lastSecond, lastSecond, tools.unplaced) };
}

/**
 * The slices of one parent count its sessions once in total, or twice at most, because both ends of a slice are inclusive. If
 * they count more, the API ignores the time asked for, and cutting would never end. The allowance for new sessions stays below
 * the count that causes a cut; otherwise four slices that each count as many as their parent would pass.
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

/** Every row takes at most two requests, even if a page holds one row; the constants allow for rows created meanwhile. */
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
