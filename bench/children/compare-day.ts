import { createFolderArchiveStore } from "../../functions/daily-report/archive/folder-archive-store.ts";
import { compareDay } from "../../functions/daily-report/compare-day.ts";
import { tallyTableKey } from "../../functions/daily-report/delivery/archive-layout.ts";
import { dateDaysBefore } from "../../functions/daily-report/domain/report-day.ts";
import { readTallyFile } from "../../functions/daily-report/history/read-tally-file.ts";
import { benchDay, benchDefinition } from "../bench-day.ts";

/**
 * The comparison of a day with its 56 days before: `compare-day.ts FOLDER PART`. Reads the tally of one day, as the day that is
 * compared, and then: `start` nothing more; `parse` reads and parses the 56 files and drops them; `compare` makes the whole
 * comparison. Prints the number of days that were known.
 */
const [folder = "", part = ""] = process.argv.slice(2);
const definition = benchDefinition();
const day = benchDay();
const archive = createFolderArchiveStore(folder);
const keyOf = (back: number) => tallyTableKey({ report: definition.id, date: dateDaysBefore(day.date, back) });
const { tally, declared } = readTallyFile((await archive.get(keyOf(1))) ?? Buffer.alloc(0));

async function known(): Promise<number> {
  if (part === "compare") {
    const pulled = { tally, declared: declared ?? 0, table: null, inOrder: true, fetchedAt: day.to, watch: null };
    const operations = { log: () => {}, measure: () => {} };
    const late = { restatements: [], notReadAgain: [] };
    const { history } = await compareDay({ definition, day, late }, pulled, { archive, operations });
    return history?.trend.length ?? 0;
  }
  let parsed = 0;
  for (let back = 56; part === "parse" && back > 0; back--) {
    JSON.parse(Buffer.from((await archive.get(keyOf(back))) ?? []).toString());
    parsed += 1;
  }
  return parsed;
}

process.stdout.write(JSON.stringify({ days: await known() }));
