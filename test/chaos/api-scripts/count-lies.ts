import type { ListAnswer } from "../../../functions/daily-report/twin/decode-answer.ts";
import type { SeededRandom } from "../../../local/twin-emulator/invention/seeded-random.ts";
import type { CountLie } from "./grow-script.ts";

type Shown = { offset: number; limit: number };

/** The count that a server returns with its rows. */
export function tellCount(
  random: SeededRandom,
  lie: CountLie,
  { answer, shown }: { answer: ListAnswer; shown: Shown },
): number {
  const told = lies[lie](answer, random);
  return isBeyondDoubt(told, answer, shown) ? answer.count : told;
}

/**
 * If a server returns a part of the rows with exactly the count of that part, no client can tell it from a smaller day, so no
 * server does this here. A full page is different: more pages may follow, whatever the count is.
 */
function isBeyondDoubt(told: number, { count, items }: ListAnswer, { offset, limit }: Shown): boolean {
  return told === offset + items.length && told < count && items.length < limit;
}

const lies: Record<CountLie, (answer: ListAnswer, random: SeededRandom) => number> = {
  none: ({ count }) => count,
  "too high": ({ count }, random) => count + random.pick([1, 7, count]),
  "too low": ({ count }, random) => Math.max(0, count - random.pick([1, 2, 9])),
  drifting: ({ count }, random) => Math.max(0, count + random.whole(-4, 4)),
  zero: () => 0,
  "of the page": ({ items }) => items.length,
  unbelievable: () => 9_000_000,
};
