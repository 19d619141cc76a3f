/**
 * Returns the local time of an instant (ISO 8601) as a Date whose UTC parts are the local date and time: spreadsheets have
 * no time zones and write the UTC parts of a Date. The result has whole seconds; it is null if the instant is not valid.
 */
export function wallClock(instant: string, zone: string): Date | null {
  const date = new Date(instant);
  if (Number.isNaN(date.getTime())) return null;
  const parts = new Intl.DateTimeFormat("en-US", { ...NUMERIC, timeZone: zone }).formatToParts(date);
  const part = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((found) => found.type === type)?.value);
  return new Date(Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"), part("second")));
}

const NUMERIC: Intl.DateTimeFormatOptions = {
  calendar: "gregory",
  numberingSystem: "latn",
  hourCycle: "h23",
  year: "numeric",
  month: "numeric",
  day: "numeric",
  hour: "numeric",
  minute: "numeric",
  second: "numeric",
};
