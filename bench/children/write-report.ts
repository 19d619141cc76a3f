import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { earlierDay } from "../../local/earlier-day.ts";
import { benchDay, benchDefinition, SEED } from "../bench-day.ts";

/**
 * Writes the report.json of a day with that many operators: `write-report.ts FOLDER OPERATORS`. The invented contact centre has
 * fewer, so its rows are repeated under other ids and names.
 */
const [folder = "", operators = ""] = process.argv.slice(2);
const { report } = earlierDay({ day: benchDay(), seed: SEED, count: 10_000 }, benchDefinition());
const rows = report.breakdowns.operators.filter(({ key }) => key !== "none");
const repeated = Array.from({ length: Number(operators) }, (_, index) => {
  const row = rows[index % rows.length];
  return row === undefined ? [] : [{ ...row, key: String(1000 + index), name: `${row.name} ${index}` }];
});
mkdirSync(folder, { recursive: true });
writeFileSync(
  join(folder, "report.json"),
  JSON.stringify({ ...report, breakdowns: { ...report.breakdowns, operators: repeated.flat() } }),
);
