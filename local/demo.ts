import { join } from "node:path";
import { createFolderArchiveStore } from "../functions/daily-report/archive/folder-archive-store.ts";
import { refuseUnlessOver } from "../functions/daily-report/report-span.ts";
import { textsFor } from "../functions/daily-report/texts/texts-for.ts";
import { fromHere, readOptions, runCommand } from "./command.ts";
import { firstDefinition, inventDay, seedOf } from "./invent-day.ts";
import { type EarlierDays, inventEarlierDays } from "./invent-earlier-days.ts";
import { noteInventedReport, removeInventedDays } from "./invented-days.ts";
import { runOverItems } from "./run-locally.ts";
import { earlierDaysLine } from "./show-progress.ts";
import { resultAsText } from "./show-result.ts";
import { type Incident, withIncident } from "./twin-emulator/invention/incident.ts";

const HELP = `Makes the report of one day of an invented contact centre, with the real code. The 8 weeks before are invented too, so
that the day is compared with them; on the day itself the operators of one channel are away for three hours.

  npm start -- [options]

  --locale en|ru     the report's language (default: as in cdk.json)
  --date YYYY-MM-DD  the day (default: yesterday in the report's zone)
  --seed NUMBER      a different number gives a different day (default: the digits of the date)
  --no-history       do not invent the 8 weeks before
  --out DIR          the folder for archive and outbox (default: out in the project)
  --help             this text`;

const options = {
  locale: { type: "string" },
  date: { type: "string" },
  seed: { type: "string" },
  "no-history": { type: "boolean", default: false },
  out: { type: "string" },
  help: { type: "boolean", default: false },
} as const;

/** What goes wrong on the day, for readers to find in the report. */
const incident = { messenger: "telegram", hours: [13, 14, 15] } as const satisfies Omit<Incident, "zone">;

/** `npm start`: makes the report of an invented day with the real code. */
await runCommand(async (args) => {
  const chosen = readOptions(args, options);
  if (chosen.help) return HELP;
  const definition = firstDefinition(chosen.locale);
  const now = Date.now();
  const { zone } = definition;
  const chosenSeed = seedOf(chosen.seed);
  const { day, seed, items } = inventDay({ date: chosen.date, seed: chosenSeed, zone, now });
  refuseUnlessOver(day.date, day.zone, now);
  const folder = chosen.out === undefined ? join(import.meta.dirname, "..", "out") : fromHere(chosen.out);
  const archive = createFolderArchiveStore(folder);
  if (chosen["no-history"]) await removeInventedDays(archive, definition.id);
  else await inventBefore({ definition, day, seed: chosenSeed, archive });
  const result = await runOverItems({ definition, day, folder }, withIncident(items, { ...incident, zone }));
  const { revision } = result.report;
  await noteInventedReport(archive, definition.id, { date: day.date, revision });
  const { terminal } = textsFor(definition.locale);
  const told = `${terminal.invented(day.date, String(seed))} ${terminal.incident(incident.messenger, ...hoursOf(incident))}`;
  return `${told}\n\n${resultAsText(result)}`;
});

async function inventBefore(asked: EarlierDays): Promise<void> {
  const line = earlierDaysLine(process.stderr, asked.definition.locale, () => performance.now());
  try {
    await inventEarlierDays({ ...asked, onProgress: line.show });
  } finally {
    line.clear();
  }
}

/** The times of day at which the incident begins and ends. */
function hoursOf({ hours }: typeof incident): [string, string] {
  return [`${hours[0]}:00`, `${Math.max(...hours) + 1}:00`];
}
