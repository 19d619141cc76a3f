import { ReportError } from "../functions/daily-report/domain/report-error.ts";
import { dayColumns } from "../functions/daily-report/session-table/day-columns.ts";
import { allColumns } from "../functions/daily-report/session-table/table-columns.ts";
import { answerAsCsv } from "./ask/answer-as-csv.ts";
import { answerAsJson } from "./ask/answer-as-json.ts";
import { answerAsText } from "./ask/answer-as-text.ts";
import { type Answer, answerQuery } from "./ask/answer-query.ts";
import { describeColumns } from "./ask/describe-columns.ts";
import { openTables } from "./ask/open-tables.ts";
import { fromHere, readArguments, runCommand } from "./command.ts";

const HELP = `Answers a question in SQL (DuckDB) from the archive of npm run report, or from a copy of the bucket
(aws s3 sync s3://BUCKET/tables DIR/tables). Nothing is written. docs/archive.md describes the tables and has examples.

  npm run --silent ask -- [options] "SELECT ..."

  --out DIR          the folder of the archive (default: out)
  --csv              print the answer as CSV, and nothing else
  --json             print the answer as a JSON array of rows, and nothing else
  --help             this text

Both tables have the columns report (text) and day (date; of a week or month: its first day). Times are instants, shown in UTC.

sessions: one row per session
${describeColumns(allColumns())}

days: one row per metric of a day and of each row of its breakdowns
${describeColumns(dayColumns)}

Examples:

  npm run ask -- "SELECT day, value, n FROM days
    WHERE report = 'support-daily' AND scope = 'day' AND metric = 'lost_rate' ORDER BY day"
  npm run ask -- "SELECT channel, class, count(*) AS sessions FROM sessions
    WHERE report = 'support-daily' GROUP BY ALL ORDER BY ALL"
  npm run ask -- "SELECT name, 100e0 * sum(numerator) / sum(denominator) AS sl1, sum(n) AS n FROM days
    WHERE report = 'support-daily' AND scope = 'operators' AND metric = 'sl1' GROUP BY name ORDER BY sl1 DESC"`;

const options = {
  out: { type: "string", default: "out" },
  csv: { type: "boolean", default: false },
  json: { type: "boolean", default: false },
  help: { type: "boolean", default: false },
} as const;

await runCommand(async (args) => {
  const { values: chosen, positionals } = readArguments(args, options, { allowPositionals: true });
  const [sql = "", ...more] = positionals;
  if (chosen.help || (sql.trim() === "" && more.length === 0)) return HELP;
  if (more.length > 0) throw wrongOption("There is more than one argument; put the whole SQL statement in quotes");
  if (chosen.csv && chosen.json) throw wrongOption("--csv and --json exclude each other; give one of them");
  const answer = await ask(chosen.out, sql);
  // The command adds LF to what it prints.
  if (chosen.csv) return `${answerAsCsv(answer)}\r`;
  return chosen.json ? answerAsJson(answer) : answerAsText(answer, process.stdout.columns ?? Number.POSITIVE_INFINITY);
});

async function ask(out: string, sql: string): Promise<Answer> {
  const tables = await openTables(fromHere(out), out);
  try {
    return await answerQuery(tables, sql);
  } finally {
    await tables.close();
  }
}

function wrongOption(problem: string): ReportError {
  return new ReportError("WRONG_OPTION", `${problem}.`);
}
