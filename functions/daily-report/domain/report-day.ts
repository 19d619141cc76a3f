import { Temporal } from "temporal-polyfill";
import { ReportError } from "./report-error.ts";

/** One local date of a time zone, or several in a row, as the interval [from, to) in milliseconds since 1970. */
export type ReportDay = {
  /** yyyy-mm-dd; of several dates the first. */
  readonly date: string;
  /** IANA name */
  readonly zone: string;
  readonly from: number;
  readonly to: number;
  /** The length of the day: 24, or for example 23, 23.5, 24.5 or 25 if clocks change. Of several days the sum. */
  readonly hours: number;
  /** The parts of the day with a constant UTC offset, in order. Most days have one. */
  readonly stretches: readonly Stretch[];
};

type Stretch = { readonly from: number; readonly to: number; readonly offset: number };

const HOUR = 3_600_000;

/** Thrown if the date or the zone does not exist, or if the zone skipped the day. */
export class ReportDayError extends ReportError {
  override readonly name = "ReportDayError";
}

/**
 * Returns the day `date` (yyyy-mm-dd) of a zone: from the first instant with this local date to the first instant with a later
 * one (`docs/metrics.md` section 1). Throws ReportDayError if the date or the zone does not exist, or if the zone skipped the day.
 */
export function reportDay(date: string, zone: string): ReportDay {
  const plain = plainDate(date);
  if (!startOf(plain, zone).toPlainDate().equals(plain)) {
    throw new ReportDayError(
      "NO_SUCH_DAY",
      `The day ${date} does not exist in ${zone}: its clocks skipped it. Ask for another day.`,
    );
  }
  return reportSpan(date, date, zone);
}

/**
 * The days from `first` to `last` (yyyy-mm-dd, both included) of a zone as one interval, whose `date` is `first`. A day that the
 * zone skipped adds no time. Throws ReportDayError if a date or the zone does not exist.
 */
export function reportSpan(first: string, last: string, zone: string): ReportDay {
  const start = startOf(plainDate(first), zone);
  const from = start.epochMilliseconds;
  const to = startOf(plainDate(last).add({ days: 1 }), zone).epochMilliseconds;
  return { date: first, zone, from, to, hours: (to - from) / HOUR, stretches: stretchesOf(start, to) };
}

/** The day; null if the zone skipped it. */
export function existingDay(date: string, zone: string): ReportDay | null {
  try {
    return reportDay(date, zone);
  } catch (error) {
    if (error instanceof ReportDayError && error.code === "NO_SUCH_DAY") return null;
    throw error;
  }
}

/** The local date of an instant, yyyy-mm-dd. */
export function localDate(instant: number, zone: string): string {
  return zoned(instant, zone).toPlainDate().toString();
}

/** The date before the local date of an instant: a run at that instant reports on it. Leaves out a day that the zone skipped. */
export function dateBefore(instant: number, zone: string): string {
  const date = zoned(instant, zone).toPlainDate().subtract({ days: 1 });
  const existing = startOf(date, zone).toPlainDate().equals(date) ? date : date.subtract({ days: 1 });
  return existing.toString();
}

/** The dates from the first to the last, both included, but at most `most` dates. Throws ReportDayError if one is not a date. */
export function datesBetween(first: string, last: string, most: number): string[] {
  const dates: string[] = [];
  const end = plainDate(last);
  let date = plainDate(first);
  while (dates.length < most && Temporal.PlainDate.compare(date, end) <= 0) {
    dates.push(date.toString());
    date = date.add({ days: 1 });
  }
  return dates;
}

/** The date a number of days before a date. */
export function dateDaysBefore(date: string, days: number): string {
  return plainDate(date).subtract({ days }).toString();
}

/**
 * The instant, milliseconds since 1970, at which the local clock shows a time (HH:MM) of a date, or that many hours later on the
 * clock. A time that the clocks skip counts as much later as they skip; of one that they repeat, the first is meant.
 */
export function instantAt(date: string, time: string, zone: string, hoursLater = 0): number {
  const local = plainDate(date).toPlainDateTime(Temporal.PlainTime.from(time)).add({ hours: hoursLater });
  return inZone(zone, () => local.toZonedDateTime(zone)).epochMilliseconds;
}

/** The hour of the local clock, 0-23, at an instant of the day. */
export function localHour(day: ReportDay, instant: number): number {
  return hourOf(localInstant(day, instant));
}

/** The time on the local clock at an instant of the day, in milliseconds from 00:00. */
export function localTimeOfDay(day: ReportDay, instant: number): number {
  const local = localInstant(day, instant);
  return hourOf(local) * HOUR + (local - Math.floor(local / HOUR) * HOUR);
}

/** The instant whose UTC time is the local time at the given instant of the day. */
function localInstant({ stretches }: ReportDay, instant: number): number {
  const { offset } = stretches.reduce((current, next) => (next.from <= instant ? next : current));
  return instant + offset;
}

/** The length of each hour of the local clock that day, in hours: 24 numbers, 0 for a skipped hour, 2 for a repeated hour; of several days the sums. */
export function hoursOfDay(day: ReportDay): number[] {
  const lengths = new Map<number, number>();
  for (const { from, to, offset } of day.stretches) {
    for (let at = from; at < to; ) {
      const next = Math.min(to, (Math.floor((at + offset) / HOUR) + 1) * HOUR - offset);
      const hour = hourOf(at + offset);
      lengths.set(hour, (lengths.get(hour) ?? 0) + next - at);
      at = next;
    }
  }
  return Array.from({ length: 24 }, (_, hour) => (lengths.get(hour) ?? 0) / HOUR);
}

function hourOf(local: number): number {
  return ((Math.floor(local / HOUR) % 24) + 24) % 24;
}

/** The date of a text yyyy-mm-dd. Throws ReportDayError if it is not a date. */
export function plainDate(date: string): Temporal.PlainDate {
  if (/^\d{4}-\d\d-\d\d$/.test(date)) {
    try {
      return Temporal.PlainDate.from(date, { overflow: "reject" });
    } catch {
      // The error below has a clearer message.
    }
  }
  throw new ReportDayError("NOT_A_DATE", `${JSON.stringify(date)} is not a date; give a real one as YYYY-MM-DD.`);
}

function startOf(date: Temporal.PlainDate, zone: string): Temporal.ZonedDateTime {
  return inZone(zone, () => date.toZonedDateTime(zone));
}

function zoned(instant: number, zone: string): Temporal.ZonedDateTime {
  return inZone(zone, () => Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone));
}

function inZone<T>(zone: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    throw new ReportDayError(
      "UNKNOWN_ZONE",
      `Unknown time zone ${JSON.stringify(zone)}; give an IANA name such as "Europe/Moscow".`,
      { cause },
    );
  }
}

function stretchesOf(start: Temporal.ZonedDateTime, to: number): Stretch[] {
  const stretches: Stretch[] = [];
  for (let at = start; at.epochMilliseconds < to; ) {
    const next = at.getTimeZoneTransition("next");
    const end = Math.min(to, next?.epochMilliseconds ?? to);
    stretches.push({ from: at.epochMilliseconds, to: end, offset: at.offsetNanoseconds / 1e6 });
    if (!next) break;
    at = next;
  }
  return stretches;
}
