/** How many sessions the parent of a cut counted, and its children in total so far. */
type CutBalance = { parent: number; children: number };

/**
 * A stretch of time, [from, to), milliseconds since 1970, both whole seconds. `first` and `last` of the day also keep what the
 * API lists beyond their outer end.
 */
export type Slice = { from: number; to: number; first: boolean; last: boolean; balance: CutBalance };

/** Cuts a stretch of `count` sessions into equal slices of whole seconds: at least 4, or one per second if it has fewer. */
export function cutTime(whole: Slice, count: number, sessionsPerSlice: number): Slice[] {
  const seconds = Math.max(1, (whole.to - whole.from) / 1000);
  const pieces = Math.min(seconds, Math.max(4, Math.ceil(count / sessionsPerSlice)));
  const balance = { parent: count, children: 0 };
  const edge = (index: number): number => whole.from + Math.floor((index * seconds) / pieces) * 1000;
  return Array.from({ length: pieces }, (_, index) => ({
    from: edge(index),
    to: index === pieces - 1 ? whole.to : edge(index + 1),
    first: whole.first && index === 0,
    last: whole.last && index === pieces - 1,
    balance,
  }));
}
