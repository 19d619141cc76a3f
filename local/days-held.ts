import { readText } from "../functions/daily-report/domain/read-values.ts";
import { localDate, localTimeOfDay, reportDay } from "../functions/daily-report/domain/report-day.ts";
import { createdAtOf, fieldsOf } from "../functions/daily-report/domain/session.ts";

/** A local date with sessions. `first` and `last`: the local times at which the first and last were created, in milliseconds from 00:00. */
export type HeldDay = {
  /** yyyy-mm-dd */
  readonly date: string;
  readonly sessions: number;
  readonly first: number;
  readonly last: number;
};

/** Before this instant, the local year has four digits in every zone. */
const LATEST = Date.UTC(9999, 11, 30);

/**
 * Returns the local dates on which sessions were created, in order. A session that is listed twice counts once. Items without
 * a readable `createdAt` are ignored.
 */
export function daysHeld(items: readonly unknown[], zone: string): HeldDay[] {
  const instants = creationsOf(items);
  const days: HeldDay[] = [];
  for (let start = 0; start < instants.length; start += days.at(-1)?.sessions ?? 0) {
    const first = instants[start] ?? 0;
    const day = reportDay(localDate(first, zone), zone);
    let end = start + 1;
    while ((instants[end] ?? day.to) < day.to) end += 1;
    const last = instants[end - 1] ?? first;
    const [begin, close] = [localTimeOfDay(day, first), localTimeOfDay(day, last)];
    days.push({ date: day.date, sessions: end - start, first: begin, last: close });
  }
  return days;
}

/** Returns when each session was created, ascending. */
function creationsOf(items: readonly unknown[]): Float64Array {
  const seen = new Set<string>();
  const instants = items.flatMap((item) => {
    const instant = createdAtOf(item);
    if (instant === null || instant >= LATEST) return [];
    const { value: id } = readText(fieldsOf(item).id);
    const session = `${instant} ${id}`;
    if (id !== null && seen.has(session)) return [];
    seen.add(session);
    return instant;
  });
  return Float64Array.from(instants).sort();
}
