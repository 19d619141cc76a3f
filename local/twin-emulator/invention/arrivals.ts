import { Temporal } from "temporal-polyfill";
import { demandAt } from "./contact-centre.ts";
import type { SeededRandom } from "./seeded-random.ts";

/** When a client writes: milliseconds since 1970 (a whole second), and the hour of the local clock. */
export type Arrival = { readonly at: number; readonly hour: number };

/** A report day [from, to) of a zone, in milliseconds since 1970. */
export type Day = { readonly from: number; readonly to: number; readonly zone: string };

const STEP = 15 * 60_000;

/** Returns `count` arrivals of a day, distributed by the centre's demand, not sorted. */
export function arrivals(random: SeededRandom, { from, to, zone }: Day, count: number): Arrival[] {
  const steps = Array.from({ length: Math.ceil((to - from) / STEP) }, (_, index) => {
    const start = from + index * STEP;
    return { start, length: Math.min(STEP, to - start), hour: localHour(start, zone) };
  });
  const weights = steps.map(({ length, hour }) => length * demandAt(hour));
  return Array.from({ length: count }, () => {
    const { start, length, hour } = random.weighted(steps, weights);
    return { at: start + random.whole(0, length / 1000 - 1) * 1000, hour };
  });
}

/** Returns the local hour at an instant. */
export function localHour(at: number, zone: string): number {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).hour;
}
