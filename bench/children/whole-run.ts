import { randomUUID } from "node:crypto";
import { runReport, type World } from "../../functions/daily-report/run-report.ts";
import { localWorld } from "../../local/local-world.ts";
import { benchDay, benchDefinition, MASK_KEY } from "../bench-day.ts";
import { sessionTableOf } from "../session-table-parts.ts";

/**
 * The whole report: `whole-run.ts URL FOLDER [--without-parquet]`. Reads the day from a server, makes all figures and files,
 * archives them in a folder and mails into an outbox there. Prints the number of sessions.
 */
const [url = "", folder = "", without] = process.argv.slice(2);
const day = benchDay();
const definition = benchDefinition();
const world = localWorld(folder, {
  authUrl: url,
  chatUrl: url,
  credentials: async () => ({ email: "bench@example.com", password: "bench" }),
});
await world.archive.put("settings/mask-key.txt", Buffer.from(MASK_KEY), "text/plain");

const { report } = await runReport(
  {
    definition,
    day,
    deliver: "revision",
    skipIfDone: false,
    force: null,
    dryRun: false,
    call: { requestId: randomUUID(), scheduledTime: null, attempt: null },
    repeatHint: "",
    period: null,
  },
  without === "--without-parquet" ? withoutParquet(world) : world,
);
process.stdout.write(JSON.stringify({ sessions: report.reconciliation.in_day }));

function withoutParquet(world: World): World {
  const sessionTable: World["drawings"]["sessionTable"] = async (_definition, day, settings, folder) =>
    sessionTableOf(["xlsx"], { definition, day, settings, maskKey: MASK_KEY, folder });
  return { ...world, drawings: { ...world.drawings, sessionTable } };
}
