import type { Part } from "./invented-item.ts";
import type { SeededRandom } from "./seeded-random.ts";

/** How an answered client feels about the session: 0 is usual, about -2 to 2. A long wait costs. */
export function moodOf(random: SeededRandom, quality: number, waitSeconds: number): number {
  return 0.8 * quality + 0.8 * random.normal() - 0.4 * Math.log(waitSeconds / 40);
}

/** What an answered client may leave behind: each mark only in a part of the sessions, all of one mood. */
export function operatorMarks(random: SeededRandom, mood: number, csiMax: number): Part {
  return {
    ...(random.chance(0.25) && { nps: within(0, Math.round(8.5 + 1.7 * mood + 0.7 * random.normal()), 10) }),
    ...(random.chance(0.38) && csi(within(1, Math.round(csiMax * (0.86 + 0.15 * mood)), csiMax), csiMax)),
    ...(random.chance(0.12) && { rating: within(1, Math.round(4.3 + 0.7 * mood), 5) }),
    ...(random.chance(0.35) && { fcr: random.chance(within(0.2, 0.74 + 0.15 * mood, 0.98)) }),
  };
}

/** What a client whom only a bot answered may leave behind. */
export function botMarks(random: SeededRandom): Part {
  return random.chance(0.08) ? { nps: within(0, Math.round(7 + 2.3 * random.normal()), 10) } : {};
}

/** What a client whom nobody answered may leave behind: low marks, which are in no score. */
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
