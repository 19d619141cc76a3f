import { defineConfig } from "vitest/config";

/**
 * The tests of `npm test`, in two projects by file name: `*.slow.test.ts` starts another process or synthesizes the stack,
 * every other test file does neither. test/architecture/quick-and-slow.test.ts holds the names to it.
 */
export default defineConfig({
  test: {
    // Test files share a worker and its modules. No test changes what is global to a process (test/architecture).
    isolate: false,
    // One worker for each core: the default leaves a core idle.
    maxWorkers: "100%",
    testTimeout: 60_000,
    hookTimeout: 60_000,
    coverage: { provider: "v8", include: ["functions/**", "local/**", "cdk/**"] },
    projects: [
      {
        extends: true,
        test: {
          name: "quick",
          include: ["test/**/*.test.ts"],
          exclude: ["test/{chaos,lambda-runtime}/**", "test/**/*.slow.test.ts"],
        },
      },
      {
        extends: true,
        test: {
          name: "slow",
          include: ["test/**/*.slow.test.ts"],
          exclude: ["test/{chaos,lambda-runtime}/**"],
          globalSetup: ["test/deployed/serve-synthesis.ts"],
        },
      },
    ],
  },
});
