import type { DayReading, ReadProgress } from "../ports.ts";
import type { Slice } from "./cut-time.ts";
import type { ListAnswer } from "./decode-answer.ts";
import { joinRows } from "./join-rows.ts";
import { describePage, type ListedPage, type ListPage } from "./list-sessions.ts";
import type { InstantOf } from "./place-page.ts";
import { readAhead } from "./read-ahead.ts";
import { TwinWalkError } from "./twin-errors.ts";
import type { TwinLimits } from "./twin-limits.ts";
import { UnplacedRows } from "./unplaced-rows.ts";
import { cutAfterFirst, readSlice } from "./walk-slice.ts";

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
  const inOrder = !isOnePage || isSorted(answer, walk.instantOf);
  const read = (): AsyncGenerator<readonly unknown[]> =>
    withProgress(isOnePage ? onePiece(answer) : readSlices(whole, answer, walk), declared, walk);
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

async function* withProgress(
  pieces: AsyncGenerator<readonly unknown[]>,
  declared: number,
  { onProgress }: Walk,
): AsyncGenerator<readonly unknown[]> {
  let sessionsRead = 0;
  onProgress({ sessionsRead, declared });
  for await (const rows of pieces) {
    sessionsRead += rows.length;
    onProgress({ sessionsRead, declared });
    yield rows;
  }
}

async function* onePiece({ items }: ListAnswer): AsyncGenerator<readonly unknown[]> {
  yield items;
}

/** The first answer is the first page of the day; what follows it is cut into slices. */
async function* readSlices(
  whole: { from: number; to: number },
  answer: ListedPage,
  { list, instantOf, limits }: Walk,
): AsyncGenerator<readonly unknown[]> {
  const unplaced = new UnplacedRows();
  const day: Slice = { ...whole, first: true, last: true, balance: { parent: answer.count, children: 0 } };
  const tools = { list, instantOf, unplaced, limits };
  const pages = readAhead({
    first: cutAfterFirst(answer, day, tools),
    read: (slice, signal) => readSlice(slice, tools, signal),
    parallel: limits.parallelSlices,
    heldBytes: limits.heldBytes,
  });
  // Every piece costs its reader a little, so pages of a few rows are joined.
  const fewRows = limits.pageRows / 2;
  let piece: readonly unknown[] = [];
  for await (const rows of pages) {
    piece = joinRows(piece, rows);
    if (piece.length < fewRows) continue;
    yield piece;
    piece = [];
  }
  if (piece.length > 0) yield piece;
  const apart = unplaced.rows();
  if (apart.length > 0) yield apart;
}

function unbelievable(whole: { from: number; to: number }, declared: number, { maxSessions }: TwinLimits): Error {
  return new TwinWalkError(
    `Asked for ${describePage({ ...whole, offset: 0 })}, TWIN counts ${declared}, but this program accepts at most ${maxSessions}; check the API's count.`,
  );
}
