import type { Slice } from "./cut-time.ts";
import type { SliceOutcome } from "./walk-slice.ts";

type Plan = {
  slices: readonly Slice[];
  read: (slice: Slice, signal: AbortSignal) => Promise<SliceOutcome>;
  /** How many slices may be read at once or be held in memory until they are handed on. */
  parallel: number;
};

/** A slice's rows, and how many slices are known to come after it. */
export type ReadSlice = { rows: unknown[]; waiting: number };

/** A slice in the queue: not begun, being read (`begun`), or read (`rows`). */
type Place = { slice: Slice; begun: Promise<void> | null; rows: unknown[] | null };

/**
 * Reads a few slices ahead and yields them in order of time; a slice that was cut is replaced by its pieces. The first failure
 * stops all reads, and so does a caller that stops iterating.
 */
export async function* readAhead({ slices, read, parallel }: Plan): AsyncGenerator<ReadSlice> {
  const line = slices.map(toPlace);
  const stop = new AbortController();
  const failures: unknown[] = [];
  let active = 0;

  // Never rejects: a rejection that nobody awaits would end the process.
  const begin = async (place: Place): Promise<void> => {
    active += 1;
    try {
      const outcome = await read(place.slice, stop.signal);
      if ("rows" in outcome) place.rows = outcome.rows;
      else line.splice(line.indexOf(place), 1, ...outcome.cut.map(toPlace));
    } catch (error) {
      failures.push(error);
      stop.abort();
    }
    active -= 1;
    beginNext();
  };
  const beginNext = (): void => {
    for (const place of line.slice(0, parallel)) {
      if (active >= parallel || stop.signal.aborted) return;
      place.begun ??= begin(place);
    }
  };

  try {
    for (let head = line[0]; head !== undefined; head = line[0]) {
      head.begun ??= begin(head);
      beginNext();
      await head.begun;
      if (failures.length > 0) throw failures[0];
      if (head.rows === null) continue;
      line.shift();
      yield { rows: head.rows, waiting: line.length };
    }
  } finally {
    stop.abort();
  }
}

function toPlace(slice: Slice): Place {
  return { slice, begun: null, rows: null };
}
