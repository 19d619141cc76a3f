import { wallClock } from "../texts/wall-clock.ts";

const QUARTER = 900_000;

/**
 * Returns a fast converter to local time: it takes an instant in milliseconds since 1970 and returns the milliseconds whose
 * UTC parts are the local date and time. The offset is computed once per quarter of an hour, because all clock changes since
 * 1972 happened at a full quarter.
 */
export function localTimeIn(zone: string): (instant: number) => number {
  const offsets = new Map<number, number>();
  return (instant) => {
    const quarter = Math.floor(instant / QUARTER) * QUARTER;
    const known = offsets.get(quarter);
    if (known !== undefined) return instant + known;
    const offset = (wallClock(new Date(quarter).toISOString(), zone)?.getTime() ?? quarter) - quarter;
    offsets.set(quarter, offset);
    return instant + offset;
  };
}
