import { createFolderArchiveStore } from "../functions/daily-report/archive/folder-archive-store.ts";
import { dateBefore, type ReportDay, reportDay } from "../functions/daily-report/domain/report-day.ts";
import { ReportError } from "../functions/daily-report/domain/report-error.ts";
import { findReport } from "../functions/daily-report/plan-runs.ts";
import { parseReportDefinitions, type ReportDefinition } from "../functions/daily-report/report-definition.ts";
import { parseRequest } from "../functions/daily-report/report-request.ts";
import { refuseUnlessOver, spanAskedFor } from "../functions/daily-report/report-span.ts";
import type { TwinAccess } from "../functions/daily-report/shared-world.ts";
import { assertWritable } from "./assert-writable.ts";
import { fromHere, readOptions, runCommand } from "./command.ts";
import { removeInvented } from "./invented-days.ts";
import { loadDefinitions } from "./load-definitions.ts";
import { twinAccessFrom } from "./local-world.ts";
import { type LocalResult, type LocalRun, runOverArchive, runOverItems, runOverTwin } from "./run-locally.ts";
import { fileAsJson, fileAsText } from "./show-file.ts";
import { progressLine } from "./show-progress.ts";
import { resultAsJson, resultAsText } from "./show-result.ts";
import { type FileView, viewFile } from "./view-file.ts";

const HELP = `Makes a report on this machine: figures, workbook, mail and report.json, written into a folder. A daily report covers
one day. A report of weeks or months merges the days of its daily report that are in the folder, without the API.

  npm run --silent report -- [options]

  --data FILE        TWIN items (JSON objects) from a file, one per line or in a JSON array, or saved answers of the API
                     ({"count": n, "items": [...]}; pages of a list one after another), plain or gzipped. Without it,
                     sessions come from the real TWIN API, with TWIN_EMAIL and TWIN_PASSWORD (and TWIN_AUTH_URL,
                     TWIN_CHAT_URL) from the environment.
  --date YYYY-MM-DD  the day, in the report's zone (default: with --data the last whole day of the file, else yesterday)
  --period PERIOD    the week (2026-W48) or month (2026-11) of a report of weeks or months (default: the last complete one)
  --reports FILE     report definitions: a JSON array, or a file like cdk.json (default: cdk.json)
  --report ID        the id of the report (default: the first in FILE)
  --zone ZONE        IANA time zone (default: the zone of the report)
  --out DIR          the folder for archive and outbox (default: out)
  --json             print one JSON object with paths, reconciliation and the days of the file, and nothing else
  --help             this text`;

const options = {
  data: { type: "string" },
  date: { type: "string" },
  period: { type: "string" },
  reports: { type: "string" },
  report: { type: "string" },
  zone: { type: "string" },
  out: { type: "string", default: "out" },
  json: { type: "boolean", default: false },
  help: { type: "boolean", default: false },
} as const;

type Options = ReturnType<typeof readOptions<typeof options>>;

await runCommand(async (args) => {
  const chosen = readOptions(args, options);
  if (chosen.help) return HELP;
  const { result, file } = await makeReport(chosen, Date.now());
  if (chosen.json) return JSON.stringify({ ...resultAsJson(result), ...(file && fileAsJson(file)) }, null, 2);
  const { definition, report } = result;
  const ofFile = file ? fileAsText(file, { locale: definition.locale, date: report.day.date }) : "";
  return `${ofFile}${ofFile && "\n\n"}${resultAsText(result)}`;
});

type Made = { readonly result: LocalResult; readonly file: FileView | null };

async function makeReport(chosen: Options, now: number): Promise<Made> {
  const definition = chooseDefinition(chosen);
  if (definition.period !== "day") return { result: await makePeriodReport(definition, chosen, now), file: null };
  if (chosen.period !== undefined)
    throw wrongOption(`--period is for reports of weeks or months; ${definition.id} is a daily report, so give --date`);
  const { zone } = definition;
  const yesterday = dateBefore(now, zone);
  // Check everything that may be refused before reading a long file.
  dayThatIsOver(chosen.date ?? yesterday, zone, now);
  const access = chosen.data === undefined ? accessToTwin() : null;
  const folder = fromHere(chosen.out);
  await assertWritable(folder, chosen.out);

  const file =
    chosen.data === undefined ? null : await viewFile(fromHere(chosen.data), { zone, date: chosen.date, now });
  const day = dayThatIsOver(chosen.date ?? file?.chosen?.date ?? yesterday, zone, now);
  // A report on real sessions must not be compared with the days that "npm start" invented.
  await removeInvented(createFolderArchiveStore(folder), definition.id);
  const progress = progressLine(process.stderr, definition.locale, () => performance.now());
  const run: LocalRun = { definition, day, folder, onProgress: progress.show };
  try {
    const result = await (access ? runOverTwin(run, access) : runOverItems(run, file?.items ?? []));
    return { result, file };
  } finally {
    progress.clear();
  }
}

async function makePeriodReport(definition: ReportDefinition, chosen: Options, now: number): Promise<LocalResult> {
  const { data, date, period, out } = chosen;
  if (data !== undefined)
    throw wrongOption(`--data is for daily reports; ${definition.id} merges days that are in --out`);
  if (date !== undefined && period !== undefined)
    throw wrongOption("--date and --period exclude each other; give one of them");
  const request = parseRequest({ report: definition.id, ...(date && { date }), ...(period && { period }) });
  const span = spanAskedFor(definition, { request, date: request.date ?? null, at: now, now });
  if (span === null || span.period === null) throw new RangeError("a report of weeks or months has no week or month");
  const folder = fromHere(out);
  await assertWritable(folder, out);
  return runOverArchive({ definition, day: span.day, period: span.period, folder });
}

function wrongOption(problem: string): ReportError {
  return new ReportError("WRONG_OPTION", `${problem}.`);
}

function dayThatIsOver(date: string, zone: string, now: number): ReportDay {
  const day = reportDay(date, zone);
  refuseUnlessOver(day.date, day.zone, now);
  return day;
}

function chooseDefinition({ reports, report, zone }: Options): ReportDefinition {
  const definitions = loadDefinitions(reports);
  const definition = report === undefined ? definitions[0] : findReport(definitions, report);
  const daily = definitions.filter(({ id }) => id === definition?.of);
  const own = { ...definition, ...(zone !== undefined && { zone }) };
  const [checked] = parseReportDefinitions([own, ...daily], "--zone");
  if (!checked) throw new RangeError("parsing a list of one definition returned an empty list");
  return checked;
}

function accessToTwin(): TwinAccess {
  const access = twinAccessFrom(process.env);
  if (access) return access;
  throw new ReportError(
    "NO_SOURCE",
    "There is nothing to report on: give --data FILE, or set TWIN_EMAIL and TWIN_PASSWORD to ask the TWIN API.",
  );
}
