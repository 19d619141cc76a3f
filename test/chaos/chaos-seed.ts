import { randomInt } from "node:crypto";

/**
 * Returns the seed for all random numbers of a chaos test: CHAOS_SEED of the environment, to reproduce a failure, or a new one.
 * Prints the seed, so that a failure can be reproduced.
 */
export function chaosSeed(test: string): number {
  const seed = Number(process.env.CHAOS_SEED ?? randomInt(2 ** 31 - 1));
  if (!Number.isSafeInteger(seed)) throw new RangeError("CHAOS_SEED must be a whole number such as 2026");
  process.stderr.write(`${test}: CHAOS_SEED=${seed}\n`);
  return seed;
}
