import { join } from "node:path";
import { textsFor } from "../functions/daily-report/texts/texts-for.ts";
import { runDoor } from "./door.ts";
import { inventYesterday } from "./invent-yesterday.ts";
import { loadDefinitions } from "./load-definitions.ts";
import { runOverItems } from "./run-locally.ts";
import { resultAsText } from "./show-result.ts";

/** `npm start`: an invented contact centre's yesterday, reported on by the real code. */
await runDoor(async () => {
  const [definition] = loadDefinitions();
  if (!definition) throw new RangeError("a checked list of definitions is empty");
  const { day, seed, items } = inventYesterday(Date.now(), definition.zone);
  const result = await runOverItems({ definition, day, folder: join(import.meta.dirname, "..", "out") }, items);
  const { terminal } = textsFor(definition.locale);
  return `${terminal.invented(day.date, String(seed))}\n\n${resultAsText(result)}`;
});
