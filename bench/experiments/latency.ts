import { defaultTwinLimits } from "../../functions/daily-report/twin/twin-limits.ts";
import { inTurn, type Sample, valuesOf } from "../in-turn.ts";
import type { Row } from "../judge-row.ts";
import type { Experiment } from "../lab.ts";

const LATENCY_MS = 200;

/**
 * How long reading takes from a slow server, from the first request to the last fold. The ideal is the time of waiting alone
 * if every request brought a full page and all slices were read at the same time.
 */
export const latency: Experiment = async (lab) => {
  const { large, runs } = lab.settings;
  const { url } = await lab.day(large);
  const pages = Math.ceil(large / defaultTwinLimits.pageRows);
  const ideal = (Math.ceil(pages / defaultTwinLimits.parallelSlices) * LATENCY_MS) / 1000;
  const names = {
    walk: `walk over ${pages} pages at ${LATENCY_MS} ms`,
    fold: `pull + decode + fold of ${pages} pages at ${LATENCY_MS} ms`,
  };
  const read = (part: "walk" | "fold") => lab.measure(lab.bundled("pull-and-fold"), [url, part]);
  await lab.server.delay(LATENCY_MS);
  try {
    const samples = await inTurn(
      [
        { name: names.walk, run: () => read("walk") },
        { name: names.fold, run: () => read("fold") },
      ],
      runs,
      lab.say,
    );
    const row = (name: string): Row => ({
      measure: `seconds for the ${name}`,
      unit: "s",
      values: valuesOf(samples, name, readingSeconds),
      goal: null,
    });
    const than = { what: `the ideal ${ideal} s`, values: [ideal] };
    return { rows: [row(names.walk), { ...row(names.fold), goal: { most: 1.3, than } }], samples };
  } finally {
    await lab.server.delay(0);
  }
};

function readingSeconds({ facts }: Sample): number {
  return facts.seconds ?? Number.NaN;
}
