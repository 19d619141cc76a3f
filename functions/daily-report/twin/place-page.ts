import type { Slice } from "./cut-time.ts";
import { describePage } from "./list-sessions.ts";
import { isSamePage, type Listing } from "./listing.ts";
import { TwinWalkError } from "./twin-errors.ts";

/** When an item was created, milliseconds since 1970; null if that cannot be read. */
export type InstantOf = (item: unknown) => number | null;

/**
 * The rows of a page that lie in the slice, in order of time. `settled`: how many of them were created before `lastSecond`, the
 * whole second of the last row (milliseconds since 1970; -Infinity without rows), whose other rows may come with the next
 * page. `beyond`: a row lies after the slice, so no more rows follow. `latest`: creation of the last row read so far.
 */
export type PlacedPage = {
  rows: unknown[];
  settled: number;
  lastSecond: number;
  beyond: boolean;
  latest: number;
};

/**
 * Sorts a page's rows into those of the slice, those after it, and those without a readable time. Throws TwinWalkError if the
 * rows are not what was asked for: before the start, backwards in time, or the page before repeated.
 */
export function placePage(
  items: readonly unknown[],
  place: { listing: Listing; slice: Slice; instantOf: InstantOf },
): PlacedPage {
  const { listing, slice, instantOf } = place;
  const page: PlacedPage = {
    rows: [],
    settled: 0,
    lastSecond: Number.NEGATIVE_INFINITY,
    beyond: false,
    latest: listing.latest,
  };
  for (let nth = listing.overlap; nth < items.length; nth += 1) {
    const row = items[nth];
    const at = instantOf(row);
    if (at === null) {
      listing.takeUnplaced(row);
      continue;
    }
    if (at < listing.earliest)
      throw disorder(place, "listed a session created before that time; it does not filter by createdAt");
    if (at < page.latest)
      throw disorder(place, "listed sessions that run backwards in time; it does not sort by createdAt");
    page.latest = at;
    if (at >= slice.to && !slice.last) {
      page.beyond = true;
      continue;
    }
    if (at >= page.lastSecond + 1000) {
      page.lastSecond = Math.floor(at / 1000) * 1000;
      page.settled = page.rows.length;
    }
    page.rows.push(row);
  }
  if (page.rows.length > 0 && isSamePage(items, listing.previous)) throw disorder(place, "repeated the page before");
  return page;
}

function disorder({ listing, slice }: { listing: Listing; slice: Slice }, what: string): Error {
  const asked = describePage({ from: listing.from, to: slice.to, offset: listing.offset });
  return new TwinWalkError(
    `Asked for ${asked}, TWIN ${what}, so the day cannot be read completely; the API may have changed.`,
  );
}
