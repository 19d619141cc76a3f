import { dueTimeBefore, dueTimeOf, tryTimesOf } from "../../functions/daily-report/due-time.ts";
import type { ReportDefinition } from "../../functions/daily-report/report-definition.ts";
import { dueSpan, type ReportSpan } from "../../functions/daily-report/report-span.ts";
import { type ScheduleGroup, scheduleGroupsOf } from "../../functions/daily-report/schedule-groups.ts";

/** The group of schedules that makes the report; null if the report is not enabled. */
export function groupOf(definitions: readonly ReportDefinition[], id: string): ScheduleGroup | null {
  return scheduleGroupsOf(definitions).find(({ reports }) => reports.includes(id)) ?? null;
}

const MONTH_MS = 32 * 86_400_000;

/**
 * The first time at which the group is due for that day, week or month, milliseconds since 1970; null if it never is: a
 * report that is made from Monday to Friday is never due for a Friday or a Saturday.
 */
export function dueTimeFor(definition: ReportDefinition, group: ScheduleGroup, { day }: ReportSpan): number | null {
  let found: number | null = null;
  // A month's report is due within the month after it.
  let due = dueTimeOf(group, day.to + MONTH_MS);
  for (; due >= day.to; due = dueTimeBefore(group, due)) {
    if (dueSpan(definition, due).day.date === day.date) found = due;
  }
  return found;
}

/** When a schedule makes a report of a day, week or month. Times in milliseconds since 1970. */
export type Due = {
  /** The times of the schedule's calls for it, ascending. */
  readonly calls: readonly number[];
  /** The day that was due before it, or the first date of the week or month. */
  readonly dateBefore: string;
  /** The first time after `now` at which the report is due. */
  readonly next: number;
};

/** What the report was due for last, and when; `due` is null if no schedule makes it. */
export function dueLast(
  definition: ReportDefinition,
  definitions: readonly ReportDefinition[],
  now: number,
): { span: ReportSpan; due: Due | null } {
  const group = groupOf(definitions, definition.id);
  const span = dueSpan(definition, group === null ? now : dueTimeOf(group, now));
  return { span, due: group && dueOf(definition, group, { span, now }) };
}

/** When the schedule makes the report of that day, week or month; null if it never does. */
export function dueOf(
  definition: ReportDefinition,
  group: ScheduleGroup,
  { span, now }: { readonly span: ReportSpan; readonly now: number },
): Due | null {
  const dueTime = dueTimeFor(definition, group, span);
  return dueTime === null ? null : dueAt(definition, group, { dueTime, now });
}

/** When the schedule makes what is due first at that time. */
export function dueAt(
  definition: ReportDefinition,
  group: ScheduleGroup,
  { dueTime, now }: { readonly dueTime: number; readonly now: number },
): Due {
  const { date: dateBefore } = dueSpan(definition, dueTimeBefore(group, dueTime)).day;
  return { calls: tryTimesOf(group, dueTime), dateBefore, next: dueTimeAfter(group, now) };
}

/** Shorter than the shortest day, which has 23 hours. */
const STEP_MS = 12 * 3_600_000;

/** The first time after `instant` at which the group is due, milliseconds since 1970. */
function dueTimeAfter(group: ScheduleGroup, instant: number): number {
  let later = instant;
  while (dueTimeOf(group, later) <= instant) later += STEP_MS;
  return dueTimeOf(group, later);
}
