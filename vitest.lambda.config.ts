import { defineConfig } from "vitest/config";

/** The bundle under AWS's runtime client, which `npm run test:lambda` installs first. Apart from `npm test`. */
export default defineConfig({
  test: {
    include: ["test/lambda-runtime/**/*.test.ts"],
    globalSetup: ["test/deployed/serve-synthesis.ts"],
    // Some files mostly wait, as real calls wait for TWIN or for a claim to end; the others fill a core.
    maxWorkers: 2,
    testTimeout: 600_000,
    hookTimeout: 180_000,
  },
});
