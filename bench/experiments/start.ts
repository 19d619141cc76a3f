import { join } from "node:path";
import { benchDay } from "../bench-day.ts";
import { dayFileNames } from "../day-file.ts";
import { grouped } from "../grouped.ts";
import { cpuOf, inTurn, type Sample, valuesOf } from "../in-turn.ts";
import type { Experiment, Lab } from "../lab.ts";
import { runChild } from "../run-child.ts";

const SESSIONS = 3000;

/** The commands that people type and wait for. Most of their time is the start. */
export const start: Experiment = async (lab) => {
  const names = { start: "npm start", report: `report --data, ${grouped(SESSIONS)} sessions` };
  const samples = await inTurn(
    [
      { name: names.start, run: () => npmStart(lab) },
      { name: names.report, run: () => reportOfFile(lab) },
    ],
    lab.settings.runs,
    lab.say,
  );
  const rows = Object.values(names).map((name) => ({
    measure: `CPU of ${name}`,
    unit: "s" as const,
    values: valuesOf(samples, name, cpuOf),
    goal: { most: 2.5, than: null },
  }));
  return { rows, samples };
};

/** With the process of npm, which does not ask for updates of itself here. */
async function npmStart(lab: Lab): Promise<Sample> {
  return lab.inFolder(async (folder) => {
    const args = ["--silent", "start", "--", "--out", folder, "--date", benchDay().date];
    const { usage } = await runChild({ command: "npm", args, environment: { npm_config_update_notifier: "false" } });
    return { ...usage, facts: {} };
  });
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
