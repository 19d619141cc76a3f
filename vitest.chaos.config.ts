import { defineConfig } from "vitest/config";

/** The long tests: crashes, races, and random APIs and items. Apart from `npm test`, which must stay quick. */
export default defineConfig({
  test: {
    include: ["test/chaos/**/*.test.ts"],
    testTimeout: 900_000,
    hookTimeout: 120_000,
  },
});
