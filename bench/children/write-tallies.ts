import { createFolderArchiveStore } from "../../functions/daily-report/archive/folder-archive-store.ts";
import { tallyTableKey } from "../../functions/daily-report/delivery/archive-layout.ts";
import { dateDaysBefore, reportDay } from "../../functions/daily-report/domain/report-day.ts";
import { earlierDay } from "../../local/earlier-day.ts";
import { benchDay, benchDefinition, SEED } from "../bench-day.ts";

/**
 * Archives the tallies of the 56 days before the day of the bench: `write-tallies.ts FOLDER SESSIONS`. Only four days are
 * invented, because to invent 56 would take minutes; the tallies of these four take turns.
 */
const [folder = "", sessions = ""] = process.argv.slice(2);
const INVENTED = 4;
const definition = benchDefinition();
const { date, zone } = benchDay();
const archive = createFolderArchiveStore(folder);
const tallies = Array.from({ length: INVENTED }, (_, index) => {
  const day = reportDay(dateDaysBefore(date, index + 1), zone);
  return Buffer.from(earlierDay({ day, seed: SEED + index, count: Number(sessions) }, definition).tally);
});
for (let back = 1; back <= 56; back++) {
  const key = tallyTableKey({ report: definition.id, date: dateDaysBefore(date, back) });
  await archive.put(key, tallies[back % INVENTED] ?? Buffer.alloc(0));
}
