import { join } from "node:path";
import { benchDay } from "../bench-day.ts";
import { dayFileNames } from "../day-file.ts";
import { grouped } from "../grouped.ts";
import { cpuOf, inTurn, type Sample, type Samples, valuesOf } from "../in-turn.ts";
import type { Row } from "../judge-row.ts";
import type { Experiment, Lab } from "../lab.ts";
import { runChild } from "../run-child.ts";

const SESSIONS = 3000;

/** The commands that people type and wait for. Most of their time is the start. */
export const start: Experiment = async (lab) => {
  const names = {
    alone: "npm start -- --no-history",
    first: "npm start, the first time",
    again: "npm start, the second time",
    report: `report --data, ${grouped(SESSIONS)} sessions`,
  };
  const samples = await inTurn(
    [
      { name: names.alone, run: () => lab.inFolder((folder) => npmStart(folder, "--no-history")) },
      { name: names.first, run: () => lab.inFolder((folder) => npmStart(folder)) },
      { name: names.again, run: () => lab.inFolder((folder) => npmStart(folder).then(() => npmStart(folder))) },
      { name: names.report, run: () => reportOfFile(lab) },
    ],
    lab.settings.runs,
    lab.say,
  );
  const rows = [
    cpuRow(samples, names.alone, 2.5),
    cpuRow(samples, names.first, null),
    {
      measure: `seconds of ${names.first}`,
      unit: "s" as const,
      values: valuesOf(samples, names.first, ({ wall }) => wall),
      goal: { most: 20, than: null },
    },
    cpuRow(samples, names.again, null),
    cpuRow(samples, names.report, 2.5),
  ];
  return { rows, samples };
};

function cpuRow(samples: Samples, name: string, most: number | null): Row {
  const values = valuesOf(samples, name, cpuOf);
  return { measure: `CPU of ${name}`, unit: "s", values, goal: most === null ? null : { most, than: null } };
}

/** With the process of npm, which does not ask for updates of itself here. */
async function npmStart(folder: string, ...more: string[]): Promise<Sample> {
  const args = ["--silent", "start", "--", "--out", folder, "--date", benchDay().date, ...more];
  const { usage } = await runChild({ command: "npm", args, environment: { npm_config_update_notifier: "false" } });
  return { ...usage, facts: {} };
}

async function reportOfFile(lab: Lab): Promise<Sample> {
  const day = await lab.day(SESSIONS);
  return lab.inFolder((folder) =>
    lab.measure(join(import.meta.dirname, "..", "..", "local", "report.ts"), [
      ...["--data", join(day.folder, dayFileNames.sessions)],
      ...["--date", benchDay().date, "--out", folder],
    ]),
  );
}
