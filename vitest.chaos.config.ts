import { defineConfig } from "vitest/config";

/** The long tests: crashes, races, and random APIs and items. Apart from `npm test`, which must stay quick. */
export default defineConfig({
  test: {
    include: ["test/chaos/**/*.test.ts"],
    // Some wait for other processes, some keep threads of their own busy: two files at once fill two cores.
    maxWorkers: 2,
    testTimeout: 900_000,
    hookTimeout: 120_000,
  },
});
