import { Temporal } from "temporal-polyfill";
import { demandAt } from "./contact-centre.ts";
import type { SeededRandom } from "./seeded-random.ts";

/** A client writes: when, in milliseconds since 1970 at a whole second, and at which hour of the local clock. */
export type Arrival = { readonly at: number; readonly hour: number };

/** A report day [from, to) of a zone, in milliseconds since 1970. */
export type Day = { readonly from: number; readonly to: number; readonly zone: string };

const STEP = 15 * 60_000;

/** Arrivals of a day, as many as asked for, crowded as the centre's demand has it; in no order. */
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

/** The hour of the zone's clock at an instant. */
export function localHour(at: number, zone: string): number {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).hour;
}
