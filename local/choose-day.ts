import type { HeldDay } from "./days-held.ts";

/** The day of a file to report on, and whether the file seems to hold all of it. */
export type ChosenDay = { readonly date: string; readonly isWhole: boolean };

/** How much earlier than its neighbour a whole day may end, or how much later begin. Milliseconds. */
const SLACK_MS = 2 * 3_600_000;

/**
 * The last whole day of those held, in order; if none is whole, the one with most sessions. A day that is not over (`today`,
 * yyyy-mm-dd, or later) is chosen only where there is no other. Null without days.
 *
 * Only the first and the last day of a file can be cut off, and a cut shows against the day beside it: the last is whole if it
 * ends at most two hours earlier on the clock than the day before it, the first if it begins at most two hours later than the
 * day after it. A day alone is whole. Example: a UTC day read in Moscow holds 03:00 to 24:00 of one date and 00:00 to 03:00 of
 * the next; neither is whole, and the first has most sessions.
 */
export function chooseDay(days: readonly HeldDay[], today: string): ChosenDay | null {
  const held = days.map((day, index) => ({ ...day, isWhole: isWhole(day, days[index - 1], days[index + 1]) }));
  const over = held.filter(({ date }) => date < today);
  const candidates = over.length > 0 ? over : held;
  const fullest = candidates.toSorted((a, b) => a.sessions - b.sessions).at(-1);
  const chosen = candidates.findLast((day) => day.isWhole) ?? fullest;
  return chosen ? { date: chosen.date, isWhole: chosen.isWhole } : null;
}

function isWhole(day: HeldDay, before: HeldDay | undefined, after: HeldDay | undefined): boolean {
  if (before && after) return true;
  if (before) return day.last >= before.last - SLACK_MS;
  return !after || day.first <= after.first + SLACK_MS;
}
