import { exactJson } from "../domain/compare-texts.ts";
import { TwinWalkError } from "./twin-errors.ts";
import type { TakeUnplaced, UnplacedRows } from "./unplaced-rows.ts";

/** The pages that are read from one start, with growing `offset`. */
export type Listing = {
  /** The whole second asked from, milliseconds since 1970. */
  from: number;
  offset: number;
  /** No row may be created earlier; -Infinity where the day begins. */
  earliest: number;
  /** Creation of the last row so far; -Infinity before the first. */
  latest: number;
  /** The page before, null on the first. */
  previous: readonly unknown[] | null;
  /** How many rows of the page before the next one should begin with. */
  overlap: 0 | 1;
  /** The rows of the pages before that lie in the slice. */
  rows: readonly unknown[];
  /** How often it was started again. */
  restarts: number;
  takeUnplaced: TakeUnplaced;
};

export function openListing(from: number, earliest: number, unplaced: UnplacedRows): Listing {
  const start = { offset: 0, latest: Number.NEGATIVE_INFINITY, previous: null, overlap: 0, rows: [] } as const;
  return { ...start, from, earliest, restarts: 0, takeUnplaced: unplaced.openListing() };
}

/**
 * The listing after one more page. The next page begins with the last row of this one, which shows whether the rows before it
 * are still the same; if a page holds only one row, there is no overlap.
 */
export function nextPage(listing: Listing, page: readonly unknown[], found: Pick<Listing, "latest" | "rows">): Listing {
  const overlap = page.length > 1 ? 1 : 0;
  return { ...listing, ...found, offset: listing.offset + page.length - overlap, previous: page, overlap };
}

/**
 * Whether a page does not begin with the row that the page before ended with. Sessions were then created or deleted before that
 * row, and the offset skips rows or repeats them.
 */
export function hasShifted(page: readonly unknown[], { overlap, previous }: Listing): boolean {
  if (overlap === 0 || exactJson(page[0]) === exactJson(previous?.at(-1))) return false;
  // If the same page came again, the server ignored the offset; placePage throws for that.
  return !isSamePage(page, previous);
}

/** Compares row by row, because pages that differ usually do so in the first row. */
export function isSamePage(page: readonly unknown[], previous: readonly unknown[] | null): boolean {
  return previous?.length === page.length && page.every((row, nth) => exactJson(row) === exactJson(previous[nth]));
}

const MOST_RESTARTS = 5;

/** The listing from its start again. Throws TwinWalkError, which names `asked`, after too many restarts. */
export function restart(listing: Listing, asked: string, unplaced: UnplacedRows): Listing {
  const restarts = listing.restarts + 1;
  if (restarts > MOST_RESTARTS) {
    throw new TwinWalkError(
      `Asked for ${asked}, TWIN changed the order of the sessions of one second from page to page, ${restarts} times; run the report again later.`,
    );
  }
  return { ...openListing(listing.from, listing.earliest, unplaced), restarts };
}
