import { expect, test, vi } from "vitest";
import { chaosSeed } from "./chaos-seed.ts";

test("chaosSeed returns a new seed, or the seed of the environment if it is set", () => {
  vi.stubEnv("CHAOS_SEED", undefined);
  expect(chaosSeed("fresh")).not.toBe(chaosSeed("fresh again"));

  vi.stubEnv("CHAOS_SEED", "2026");
  expect(chaosSeed("seen again")).toBe(2026);

  vi.stubEnv("CHAOS_SEED", "a word");
  expect(() => chaosSeed("refused")).toThrow("CHAOS_SEED must be a whole number");
  vi.unstubAllEnvs();
});
