import { Temporal } from "temporal-polyfill";
import { ReportError } from "./report-error.ts";

/** One local date of a zone as a stretch of time, [from, to), in milliseconds since 1970. */
export type ReportDay = {
  /** yyyy-mm-dd */
  readonly date: string;
  /** IANA name */
  readonly zone: string;
  readonly from: number;
  readonly to: number;
  /** Its length; 23, 23.5, 24.5 and 25 occur. */
  readonly hours: number;
  /** The stretches of constant UTC offset the day is made of, in order; most days have one. */
  readonly stretches: readonly Stretch[];
};

type Stretch = { readonly from: number; readonly to: number; readonly offset: number };

const HOUR = 3_600_000;

/** The day cannot be reported on: no such date, no such zone, or no such day in the zone. */
export class ReportDayError extends ReportError {
  override readonly name = "ReportDayError";
}

/**
 * The day `date` (yyyy-mm-dd) of a zone: from the first instant whose local date it is to the first instant whose local
 * date is later (`docs/metrics.md` section 1). Throws ReportDayError for an unreal date, an unknown zone, or a day the zone skipped.
 */
export function reportDay(date: string, zone: string): ReportDay {
  const plain = plainDate(date);
  const start = startOf(plain, zone);
  if (!start.toPlainDate().equals(plain)) {
    throw new ReportDayError(
      "NO_SUCH_DAY",
      `The day ${date} does not exist in ${zone}: its clocks skipped it. Ask for another day.`,
    );
  }
  const from = start.epochMilliseconds;
  const to = startOf(plain.add({ days: 1 }), zone).epochMilliseconds;
  return { date, zone, from, to, hours: (to - from) / HOUR, stretches: stretchesOf(start, to) };
}

/** The local date of an instant, yyyy-mm-dd. */
export function localDate(instant: number, zone: string): string {
  return zoned(instant, zone).toPlainDate().toString();
}

/** The date before the local date of an instant: the day that a run at that instant reports on. A day the zone skipped is passed over. */
export function dateBefore(instant: number, zone: string): string {
  const date = zoned(instant, zone).toPlainDate().subtract({ days: 1 });
  const existing = startOf(date, zone).toPlainDate().equals(date) ? date : date.subtract({ days: 1 });
  return existing.toString();
}

/** The dates from the first to the last, both included, but no more than `most`. Throws ReportDayError for what is no date. */
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

/** The same weekday of so many weeks before, the nearest first. */
export function datesWeeksBefore(date: string, weeks: number): string[] {
  return Array.from({ length: weeks }, (_, index) =>
    plainDate(date)
      .subtract({ weeks: index + 1 })
      .toString(),
  );
}

/** The hour of the local clock, 0-23, at an instant of the day. */
export function localHour(day: ReportDay, instant: number): number {
  const { offset } = day.stretches.reduce((current, next) => (next.from <= instant ? next : current));
  return hourOf(instant + offset);
}

/** How much time each hour of the local clock had that day, in hours: 24 numbers, 0 in a spring gap, 2 in a double hour. */
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

function plainDate(date: string): Temporal.PlainDate {
  if (/^\d{4}-\d\d-\d\d$/.test(date)) {
    try {
      return Temporal.PlainDate.from(date, { overflow: "reject" });
    } catch {
      // Falls through to the one sentence below.
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
