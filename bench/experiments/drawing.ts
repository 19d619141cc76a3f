import { join } from "node:path";
import { cpuOf, inTurn, peakOf, valuesOf } from "../in-turn.ts";
import { childScript, type Experiment } from "../lab.ts";
import { runChild } from "../run-child.ts";
import { marginals } from "../statistics.ts";

const OPERATORS = 200;
const MANY_OPERATORS = 300;
const KB = 1000;

/** What it costs to draw the mail and report.xlsx of a day with many operators, and how large the mail's HTML is. */
export const drawing: Experiment = (lab) =>
  lab.inFolder(async (folder) => {
    const placeOf = (operators: number) => join(folder, String(operators));
    for (const operators of [OPERATORS, MANY_OPERATORS]) {
      const args = [childScript("write-report.ts"), placeOf(operators), String(operators)];
      await runChild({ command: process.execPath, args });
    }
    const caseOf = (name: string, operators: number, part: string) => ({
      name,
      run: () => lab.measure(lab.bundled("draw-report"), [placeOf(operators), part]),
    });
    const names = { start: "report read", draw: "report drawn", many: "report of many operators drawn" };
    const samples = await inTurn(
      [
        caseOf(names.start, OPERATORS, "start"),
        caseOf(names.draw, OPERATORS, "draw"),
        caseOf(names.many, MANY_OPERATORS, "draw"),
      ],
      lab.settings.runs,
      lab.say,
    );
    const more = (of: typeof cpuOf) =>
      marginals(valuesOf(samples, names.start, of), valuesOf(samples, names.draw, of), 1);
    const html = valuesOf(samples, names.many, ({ facts }) => (facts.html ?? 0) / KB);
    return {
      rows: [
        {
          measure: `CPU of mail and report.xlsx, ${OPERATORS} operators`,
          unit: "s",
          values: more(cpuOf),
          goal: { most: 1.5, than: null },
        },
        {
          measure: `memory of mail and report.xlsx, ${OPERATORS} operators`,
          unit: "MB",
          values: more(peakOf),
          goal: { most: 100, than: null },
        },
        {
          measure: `HTML of the mail, ${MANY_OPERATORS} operators`,
          unit: "kB",
          values: html,
          goal: { most: 60, than: null },
        },
      ],
      samples,
    };
  });
