import { defineConfig } from "vitest/config";

/** The bundle under AWS's runtime client, which `npm run test:lambda` installs first. Apart from `npm test`. */
export default defineConfig({
  test: {
    include: ["test/lambda-runtime/**/*.test.ts"],
    globalSetup: ["test/deployed/serve-synthesis.ts"],
    // Most of the time is waiting, as real calls wait: for TWIN, and for claims to end.
    maxWorkers: 3,
    testTimeout: 600_000,
    hookTimeout: 180_000,
  },
});
