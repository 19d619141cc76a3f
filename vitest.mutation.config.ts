import { defineConfig } from "vitest/config";

/** The rooms of `stryker.config.mjs`, and where their tests lie. */
const tests = { domain: "domain", walk: "twin", delivery: "delivery" };
const room = Object.entries(tests).find(([name]) => name === process.env.ROOM)?.[1] ?? "{domain,twin,delivery}";

/**
 * The tests that judge mutants and coverage. Each runs hundreds of times, so the long ones stay out, and with them chance:
 * what they would notice must be told by a known value, too.
 */
export default defineConfig({
  test: {
    include: [`test/${room}/**/*.test.ts`],
    exclude: [
      "test/**/*.slow.test.ts",
      "test/domain/oracle.test.ts",
      "test/**/*-laws.test.ts",
      "test/twin/{secrets,twin-request,walk-full-size}.test.ts",
    ],
    setupFiles: ["test/few-runs.ts"],
    isolate: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    coverage: {
      provider: "v8",
      include: ["functions/daily-report/domain/**"],
      reporter: ["text", "json"],
      thresholds: { lines: 100, branches: 100 },
    },
  },
});
