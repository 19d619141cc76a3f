import { cpuOf, inTurn, peakOf, type Sample, valuesOf } from "../in-turn.ts";
import type { Experiment, Lab } from "../lab.ts";
import { runChild } from "../run-child.ts";

const REPORTS = 20;
const DAYS = 3;

/**
 * The memory of a call for one report and for 20 over the same sessions, with and without earlier days that are read again, once:
 * the last case takes minutes.
 */
export const shared: Experiment = async (lab) => {
  const { small } = lab.settings;
  const cases = [
    { name: "1 report", reports: 1, days: 0 },
    { name: `1 report, ${DAYS} days read again`, reports: 1, days: DAYS },
    { name: `${REPORTS} reports`, reports: REPORTS, days: 0 },
    { name: `${REPORTS} reports, ${DAYS} days read again`, reports: REPORTS, days: DAYS },
  ];
  const samples = await inTurn(
    cases.map((one) => ({ name: one.name, run: () => runCall(lab, small, one) })),
    1,
    lab.say,
  );
  const rows = cases.flatMap(({ name }) => [
    { measure: `CPU of ${name}`, unit: "s" as const, values: valuesOf(samples, name, cpuOf), goal: null },
    {
      ...{ measure: `peak RSS of ${name}`, unit: "MB" as const, values: valuesOf(samples, name, peakOf) },
      // Three quarters of the function's memory.
      goal: { most: 768, than: null },
    },
  ]);
  return { rows, samples };
};

type Case = { readonly reports: number; readonly days: number };

async function runCall(lab: Lab, sessions: number, { reports, days }: Case): Promise<Sample> {
  const { url } = await lab.day(sessions);
  return lab.inFolder(async (folder) => {
    const script = lab.bundled("whole-call");
    const args = [url, folder, String(reports), String(days)];
    if (days > 0) await runChild({ command: process.execPath, args: [script, ...args, "--before"] });
    return lab.measure(script, args);
  });
}
