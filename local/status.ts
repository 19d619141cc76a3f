import { isDate } from "../functions/daily-report/definition-fields.ts";
import { dateDaysBefore } from "../functions/daily-report/domain/report-day.ts";
import { ReportError } from "../functions/daily-report/domain/report-error.ts";
import { findReport } from "../functions/daily-report/plan-runs.ts";
import type { ReportDefinition } from "../functions/daily-report/report-definition.ts";
import { parseRequest } from "../functions/daily-report/report-request.ts";
import { type ReportSpan, spanAskedFor } from "../functions/daily-report/report-span.ts";
import { readOptions, runCommand } from "./command.ts";
import { findFailuresQueue } from "./deployed/find-function.ts";
import { closePlace, openPlace, PLACE_HELP, type Place, placeOptions } from "./deployed/open-place.ts";
import { loadDefinitions } from "./load-definitions.ts";
import { catchUpCommands, missedAsText } from "./status/catch-up.ts";
import { type Due, dueLast, dueOf, groupOf } from "./status/due-of-day.ts";
import { type MissedDays, readMissed } from "./status/missed-days.ts";
import { readStatus } from "./status/read-status.ts";
import { type Links, linksOf, type ShownStatus, statusAsText } from "./status/status-as-text.ts";

const HELP = `Shows how reports stand: when they were due, the tries, the revision, what became of each mail, the last error, and the
event that makes what is missing. Nothing is written or mailed. Readers are shown by the hash of their address.

  npm run --silent status -- [options]

  --report ID        only this report (default: every enabled report)
  --date YYYY-MM-DD  the day, or a day of the week or month (default: what was due last)
  --since YYYY-MM-DD instead, all that was due since that date, is not done and is not tried again, as after a stop; and the
                     commands that make and mail it. At most a year ago; days before the stack had the report are left out
${PLACE_HELP}
  --reports FILE     report definitions: a JSON array, or a file like cdk.json (default: cdk.json); they should be those that
                     are deployed
  --json             print one JSON object, and nothing else
  --help             this text`;

const options = {
  ...placeOptions,
  report: { type: "string" },
  date: { type: "string" },
  since: { type: "string" },
  reports: { type: "string" },
  json: { type: "boolean", default: false },
  help: { type: "boolean", default: false },
} as const;

type Options = ReturnType<typeof readOptions<typeof options>>;

await runCommand(async (args) => {
  const chosen = readOptions(args, options);
  if (chosen.help) return HELP;
  const { date, since } = chosen;
  if (date !== undefined) parseRequest({ date });
  const now = Date.now();
  if (since !== undefined) refuseSince(since, chosen, now);
  const place = await openPlace(chosen, process.env);
  try {
    if (since !== undefined) return await catchUp({ ...chosen, since }, place, now);
    const shown = await readAll(chosen, place, now);
    const links = await findLinks(place);
    if (chosen.json) return JSON.stringify({ reports: shown.map(({ status }) => status), links }, null, 2);
    return statusAsText(shown, links, place.deployed?.name ?? null);
  } finally {
    closePlace(place);
  }
});

/** The definitions, and those of them that are asked for. */
function definitionsFor(chosen: Options, { deployed }: Place) {
  const definitions = loadDefinitions(chosen.reports, deployed?.stage ?? chosen.stage ?? null);
  const asked =
    chosen.report === undefined
      ? definitions.filter(({ enabled }) => enabled)
      : [findReport(definitions, chosen.report)];
  return { definitions, asked };
}

function refuseSince(since: string, { date, out }: Options, now: number): void {
  if (date !== undefined) throw wrongOption("--since and --date exclude each other; give one of them");
  if (out !== undefined) throw wrongOption("--since asks what a schedule missed; an archive in a folder has none");
  const today = new Date(now).toISOString().slice(0, 10);
  // East of Greenwich it may be the next date already.
  const [earliest, latest] = [dateDaysBefore(today, 365), dateDaysBefore(today, -1)];
  if (!isDate(since) || since < earliest || since > latest)
    throw wrongOption(`--since is ${JSON.stringify(since)}; it must be a date from ${earliest} to today`);
}

async function catchUp(chosen: Options & { since: string }, place: Place, now: number): Promise<string> {
  const { definitions, asked } = definitionsFor(chosen, place);
  const missed: MissedDays[] = [];
  for (const definition of asked) {
    missed.push(await readMissed(place.archive, definition, { definitions, since: chosen.since, now }));
  }
  const commands = catchUpCommands(missed, definitions, place.deployed?.name ?? "");
  if (chosen.json) return JSON.stringify({ missed: missed.flatMap(({ rows }) => rows.flat()), commands }, null, 2);
  return missedAsText(missed, commands);
}

function wrongOption(problem: string): ReportError {
  return new ReportError("WRONG_OPTION", `${problem}.`);
}

async function readAll(chosen: Options, place: Place, now: number): Promise<ShownStatus[]> {
  const { archive, deployed } = place;
  const { definitions, asked } = definitionsFor(chosen, place);
  const shown: ShownStatus[] = [];
  for (const definition of asked) {
    const { span, due } = spanAndDue(definition, definitions, { date: chosen.date, now });
    // In a folder, no schedule makes a report, and no mail of a schedule is due.
    const question = deployed
      ? { definition, span, due, now }
      : { definition: { ...definition, recipients: [] }, span, due: null, now };
    shown.push({ status: await readStatus(archive, question), zone: definition.zone });
  }
  return shown;
}

type When = { readonly date: string | undefined; readonly now: number };

/** What the report is about, and when the schedule calls for it. */
function spanAndDue(
  definition: ReportDefinition,
  definitions: readonly ReportDefinition[],
  { date, now }: When,
): { span: ReportSpan; due: Due | null } {
  if (date === undefined) return dueLast(definition, definitions, now);
  const group = groupOf(definitions, definition.id);
  const span = spanOf(definition, date, now);
  return { span, due: group && dueOf(definition, group, { span, now }) };
}

function spanOf(definition: ReportDefinition, date: string, now: number): ReportSpan {
  const request = parseRequest({ report: definition.id, date });
  const span = spanAskedFor(definition, { request, date, at: now, now });
  if (span === null) throw new RangeError("a request of one date without a range has a span");
  return span;
}

async function findLinks(place: Place): Promise<Links | null> {
  if (place.deployed === null) return null;
  return linksOf(place.deployed, await findFailuresQueue(place.lambda, place.deployed.name));
}
