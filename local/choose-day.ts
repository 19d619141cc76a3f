import type { HeldDay } from "./days-held.ts";

/** The day of a file to report on, and whether the file seems to contain the whole day. */
export type ChosenDay = { readonly date: string; readonly isWhole: boolean };

/** A whole day may end this much earlier than the day before it, or begin this much later than the day after it. */
const SLACK_MS = 2 * 3_600_000;

/**
 * Returns the last whole day, or the day with the most sessions if no day is whole. `held` is in date order. A day that is not
 * over (`today`, yyyy-mm-dd, or later) is chosen only if all days are like that. Returns null if there are no days.
 *
 * Only the first and the last day of a file can be incomplete, so each is compared with the day next to it. The last day is
 * whole if it ends at most two hours earlier (by the clock) than the day before it. The first day is whole if it begins at
 * most two hours later than the day after it. A single day is whole. Example: read in Moscow, a UTC day contains 03:00 to
 * 24:00 of one date and 00:00 to 03:00 of the next. Neither is whole, and the first has the most sessions.
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
