import type { DayReading, ReadProgress } from "../ports.ts";
import { cutTime, type Slice } from "./cut-time.ts";
import type { ListAnswer } from "./decode-answer.ts";
import { describePage, type ListPage } from "./list-sessions.ts";
import type { InstantOf } from "./place-page.ts";
import { readAhead } from "./read-ahead.ts";
import { TwinWalkError } from "./twin-errors.ts";
import type { TwinLimits } from "./twin-limits.ts";
import { UnplacedRows } from "./unplaced-rows.ts";
import { readSlice } from "./walk-slice.ts";

/** The time range to read, milliseconds since 1970, and what is needed to read it. */
export type Walk = {
  from: number;
  to: number;
  list: ListPage;
  instantOf: InstantOf;
  limits: TwinLimits;
  onProgress: (progress: ReadProgress) => void;
};

/**
 * Requests the whole time range; if one page does not hold it, reads it in slices. `inOrder` can be false only if one
 * page holds the day; a walk over several pages that are not sorted throws. Throws TwinError.
 */
export async function walkDay(walk: Walk): Promise<DayReading> {
  const whole = wholeSeconds(walk);
  const answer = await walk.list({ ...whole, offset: 0 }, new AbortController().signal);
  const declared = answer.count;
  if (declared > walk.limits.maxSessions) throw unbelievable(whole, declared, walk.limits);
  const isOnePage = isComplete(answer, walk.limits);
  const read = isOnePage ? onePiece(answer, walk) : () => readSlices(whole, declared, walk);
  const inOrder = !isOnePage || isSorted(answer, walk.instantOf);
  return { declared, inOrder, pieces: { [Symbol.asyncIterator]: read } };
}

/** Ignores rows without a readable time: they may be anywhere in the list. */
function isSorted({ items }: ListAnswer, instantOf: InstantOf): boolean {
  const instants = items.map(instantOf).filter((instant) => instant !== null);
  return instants.every((instant, index) => index === 0 || (instants[index - 1] ?? instant) <= instant);
}

/** The API expects whole seconds; rows outside the exact day are dropped later. */
function wholeSeconds({ from, to }: Walk): { from: number; to: number } {
  return { from: Math.floor(from / 1000) * 1000, to: Math.ceil(to / 1000) * 1000 };
}

/** A full page does not prove the end, whatever its count: a server may count the page only, or count no further than a page. */
function isComplete({ count, items }: ListAnswer, { pageRows }: TwinLimits): boolean {
  return count === items.length && count < pageRows;
}

function onePiece({ items }: ListAnswer, { onProgress }: Walk): () => AsyncGenerator<readonly unknown[]> {
  return async function* () {
    onProgress({ slicesDone: 1, slices: 1, sessionsRead: items.length });
    yield items;
  };
}

async function* readSlices(
  whole: { from: number; to: number },
  declared: number,
  walk: Walk,
): AsyncGenerator<readonly unknown[]> {
  const { list, instantOf, limits, onProgress } = walk;
  const unplaced = new UnplacedRows();
  const day: Slice = { ...whole, first: true, last: true, balance: { parent: declared, children: 0 } };
  const slices = readAhead({
    slices: cutTime(day, declared, limits.sessionsPerSlice),
    read: (slice, signal) => readSlice(slice, { list, instantOf, unplaced, limits, signal }),
    parallel: limits.parallelSlices,
  });
  let slicesDone = 0;
  let sessionsRead = 0;
  for await (const { rows, waiting } of slices) {
    slicesDone += 1;
    sessionsRead += rows.length;
    onProgress({ slicesDone, slices: slicesDone + waiting, sessionsRead });
    yield rows;
  }
  const apart = unplaced.rows();
  if (apart.length === 0) return;
  onProgress({ slicesDone, slices: slicesDone, sessionsRead: sessionsRead + apart.length });
  yield apart;
}

function unbelievable(whole: { from: number; to: number }, declared: number, { maxSessions }: TwinLimits): Error {
  return new TwinWalkError(
    `Asked for ${describePage({ ...whole, offset: 0 })}, TWIN counts ${declared}, but this program accepts at most ${maxSessions}; check the API's count.`,
  );
}
