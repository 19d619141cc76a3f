import type { PeriodKind } from "./domain/period.ts";
import { dateBefore, existingDay, localDate, type ReportDay, reportDay } from "./domain/report-day.ts";
import { lastPeriodBefore, type PeriodDates, periodNamed, periodOf, periodSpan } from "./domain/report-period.ts";
import type { ReportDefinition } from "./report-definition.ts";
import { badRequest, type ReportRequest, RequestError } from "./report-request.ts";

/** The time that a report is about: a day, or a week or month as one long day. */
export type ReportSpan = { readonly day: ReportDay; readonly period: PeriodDates | null };

/** What the report is about if it is made at that instant, milliseconds since 1970: the last day, week or month that is over. */
export function dueSpan({ period, zone }: ReportDefinition, instant: number): ReportSpan {
  if (period === "day") return { day: reportDay(dateBefore(instant, zone), zone), period: null };
  return spanOf(lastPeriodBefore(period, instant, zone), zone);
}

export type AskedFor = {
  readonly request: ReportRequest;
  /** The date of the request, or one of its range; null if it names none. */
  readonly date: string | null;
  /** The instant by which yesterday is, and the last week or month: the scheduled time, or `now`. Milliseconds since 1970. */
  readonly at: number;
  readonly now: number;
};

/**
 * What the report is about by the request; null for a date of a range that the zone skipped, or on which no week or month begins
 * that is over. Throws RequestError, ReportDayError or ReportPeriodError if the request cannot be met.
 */
export function spanAskedFor(definition: ReportDefinition, asked: AskedFor): ReportSpan | null {
  const { period: kind, zone } = definition;
  if (kind !== "day") return periodAskedFor(kind, zone, asked);
  const { request, date, at, now } = asked;
  refusePeriod(request, definition);
  const chosen = date ?? dateBefore(at, zone);
  const day = request.from === undefined ? reportDay(chosen, zone) : existingDay(chosen, zone);
  if (day !== null) refuseUnlessOver(day.date, zone, now);
  return day && { day, period: null };
}

function periodAskedFor(kind: PeriodKind, zone: string, { request, date, at, now }: AskedFor): ReportSpan | null {
  const holding = date === null ? lastPeriodBefore(kind, at, zone) : periodOf(kind, date);
  if (request.from !== undefined && (holding.from !== date || !isOver(holding.to, zone, now))) return null;
  const period = request.period === undefined ? holding : periodNamed(kind, request.period);
  refuseUnlessPeriodIsOver(period, zone, now);
  return spanOf(period, zone);
}

function spanOf(period: PeriodDates, zone: string): ReportSpan {
  return { day: periodSpan(period, zone), period };
}

function refusePeriod({ period }: ReportRequest, { id }: ReportDefinition): void {
  if (period === undefined) return;
  throw badRequest(`asks report ${id} for the period ${period}, but that is a daily report; give a date`);
}

/** Throws RequestError for today and later days, whose figures are not final. `now` in milliseconds since 1970. */
export function refuseUnlessOver(date: string, zone: string, now: number): void {
  if (isOver(date, zone, now)) return;
  const message = `The day ${date} is not over in ${zone}, where it is ${localDate(now, zone)}; ask for an earlier day.`;
  throw new RequestError("DAY_NOT_OVER", message);
}

function refuseUnlessPeriodIsOver({ kind, name, to }: PeriodDates, zone: string, now: number): void {
  if (isOver(to, zone, now)) return;
  const message = `The ${kind} ${name} is not over in ${zone}, where it is ${localDate(now, zone)}; ask for an earlier ${kind}.`;
  throw new RequestError("DAY_NOT_OVER", message);
}

function isOver(date: string, zone: string, now: number): boolean {
  return date < localDate(now, zone);
}
