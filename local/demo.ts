import { join } from "node:path";
import { refuseUnlessOver } from "../functions/daily-report/report-span.ts";
import { textsFor } from "../functions/daily-report/texts/texts-for.ts";
import { fromHere, readOptions, runCommand } from "./command.ts";
import { firstDefinition, inventDay, seedOf } from "./invent-day.ts";
import { runOverItems } from "./run-locally.ts";
import { resultAsText } from "./show-result.ts";

const HELP = `Makes the report of one day of an invented contact centre, with the real code.

  npm start -- [options]

  --locale en|ru     the report's language (default: as in cdk.json)
  --date YYYY-MM-DD  the day (default: yesterday in the report's zone)
  --seed NUMBER      a different number gives a different day (default: the digits of the date)
  --out DIR          the folder for archive and outbox (default: out in the project)
  --help             this text`;

const options = {
  locale: { type: "string" },
  date: { type: "string" },
  seed: { type: "string" },
  out: { type: "string" },
  help: { type: "boolean", default: false },
} as const;

/** `npm start`: makes the report of an invented day with the real code. */
await runCommand(async (args) => {
  const chosen = readOptions(args, options);
  if (chosen.help) return HELP;
  const definition = firstDefinition(chosen.locale);
  const now = Date.now();
  const { day, seed, items } = inventDay({ date: chosen.date, seed: seedOf(chosen.seed), zone: definition.zone, now });
  refuseUnlessOver(day.date, day.zone, now);
  const folder = chosen.out === undefined ? join(import.meta.dirname, "..", "out") : fromHere(chosen.out);
  const result = await runOverItems({ definition, day, folder }, items);
  const { terminal } = textsFor(definition.locale);
  return `${terminal.invented(day.date, String(seed))}\n\n${resultAsText(result)}`;
});
