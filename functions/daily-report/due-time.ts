import { weekdays } from "./definition-fields.ts";
import { dateDaysBefore, instantAt, localDate } from "./domain/report-day.ts";
import type { ScheduleGroup } from "./schedule-groups.ts";

/** A month and the day on which a month's report may be due at the latest, and one day for the zone. */
const MOST_DAYS_BACK = 62;

/**
 * The time for which a group is called at an instant: the last time at or before it at which the reports are due. Every try of
 * a day and its watchdog have the same, also after midnight. Milliseconds since 1970.
 */
export function dueTimeOf(group: ScheduleGroup, instant: number): number {
  return instantOf(group, dueDateOf(group, instant), 0);
}

/** The time before, at which the reports were due the last time. Milliseconds since 1970. */
export function dueTimeBefore(group: ScheduleGroup, dueTime: number): number {
  return dueTimeOf(group, dueTime - 1);
}

/** Whether the group is not called again for the time for which it is called at the instant, except by the watchdog. */
export function isLastTry(group: ScheduleGroup, instant: number): boolean {
  return instant >= instantOf(group, dueDateOf(group, instant), group.again);
}

/** All times at which the group is called for the time for which it is called at the instant. Milliseconds since 1970, ascending. */
export function tryTimesOf(group: ScheduleGroup, instant: number): number[] {
  const date = dueDateOf(group, instant);
  return Array.from({ length: group.again + 1 }, (_, tries) => instantOf(group, date, tries));
}

function dueDateOf(group: ScheduleGroup, instant: number): string {
  const today = localDate(instant, group.zone);
  for (let days = 0; days < MOST_DAYS_BACK; days += 1) {
    const date = dateDaysBefore(today, days);
    if (isDueOn(group, date) && instantOf(group, date, 0) <= instant) return date;
  }
  return today;
}

function isDueOn({ weekdays: due, monthDay }: ScheduleGroup, date: string): boolean {
  if (monthDay !== null) return Number(date.slice(8)) === monthDay;
  // 0 is Sunday.
  const day = new Date(`${date}T00:00:00Z`).getUTCDay();
  return due.some((name) => weekdays.indexOf(name) === (day + 6) % 7);
}

function instantOf({ at, zone }: ScheduleGroup, date: string, hoursLater: number): number {
  return instantAt(date, at, zone, hoursLater);
}
