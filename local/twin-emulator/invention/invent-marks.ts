import type { Part } from "./invented-item.ts";
import type { SeededRandom } from "./seeded-random.ts";

/** Returns how satisfied an answered client is: 0 is usual, about -2 to 2. A long wait lowers it. */
export function moodOf(random: SeededRandom, quality: number, waitSeconds: number): number {
  return 0.8 * quality + 0.8 * random.normal() - 0.4 * Math.log(waitSeconds / 40);
}

/** Returns the ratings of an answered client. Each rating exists only in a share of the sessions; all follow one mood. */
export function operatorMarks(random: SeededRandom, mood: number, csiMax: number): Part {
  return {
    ...(random.chance(0.25) && { nps: within(0, Math.round(8.5 + 1.7 * mood + 0.7 * random.normal()), 10) }),
    ...(random.chance(0.38) && csi(within(1, Math.round(csiMax * (0.86 + 0.15 * mood)), csiMax), csiMax)),
    ...(random.chance(0.12) && { rating: within(1, Math.round(4.3 + 0.7 * mood), 5) }),
    ...(random.chance(0.35) && { fcr: random.chance(within(0.2, 0.74 + 0.15 * mood, 0.98)) }),
  };
}

/** Returns the ratings of a client whom only a bot answered. */
export function botMarks(random: SeededRandom): Part {
  return random.chance(0.08) ? { nps: within(0, Math.round(7 + 2.3 * random.normal()), 10) } : {};
}

/** Returns the ratings of a client whom nobody answered: low ones, which the report does not count. */
export function lostMarks(random: SeededRandom, csiMax: number): Part {
  return {
    ...(random.chance(0.1) && { nps: random.whole(0, 4) }),
    ...(random.chance(0.1) && csi(1, csiMax)),
  };
}

function csi(mark: number, max: number): Part {
  return { csi: mark, csiMax: max, csiPercent: (100 * mark) / max };
}

function within(min: number, value: number, max: number): number {
  return Math.min(max, Math.max(min, value));
}
