const functionFolder = "functions/daily-report";
const walk = [
  "walk-day",
  "walk-slice",
  "listing",
  "place-page",
  "read-ahead",
  "cut-time",
  "unplaced-rows",
  "decode-answer",
];
const asking = ["list-sessions", "request-pace", "retry-wait", "twin-token", "token-life"];

const rooms = {
  domain: [`${functionFolder}/domain/**/*.ts`],
  walk: [...walk, ...asking].map((name) => `${functionFolder}/twin/${name}.ts`),
  delivery: [`${functionFolder}/delivery/**/*.ts`],
};

/** All rooms, or the one named by ROOM, which then has to reach the score alone. Single files: `--mutate`. */
function mutate(room) {
  if (room === undefined) return Object.values(rooms).flat();
  if (!Object.hasOwn(rooms, room)) throw new RangeError(`ROOM must be one of ${Object.keys(rooms).join(", ")}`);
  return rooms[room];
}

export default {
  testRunner: "vitest",
  vitest: { configFile: "vitest.mutation.config.ts" },
  coverageAnalysis: "perTest",
  mutate: mutate(process.env.ROOM),
  concurrency: 2,
  // A busy machine must not pass for a mutant that never ends.
  timeoutMS: 15_000,
  thresholds: { high: 95, low: 90, break: 85 },
  reporters: ["clear-text", "json"],
  jsonReporter: { fileName: `reports-local/mutation/${process.env.ROOM ?? "all"}.json` },
  clearTextReporter: { allowColor: false, allowEmojis: false, reportTests: false },
  ignorePatterns: ["/.cache", "/out", "/cdk.out", "/coverage", "/reports-local", "/docs", "/bench"],
};
