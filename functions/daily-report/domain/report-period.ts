import { Temporal } from "temporal-polyfill";
import type { Period, PeriodKind } from "./period.ts";
import { datesBetween, localDate, plainDate, type ReportDay, reportSpan } from "./report-day.ts";
import { ReportError } from "./report-error.ts";

/** An ISO week (ISO 8601: Monday to Sunday, named by the year of its Thursday) or a calendar month: its name and local dates. */
export type PeriodDates = Pick<Period, "kind" | "name" | "from" | "to">;

/** A name that is not of a week or month. */
export class ReportPeriodError extends ReportError {
  override readonly name = "ReportPeriodError";
}

/** The week or month that holds the date (yyyy-mm-dd). Throws ReportDayError if it is not a date. */
export function periodOf(kind: PeriodKind, date: string): PeriodDates {
  return kind === "week" ? weekOf(plainDate(date)) : monthOf(plainDate(date));
}

/** The week ("2026-W48") or month ("2026-11") of that name. Throws ReportPeriodError if there is none. */
export function periodNamed(kind: PeriodKind, name: string): PeriodDates {
  const [, year, number] = (kind === "week" ? /^(\d{4})-W(\d\d)$/ : /^(\d{4})-(\d\d)$/).exec(name) ?? [];
  const found = numbered(kind, Number(year ?? 1), Number(number ?? 0));
  // Week 54 or month 13 is one of the next year, with another name.
  if (found.name === name) return found;
  const right = kind === "week" ? 'an ISO week; give one such as "2026-W48"' : 'a month; give one such as "2026-11"';
  throw new ReportPeriodError("NO_SUCH_PERIOD", `${JSON.stringify(name)} is not ${right}.`);
}

function numbered(kind: PeriodKind, year: number, number: number): PeriodDates {
  // The 4th of January is always in the first week.
  const january4 = Temporal.PlainDate.from({ year, month: 1, day: 4 });
  return kind === "week" ? weekOf(january4.add({ weeks: number - 1 })) : monthOf(january4.add({ months: number - 1 }));
}

/** The period before. */
export function periodBefore({ kind, from }: PeriodDates): PeriodDates {
  return periodOf(kind, plainDate(from).subtract({ days: 1 }).toString());
}

/** The last period that is over at an instant, by the clocks of the zone: a report made then is about it. */
export function lastPeriodBefore(kind: PeriodKind, instant: number, zone: string): PeriodDates {
  return periodBefore(periodOf(kind, localDate(instant, zone)));
}

/** The dates of the period, without those that the zone skipped. */
export function datesOf({ from, to }: PeriodDates, zone: string): string[] {
  return datesBetween(from, to, MOST_DAYS).filter((date) => reportSpan(date, date, zone).hours > 0);
}

const MOST_DAYS = 31;

/** All dates of the period as one interval of time. Its `date` is the first date; a day that the zone skipped adds no time. */
export function periodSpan({ from, to }: PeriodDates, zone: string): ReportDay {
  return reportSpan(from, to, zone);
}

function weekOf(date: Temporal.PlainDate): PeriodDates {
  const monday = date.subtract({ days: date.dayOfWeek - 1 });
  const [year, week] = [String(date.yearOfWeek).padStart(4, "0"), String(date.weekOfYear).padStart(2, "0")];
  const name = `${year}-W${week}`;
  return { kind: "week", name, from: monday.toString(), to: monday.add({ days: 6 }).toString() };
}

function monthOf(date: Temporal.PlainDate): PeriodDates {
  const [first, last] = [date.with({ day: 1 }), date.with({ day: date.daysInMonth })];
  return { kind: "month", name: first.toString().slice(0, -3), from: first.toString(), to: last.toString() };
}
