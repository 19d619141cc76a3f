import { cutTime, type Slice } from "./cut-time.ts";
import type { ListAnswer } from "./decode-answer.ts";
import { joinRows } from "./join-rows.ts";
import { describePage, type ListedPage, type ListPage } from "./list-sessions.ts";
import { hasShifted, type Listing, nextPage, openListing, restart } from "./listing.ts";
import { type InstantOf, placePage } from "./place-page.ts";
import { TwinWalkError } from "./twin-errors.ts";
import type { TwinLimits } from "./twin-limits.ts";
import type { UnplacedRows } from "./unplaced-rows.ts";

export type SliceTools = { list: ListPage; instantOf: InstantOf; unplaced: UnplacedRows; limits: TwinLimits };

/** The rows that a page settled, in order of time, and the bytes of its body. */
export type SettledPage = { rows: readonly unknown[]; bytes: number };

/** The last page of a slice that is read; if the slice counts too many, the slices to read instead of its rest. */
export type LastPage = SettledPage & { instead: Slice[] };

export type SlicePages = AsyncGenerator<SettledPage, LastPage>;

/**
 * Reads a slice page by page. Each page is asked for from the last second of the page before, and the rows of that second are
 * taken from the new page only. So every row is received once, and rows that are created or deleted meanwhile shift nothing.
 * An offset is used only inside one second that has more rows than a page; such a page begins with the last row of the page
 * before, which shows whether the rows before it are still the same. Rows are settled once a later second is asked from: no
 * listing starts before it again, so they may be handed on.
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
export async function* readSlice(slice: Slice, tools: SliceTools, signal: AbortSignal): SlicePages {
  let listing = openSlice(slice, tools);
  let counted: number | null = null;
  let handedOn = 0;
  for (let requests = 1; ; requests += 1) {
    const page = { from: listing.from, to: slice.to, offset: listing.offset };
    const answer = await tools.list(page, signal);
    const { bytes } = answer;
    const { settled, next } = takePage(answer, { listing, slice, tools });
    if (counted === null) {
      counted = answer.count;
      const seconds = (slice.to - slice.from) / 1000;
      if (counted > tools.limits.cutAbove && seconds > 1) {
        assertBounded(slice, counted, tools.limits);
        return { bytes, ...cutAfter({ settled, next }, { slice, counted, limits: tools.limits }) };
      }
    }
    if (next === null) return { rows: settled, bytes, instead: [] };
    handedOn += settled.length;
    const received = Math.max(handedOn + next.rows.length, next.offset + next.overlap);
    if (isEndless({ requests, received, counted, limits: tools.limits })) throw endless(slice, counted);
    yield { rows: settled, bytes };
    listing = next;
  }
}

/** Cuts a slice whose first page is read already. */
export function cutAfterFirst(answer: ListedPage, slice: Slice, tools: SliceTools): LastPage {
  const page = takePage(answer, { listing: openSlice(slice, tools), slice, tools });
  return { bytes: answer.bytes, ...cutAfter(page, { slice, counted: answer.count, limits: tools.limits }) };
}

function openSlice({ from, first }: Slice, { unplaced }: SliceTools): Listing {
  return openListing(from, first ? Number.NEGATIVE_INFINITY : from, unplaced);
}

type PagePlace = { listing: Listing; slice: Slice; tools: SliceTools };

/** The rows that a page settles, and the listing that follows; null at the end of the slice. */
type TakenPage = { settled: readonly unknown[]; next: Listing | null };

function takePage(answer: ListAnswer, { listing, slice, tools }: PagePlace): TakenPage {
  const { items } = answer;
  if (hasShifted(items, listing)) {
    return { settled: [], next: restart(listing, describeSlice({ ...slice, from: listing.from }), tools.unplaced) };
  }
  const { rows, settled, lastSecond, beyond, latest } = placePage(items, {
    listing,
    slice,
    instantOf: tools.instantOf,
  });
  const received = listing.offset + items.length;
  // A count below the number of rows received does not prove the end: only a further request shows what else the server has.
  const complete = received === answer.count && items.length < tools.limits.pageRows;
  if (items.length <= listing.overlap || beyond || complete)
    return { settled: joinRows(listing.rows, rows), next: null };

  if (lastSecond <= listing.from) {
    return { settled: [], next: nextPage(listing, items, { latest, rows: joinRows(listing.rows, rows) }) };
  }
  return {
    settled: joinRows(listing.rows, rows.slice(0, settled)),
    next: openListing(lastSecond, lastSecond, tools.unplaced),
  };
}

type Cut = { slice: Slice; counted: number; limits: TwinLimits };

/**
 * What the first page of a slice settles, and the slices that the rest is cut into. If the page did not get beyond one second,
 * or ended the slice although more was counted, it is not used: the whole slice is cut.
 */
function cutAfter({ settled, next }: TakenPage, { slice, counted, limits }: Cut): Omit<LastPage, "bytes"> {
  if (next === null || next.offset > 0) return { rows: [], instead: cutTime(slice, counted, limits.sessionsPerSlice) };
  const rest = { ...slice, from: next.from, first: false };
  return {
    rows: settled,
    instead: cutTime(rest, Math.max(0, counted - settled.length), limits.sessionsPerSlice),
  };
}

/**
 * The slices of one parent count its sessions once in total, or twice at most, because both ends of a slice are inclusive. If
 * they count more, the API ignores the time asked for, and cutting would never end. The allowance for new sessions stays below
 * the count that causes a cut; otherwise four slices that each count as many as their parent would pass.
 */
function assertBounded(slice: Slice, count: number, limits: TwinLimits): void {
  const { balance } = slice;
  balance.children += count;
  if (balance.children > 2 * balance.parent + Math.min(limits.pageRows, limits.cutAbove)) {
    throw new TwinWalkError(
      `Slices of a time that counts ${balance.parent} sessions count ${balance.children} together, up to ${describeSlice(slice)}: TWIN does not limit its list to the time asked for; the API may have changed.`,
    );
  }
}

/** Every row takes at most two requests, even if a page holds one row; the constants allow for rows created meanwhile. */
function isEndless(state: { requests: number; received: number; counted: number; limits: TwinLimits }): boolean {
  const { requests, received, counted, limits } = state;
  return requests > 2 * counted + 20 || received > 2 * counted + limits.cutAbove;
}

function endless(slice: Slice, counted: number): Error {
  return new TwinWalkError(
    `TWIN counted ${counted} of ${describeSlice(slice)} but goes on listing far past that; the end of its list is unknown.`,
  );
}

function describeSlice({ from, to }: Slice): string {
  return describePage({ from, to, offset: 0 });
}
