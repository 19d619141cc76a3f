import { wallClock } from "../texts/wall-clock.ts";

const QUARTER = 900_000;

/**
 * The clocks of a zone, for very many instants: maps milliseconds since 1970 to those whose UTC parts are the local ones.
 * A zone's offset is asked for once a quarter of an hour, since since 1972 clocks have been changed on quarters only.
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
