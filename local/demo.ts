import { join } from "node:path";
import { dateBefore, reportDay } from "../functions/daily-report/domain/report-day.ts";
import { textsFor } from "../functions/daily-report/texts/texts-for.ts";
import { runDoor } from "./door.ts";
import { loadDefinitions } from "./load-definitions.ts";
import { runOverItems } from "./run-locally.ts";
import { resultAsText } from "./show-result.ts";
import { inventSessions } from "./twin-emulator/invent-sessions.ts";

/** `npm start`: an invented contact centre's yesterday, reported on by the real code. */
await runDoor(async () => {
  const [definition] = loadDefinitions();
  if (!definition) throw new RangeError("a checked list of definitions is empty");
  const day = reportDay(dateBefore(Date.now(), definition.zone), definition.zone);
  const seed = Number(day.date.replaceAll("-", ""));
  const items = inventSessions({ ...day, seed });
  const result = await runOverItems({ definition, day, folder: join(import.meta.dirname, "..", "out") }, items);
  const { terminal } = textsFor(definition.locale);
  return `${terminal.invented(day.date, String(seed))}\n\n${resultAsText(result)}`;
});
