import { seededRandom } from "./seeded-random.ts";

/** The sessions of an average working day. */
const WORKING_DAY = 3200;

/** How busy each weekday is, from Sunday: the week begins busy, and the weekend is quiet. */
const weekdays = [0.46, 1.08, 1.05, 1, 1.02, 0.96, 0.57];

/** The standard deviation of a day's demand, as a share. */
const VARIATION = 0.03;

/** No session and no client draws from this stream of the seed. */
const STREAM = 2_000_000_000;

/** Returns how many sessions a day (yyyy-mm-dd) has: as many as its weekday usually has, and some more or fewer by the seed. */
export function sessionsOn(date: string, seed: number): number {
  const usual = WORKING_DAY * (weekdays[new Date(`${date}T00:00Z`).getUTCDay()] ?? 1);
  return Math.round(seededRandom(seed, STREAM).logNormal(usual, VARIATION));
}
