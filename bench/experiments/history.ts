import { cp } from "node:fs/promises";
import { join } from "node:path";
import { grouped } from "../grouped.ts";
import { cpuOf, inTurn, peakOf, type Sample, valuesOf } from "../in-turn.ts";
import type { Row } from "../judge-row.ts";
import { childScript, type Experiment, type Lab } from "../lab.ts";
import { runChild } from "../run-child.ts";
import { marginals } from "../statistics.ts";

const parts = {
  start: "start of the comparison",
  parse: "JSON.parse of 56 tallies",
  compare: "comparison with 56 days",
} as const;

type Part = keyof typeof parts;

/** What it costs to compare a day with its 56 days before, alone and in the whole report. */
export const history: Experiment = async (lab) => {
  const { large, runs } = lab.settings;
  const { url } = await lab.day(large);
  const size = `${grouped(large)} sessions a day`;
  const whole = { without: `report without earlier days, ${size}`, with: `report with 56 earlier days, ${size}` };
  return lab.inFolder(async (folder) => {
    lab.say(`inventing tallies of ${size}`);
    await runChild({ command: process.execPath, args: [childScript("write-tallies.ts"), folder, String(large)] });
    const compare = (part: Part) => ({
      name: parts[part],
      run: () => lab.measure(lab.bundled("compare-day"), [folder, part]),
    });
    const samples = await inTurn(
      [
        ...[compare("start"), compare("parse"), compare("compare")],
        { name: whole.without, run: () => wholeRun(lab, url, null) },
        { name: whole.with, run: () => wholeRun(lab, url, folder) },
      ],
      runs,
      lab.say,
    );
    const more = (one: string, other: string, of: (sample: Sample) => number) =>
      marginals(valuesOf(samples, one, of), valuesOf(samples, other, of), 1);
    const parsing = more(parts.start, parts.parse, cpuOf);
    const comparing = more(parts.start, parts.compare, cpuOf);
    const rows: Row[] = [
      row(`CPU of ${parts.parse}, ${size}`, "s", parsing),
      { ...row(`CPU of the ${parts.compare}, ${size}`, "s", comparing), goal: { most: 2, than: null } },
      {
        ...row("the same, against parsing", "s", comparing),
        goal: { most: 1, than: { what: parts.parse, values: parsing } },
      },
      {
        ...row(`memory of the ${parts.compare}, ${size}`, "MB", more(parts.start, parts.compare, peakOf)),
        goal: { most: 60, than: null },
      },
      {
        ...row(`more memory of a ${whole.with}`, "MB", more(whole.without, whole.with, peakOf)),
        goal: { most: 60, than: null },
      },
      row(`more CPU of a ${whole.with}`, "s", more(whole.without, whole.with, cpuOf)),
    ];
    return { rows, samples };
  });
};

async function wholeRun(lab: Lab, url: string, tallies: string | null): Promise<Sample> {
  return lab.inFolder(async (folder) => {
    if (tallies !== null) await cp(join(tallies, "tables"), join(folder, "tables"), { recursive: true });
    return lab.measure(lab.bundled("whole-run"), [url, folder]);
  });
}

function row(measure: string, unit: Row["unit"], values: readonly number[]): Row {
  return { measure, unit, values, goal: null };
}
