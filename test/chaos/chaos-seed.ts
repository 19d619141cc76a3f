import { randomInt } from "node:crypto";

/**
 * The seed that all chance of a chaos test grows from: CHAOS_SEED of the environment, to see a failure again, or a fresh one.
 * Printed, so that there is one to see it again with.
 */
export function chaosSeed(test: string): number {
  const seed = Number(process.env.CHAOS_SEED ?? randomInt(2 ** 31 - 1));
  if (!Number.isSafeInteger(seed)) throw new RangeError("CHAOS_SEED must be a whole number such as 2026");
  process.stderr.write(`${test}: CHAOS_SEED=${seed}\n`);
  return seed;
}
