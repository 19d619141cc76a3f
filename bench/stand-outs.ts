import { standOutsOf } from "../functions/daily-report/domain/stand-out.ts";
import { readOptions, runCommand } from "../local/command.ts";
import { percent, range, readCount, table } from "./history-tables.ts";
import { BAD, operatorDay, type Rates, usualRates } from "./operator-days.ts";
import { namedByLimits } from "./operators-by-limits.ts";

const HELP = `Measures how often an operator is named, to talk to or to praise, on a day on which all are equally good, and how often one who
does worse is named (docs/metrics.md section 8.3).

  npm run stand-outs -- [options]

  --days N   how many days of each kind, of the seeds 1 to N (default 500)
  --help     this text

Invents days and prints tables. The default takes about a minute.`;

const options = {
  days: { type: "string", default: "500" },
  help: { type: "boolean", default: false },
} as const;

type Day = ReturnType<typeof operatorDay>;
type Side = "worse" | "better";

/** Whom a rule names. The first rule is that of the report. */
const rules: Readonly<Record<string, (day: Day, side: Side) => readonly string[]>> = {
  "in force": (day, side) => standOutsOf(day)[side === "worse" ? "talkTo" : "praise"].map(({ key }) => key),
  "99 % limits": (day, side) => namedByLimits(day, side, (metrics) => metrics > 0),
  "99 % in two or 99.8 % in one": (day, side) => namedByLimits(day, side, (metrics, sure) => metrics > 1 || sure > 0),
};
const ruleNames = Object.keys(rules);

const sizes = [
  { operators: 5, sessions: 800 },
  { operators: 20, sessions: 800 },
  { operators: 100, sessions: 4000 },
] as const;

const worseRates: Readonly<Record<string, Rates>> = {
  "twice as many bad ratings": { ...usualRates, unsatisfied: 0.3, detractors: 0.4 },
  "three times as many bad ratings": { ...usualRates, unsatisfied: 0.45, detractors: 0.6 },
  "late twice as often": { ...usualRates, late: 0.8 },
  "all of it twice": { lost: 0.16, late: 0.8, unsatisfied: 0.3, detractors: 0.4 },
};

await runCommand(async (args) => {
  const { help, days } = readOptions(args, options);
  if (help) return HELP;
  const count = readCount(days, "--days");
  return [falseNames(count), foundOperators(count)].join("\n\n");
});

function falseNames(count: number): string {
  const rows = sizes.map(({ operators, sessions }) => {
    const days = range(1, count).map((seed) => operatorDay({ seed, operators, sessions }));
    const shareOf = (isNamed: (day: Day) => boolean) => percent(days.filter(isNamed).length, count);
    const cells = Object.values(rules).flatMap((name) => [
      shareOf((day) => name(day, "worse").length > 0),
      shareOf((day) => name(day, "better").length > 0),
    ]);
    return [String(operators), String(sessions), ...cells];
  });
  const heads = ruleNames.flatMap((name) => [`${name}: talk to`, "praise"]);
  return `Share of ${count} days (seeds 1 to ${count}) on which somebody is named, although all operators are equally good\n${table(
    ["operators", "sessions", ...heads],
    rows,
  )}`;
}

function foundOperators(count: number): string {
  const rows = Object.entries(worseRates).flatMap(([kind, rates]) =>
    [20, 50, 150].map((sessions) => {
      const days = range(1, count).map((seed) =>
        operatorDay({ seed, operators: 20, sessions: 800, bad: { sessions, rates } }),
      );
      const cells = Object.values(rules).map((name) =>
        percent(days.filter((day) => name(day, "worse").includes(BAD)).length, count),
      );
      return [kind, String(sessions), ...cells];
    }),
  );
  return `Share of ${count} days (seeds 1 to ${count}) of 800 sessions on which the one of 20 operators who does worse is named\n${table(
    ["does worse", "sessions", ...ruleNames],
    rows,
  )}`;
}
