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

/** What the report was due for last, milliseconds since 1970, and the schedule's calls for it; none if no schedule makes it. */
export function dueLast(
  definition: ReportDefinition,
  definitions: readonly ReportDefinition[],
  now: number,
): { span: ReportSpan; calls: number[] } {
  const group = groupOf(definitions, definition.id);
  const span = dueSpan(definition, group === null ? now : dueTimeOf(group, now));
  return { span, calls: group === null ? [] : callsFor(definition, group, span) };
}

/** The times at which the schedule calls for that day, week or month, milliseconds since 1970; none if it never does. */
export function callsFor(definition: ReportDefinition, group: ScheduleGroup, span: ReportSpan): number[] {
  const due = dueTimeFor(definition, group, span);
  return due === null ? [] : tryTimesOf(group, due);
}
