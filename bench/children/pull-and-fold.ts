import { createdAtOf } from "../../functions/daily-report/domain/session.ts";
import { filtersOf } from "../../functions/daily-report/domain/session-filters.ts";
import type { ReadProgress } from "../../functions/daily-report/ports.ts";
import { pullDay } from "../../functions/daily-report/pull-day.ts";
import { settingsOf } from "../../functions/daily-report/report-frame.ts";
import { createTwinSessionSource } from "../../functions/daily-report/twin/twin-session-source.ts";
import { benchDay, benchDefinition, benchFields } from "../bench-day.ts";

/**
 * Reading without files: `pull-and-fold.ts URL walk|fold`. `walk` takes the pages from the walk over the day and drops them;
 * `fold` folds them into the tally. Prints the received rows and the seconds from the first request to the end.
 */
const [url = "", part = ""] = process.argv.slice(2);
const definition = benchDefinition();
const day = benchDay();
const clock = () => Date.now();
const source = createTwinSessionSource({
  authUrl: url,
  chatUrl: url,
  credentials: async () => ({ email: "bench@example.com", password: "bench" }),
  instantOf: createdAtOf,
  clock,
});
let sessions = 0;
const query = {
  from: day.from,
  to: day.to,
  fields: benchFields(),
  filters: filtersOf(definition),
  onProgress: ({ sessionsRead }: ReadProgress) => {
    sessions = sessionsRead;
  },
};

const started = performance.now();
if (part === "fold") {
  await pullDay({ query, day, settings: settingsOf(definition), openTable: null }, source, clock);
} else {
  const { pieces } = await source.readDay(query);
  for await (const _ of pieces);
}
const seconds = (performance.now() - started) / 1000;
process.stdout.write(JSON.stringify({ sessions, seconds }));
