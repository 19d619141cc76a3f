const TIMESTAMP = /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d+))?)?(?:Z|([+-])(\d\d)(?::?(\d\d))?)?$/;

/**
 * A session's timestamp in milliseconds since 1970, null for what is none. Without an offset it is UTC; a day that is in
 * no calendar (February 30) is none. Written apart from the report's own reader, so that one does not hide the other's faults.
 */
export function readInstant(value: unknown): number | null {
  const parts = typeof value === "string" ? TIMESTAMP.exec(value) : null;
  if (parts === null) return null;
  const [year, month, day, hour, minute, second] = [1, 2, 3, 4, 5, 6].map((group) => Number(parts[group] ?? 0));
  const milliseconds = Number((parts[7] ?? "").slice(0, 3).padEnd(3, "0"));
  const midnight = midnightOf(year ?? 0, month ?? 0, day ?? 0);
  if (midnight === null || (hour ?? 0) > 23 || (minute ?? 0) > 59 || (second ?? 0) > 59) return null;
  const offset = (Number(parts[9] ?? 0) * 60 + Number(parts[10] ?? 0)) * (parts[8] === "-" ? -1 : 1);
  return midnight + ((hour ?? 0) * 60 + (minute ?? 0) - offset) * 60_000 + (second ?? 0) * 1000 + milliseconds;
}

function midnightOf(year: number, month: number, day: number): number | null {
  const date = new Date(0);
  // Date.UTC would take the years 0 to 99 for the 1900s.
  const midnight = date.setUTCFullYear(year, month - 1, day);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? midnight : null;
}
