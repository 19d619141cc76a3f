const TIMESTAMP = /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d+))?)?(?:Z|([+-])(\d\d)(?::?(\d\d))?)?$/;

/**
 * Reads a session's timestamp as milliseconds since 1970; returns null if it is not a valid time (February 30). Without an
 * offset it is UTC. It does not share code with the report's own reader, so that tests with the emulator find faults in either.
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
  // Date.UTC would read the years 0 to 99 as 1900 to 1999.
  const midnight = date.setUTCFullYear(year, month - 1, day);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? midnight : null;
}
