import { tmpdir } from "node:os";
import { createScratchSpace } from "../../functions/daily-report/archive/scratch-space.ts";
import { sortOut } from "../../functions/daily-report/domain/sort-out.ts";
import { settingsOf } from "../../functions/daily-report/report-frame.ts";
import { benchDay, benchDefinition, MASK_KEY } from "../bench-day.ts";
import { openDayFile } from "../day-file.ts";
import { sessionTableOf, type TablePart } from "../session-table-parts.ts";

/**
 * The session table alone: `write-table.ts FOLDER PART`. Reads a day file in pieces of 1 000 rows, without HTTP. PART is
 * `decoded` (rows are sorted out and dropped), `cells` (cells are computed and dropped), `xlsx`, `parquet` or `both`.
 */
const files: Readonly<Record<string, readonly TablePart[]>> = {
  cells: [],
  xlsx: ["xlsx"],
  parquet: ["parquet"],
  both: ["xlsx", "parquet"],
};

const [dayFolder = "", part = ""] = process.argv.slice(2);
const PIECE = 1000;
const day = benchDay();
const definition = benchDefinition();
const parts = files[part];
const operations = { log: () => {}, measure: () => {} };
const folder = await createScratchSpace({ root: tmpdir(), operations, clock: Date.now }).open();
const place = { definition, day, settings: settingsOf(definition), maskKey: MASK_KEY, folder };
const table = parts === undefined ? null : sessionTableOf(parts, place);
const source = openDayFile(dayFolder);
let sessions = 0;
for (let start = 0; start < source.count; start += PIECE) {
  const items = source.read(start, Math.min(start + PIECE, source.count));
  const sorted = sortOut(JSON.parse(`[${items}]`), day);
  sessions += sorted.sessions.length;
  await table?.add(sorted);
}
await table?.finish();
await folder.remove();
process.stdout.write(JSON.stringify({ sessions }));
