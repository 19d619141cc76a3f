/**
 * What the clocks of a zone show at an instant (ISO 8601), as a Date whose UTC parts are the local ones: spreadsheets
 * know no zones and write a Date's UTC parts. To the second; null for what is no instant.
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
