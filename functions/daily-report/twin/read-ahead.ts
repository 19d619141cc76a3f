import { setImmediate as nextTurn } from "node:timers/promises";
import type { Slice } from "./cut-time.ts";
import type { LastPage, SettledPage, SlicePages } from "./walk-slice.ts";

type Plan = {
  /** The page that was read already, and the slices that follow it. */
  first: LastPage;
  read: (slice: Slice, signal: AbortSignal) => SlicePages;
  /** How many pages may be asked for at once, each of another slice. */
  parallel: number;
  /** How many bytes of answers may be held until they are handed on. The length of a coming answer is assumed to be the longest so far. */
  heldBytes: number;
};

/** A slice in the queue. `pages` is null until its first page is asked for; `bytes` are of rows that are not settled yet. */
type Place = {
  slice: Slice;
  pages: SlicePages | null;
  asking: boolean;
  ended: boolean;
  bytes: number;
  pieces: SettledPage[];
};

/**
 * Reads slices ahead and yields their settled rows page by page, in order of time; the slices that a slice was cut into follow
 * it. Pages are asked for in order of time too, while `heldBytes` has room for one more; the page that the caller waits for is
 * always asked for. So at most one page above `heldBytes` is held. The first failure stops all reads, and so does a caller that
 * stops iterating.
 */
export async function* readAhead({ first, read, parallel, heldBytes }: Plan): AsyncGenerator<readonly unknown[]> {
  const line: Place[] = [];
  const stop = new AbortController();
  const failures: unknown[] = [];
  let asking = 0;
  let held = 0;
  let longest = 0;
  let wake = (): void => {};

  const take = (place: Place, { rows, bytes }: SettledPage, ended: boolean): void => {
    held += bytes;
    longest = Math.max(longest, bytes);
    place.bytes += bytes;
    place.ended = ended;
    if (rows.length === 0 && !ended) return;
    place.pieces.push({ rows, bytes: place.bytes });
    place.bytes = 0;
  };
  // Never rejects: a rejection that nobody awaits would end the process.
  const ask = async (place: Place, pages: SlicePages): Promise<void> => {
    asking += 1;
    place.asking = true;
    try {
      const { value, done = false } = await pages.next();
      take(place, value, done);
      if ("instead" in value) line.splice(line.indexOf(place) + 1, 0, ...value.instead.map(toPlace));
    } catch (error) {
      failures.push(error);
      stop.abort();
    }
    place.asking = false;
    asking -= 1;
    askMore();
    wake();
  };
  const askMore = (): void => {
    for (const place of line) {
      if (asking >= parallel || stop.signal.aborted) return;
      if (place.asking || place.ended) continue;
      const isAwaited = place === line[0] && place.pieces.length === 0;
      if (!isAwaited && held + (asking + 1) * longest > heldBytes) return;
      place.pages ??= read(place.slice, stop.signal);
      void ask(place, place.pages);
    }
  };

  try {
    line.push(...first.instead.map(toPlace));
    held = longest = first.bytes;
    askMore();
    yield first.rows;
    held -= first.bytes;
    for (let head = line[0]; head !== undefined; head = line[0]) {
      askMore();
      if (failures.length > 0) throw failures[0];
      const piece = head.pieces.shift();
      if (piece !== undefined) {
        yield piece.rows;
        held -= piece.bytes;
        // A caller that works without waiting would keep answers that are here already from being read, and the next requests
        // from being sent.
        await nextTurn();
      } else if (head.ended) {
        line.shift();
      } else {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    }
  } finally {
    stop.abort();
  }
}

function toPlace(slice: Slice): Place {
  return { slice, pages: null, asking: false, ended: false, bytes: 0, pieces: [] };
}
