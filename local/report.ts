import { dateBefore, reportDay } from "../functions/daily-report/domain/report-day.ts";
import { ReportError } from "../functions/daily-report/domain/report-error.ts";
import { findReport, refuseUnlessOver } from "../functions/daily-report/plan-runs.ts";
import { parseReportDefinitions, type ReportDefinition } from "../functions/daily-report/report-definition.ts";
import { fromHere, readOptions, runDoor } from "./door.ts";
import { loadDefinitions } from "./load-definitions.ts";
import { twinAccessFrom } from "./local-world.ts";
import { type LocalResult, type LocalRun, runOverItems, runOverTwin } from "./run-locally.ts";
import { progressLine } from "./show-progress.ts";
import { resultAsJson, resultAsText } from "./show-result.ts";
import { readSessionFile } from "./twin-emulator/read-session-file.ts";

const HELP = `Makes the report of one day on this machine: figures, workbook, mail and report.json, written into a folder.

  npm run --silent report -- [options]

  --data FILE        TWIN items from a file: .ndjson or .ndjson.gz, one JSON object a line. Without it the real TWIN API
                     is asked, with TWIN_EMAIL and TWIN_PASSWORD (and TWIN_AUTH_URL, TWIN_CHAT_URL) from the environment.
  --date YYYY-MM-DD  the day, in the report's zone (default: yesterday there)
  --reports FILE     report definitions: a JSON array, or a file like cdk.json (default: cdk.json)
  --report ID        which of them (default: the first)
  --zone ZONE        IANA time zone, instead of the report's own
  --out DIR          the folder for archive and outbox (default: out)
  --json             print one JSON object with paths and reconciliation, and nothing else
  --help             this text`;

const options = {
  data: { type: "string" },
  date: { type: "string" },
  reports: { type: "string" },
  report: { type: "string" },
  zone: { type: "string" },
  out: { type: "string", default: "out" },
  json: { type: "boolean", default: false },
  help: { type: "boolean", default: false },
} as const;

type Options = ReturnType<typeof readOptions<typeof options>>;

await runDoor(async (args) => {
  const chosen = readOptions(args, options);
  if (chosen.help) return HELP;
  const result = await makeReport(chosen, Date.now());
  return chosen.json ? JSON.stringify(resultAsJson(result), null, 2) : resultAsText(result);
});

async function makeReport(chosen: Options, now: number): Promise<LocalResult> {
  const definition = chooseDefinition(chosen);
  const day = reportDay(chosen.date ?? dateBefore(now, definition.zone), definition.zone);
  refuseUnlessOver(day.date, day.zone, now);
  const progress = progressLine(process.stderr, definition.locale);
  const run: LocalRun = { definition, day, folder: fromHere(chosen.out), onProgress: progress.show };
  try {
    return await (chosen.data === undefined
      ? runOverApi(run)
      : runOverItems(run, await readSessionFile(fromHere(chosen.data))));
  } finally {
    progress.clear();
  }
}

function chooseDefinition({ reports, report, zone }: Options): ReportDefinition {
  const definitions = loadDefinitions(reports === undefined ? undefined : fromHere(reports));
  const definition = report === undefined ? definitions[0] : findReport(definitions, report);
  const [checked] = parseReportDefinitions([{ ...definition, ...(zone !== undefined && { zone }) }], "--zone");
  if (!checked) throw new RangeError("a list of one definition was read as none");
  return checked;
}

function runOverApi(run: LocalRun): Promise<LocalResult> {
  const access = twinAccessFrom(process.env);
  if (access) return runOverTwin(run, access);
  throw new ReportError(
    "NO_SOURCE",
    "There is nothing to report on: give --data FILE, or set TWIN_EMAIL and TWIN_PASSWORD to ask the TWIN API.",
  );
}
