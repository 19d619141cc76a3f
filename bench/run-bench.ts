import { ReportError } from "../functions/daily-report/domain/report-error.ts";
import { readOptions, runCommand } from "../local/command.ts";
import { SEED } from "./bench-day.ts";
import { drawTable } from "./draw-table.ts";
import { drawing } from "./experiments/drawing.ts";
import { history } from "./experiments/history.ts";
import { latency } from "./experiments/latency.ts";
import { pull } from "./experiments/pull.ts";
import { shared } from "./experiments/shared.ts";
import { start } from "./experiments/start.ts";
import { table } from "./experiments/table.ts";
import { huge, whole } from "./experiments/whole.ts";
import type { Row } from "./judge-row.ts";
import { type Experiment, openLab, type Settings } from "./lab.ts";
import { thisMachine } from "./machine.ts";
import { reportNodeFlags } from "./node-flags.ts";
import { saveResult } from "./save-result.ts";

const HELP = `Measures CPU time and memory of the report and compares them with its goals (docs/performance.md).

  npm run bench -- [options]

  --only NAME     one part only: whole (the report with all files, against pandas), pull (reading, against fetching and
                  parsing), table (the session table alone), history (the comparison with 56 earlier days), latency (a slow
                  server), start (npm start, report --data), million (needs no --million)
                  drawing (mail and report.xlsx of 200 operators), shared (20 reports of one reading)
  --runs N        how often each program is run, in turn with the others (default 5)
  --million       also a day of 1 000 000 sessions, once; needs 3 GB of disk for temporary files
  --quick         days of 1 000 and 5 000 sessions, one run each: shows that the bench works, its figures mean nothing
  --node "FLAGS"  options of Node for the measured programs (default: those of the script "report" in package.json)
  --help          this text

Every program is measured alone: user and system time, and peak RSS, as the operating system counts them for the whole process
with its threads. The TWIN API is served by another process, which does not count. Runs take turns (A B A B). Prints a table,
and writes bench/results/NAME.json unless --quick is given. A full run takes about half an hour; nothing else should run on the
machine. Python is optional: bench/peers/README.md says what to install for the comparison.`;

const options = {
  only: { type: "string" },
  runs: { type: "string", default: "5" },
  million: { type: "boolean", default: false },
  quick: { type: "boolean", default: false },
  node: { type: "string" },
  help: { type: "boolean", default: false },
} as const;

const experiments: Readonly<Record<string, Experiment>> = {
  whole,
  pull,
  table,
  history,
  drawing,
  shared,
  latency,
  start,
  million: huge,
};

await runCommand(async (args) => {
  const { help, quick, million, only, runs, node } = readOptions(args, options);
  if (help) return HELP;
  const nodeFlags = node === undefined ? reportNodeFlags() : node.split(" ").filter((word) => word !== "");
  const sizes = quick ? { small: 1000, large: 5000, huge: 20_000 } : { small: 10_000, large: 100_000, huge: 1_000_000 };
  const settings: Settings = { runs: quick ? 1 : readRuns(runs), ...sizes, nodeFlags };
  return measure(chooseNames(only, million), settings, quick);
});

async function measure(names: readonly string[], settings: Settings, quick: boolean): Promise<string> {
  const machine = await thisMachine();
  console.error(`Seed ${SEED}; Node options: ${settings.nodeFlags.join(" ") || "none"}; ${JSON.stringify(machine)}`);
  const lab = await openLab(settings, (line) => console.error(line));
  try {
    const all: Row[] = [];
    for (const name of names) {
      const { rows, samples } = await (experiments[name] ?? whole)(lab);
      if (!quick) saveResult({ name, rows, samples, settings, machine });
      all.push(...rows);
    }
    return drawTable(all);
  } finally {
    lab.close();
  }
}

function chooseNames(only: string | undefined, million: boolean): string[] {
  if (only === undefined) return Object.keys(experiments).filter((name) => name !== "million" || million);
  if (only in experiments) return [only];
  const names = Object.keys(experiments).join(", ");
  throw new ReportError(
    "WRONG_OPTION",
    `--only ${JSON.stringify(only)} is no part of the bench; choose one of ${names}.`,
  );
}

function readRuns(text: string): number {
  if (/^[1-9]\d?$/.test(text)) return Number(text);
  throw new ReportError(
    "WRONG_OPTION",
    `--runs ${JSON.stringify(text)} is not a count; give a whole number from 1 to 99.`,
  );
}
