import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { grouped } from "../grouped.ts";
import { cpuOf, inTurn, type Sample, valuesOf } from "../in-turn.ts";
import type { Row } from "../judge-row.ts";
import type { Experiment, Lab } from "../lab.ts";
import { runChild } from "../run-child.ts";
import { marginals } from "../statistics.ts";

const parts = {
  fetch: "got + JSON.parse",
  walk: "walk over the pages",
  fold: "pull + decode + fold",
} as const;

type Part = keyof typeof parts;

/** What a session costs until it is in the tally, against fetching and parsing the same pages and nothing else. */
export const pull: Experiment = async (lab) => {
  const { small, large, runs } = lab.settings;
  const nameAt = (part: Part, size: number) => `${parts[part]}, ${grouped(size)} sessions`;
  const addresses = new Map<number, readonly string[]>();
  for (const size of [small, large]) addresses.set(size, await addressesOf(lab, size));
  const cases = [small, large].flatMap((size) => [
    { name: nameAt("walk", size), run: () => read(lab, size, "walk") },
    { name: nameAt("fold", size), run: () => read(lab, size, "fold") },
    { name: nameAt("fetch", size), run: () => fetchOnly(lab, addresses.get(size) ?? []) },
  ]);
  const samples = await inTurn(cases, runs, lab.say);
  const perSession = (part: Part) =>
    marginals(
      valuesOf(samples, nameAt(part, small), cpuOf),
      valuesOf(samples, nameAt(part, large), cpuOf),
      large - small,
    ).map((seconds) => 1e6 * seconds);
  const row = (part: Part): Row => ({
    measure: `CPU per session of ${parts[part]}, ${grouped(small)} -> ${grouped(large)}`,
    unit: "µs",
    values: perSession(part),
    goal: null,
  });
  const goal = { most: 2.5, than: { what: parts.fetch, values: perSession("fetch") } };
  return { rows: [row("fetch"), row("walk"), { ...row("fold"), goal }], samples };
};

async function read(lab: Lab, sessions: number, part: "walk" | "fold"): Promise<Sample> {
  const { url } = await lab.day(sessions);
  return lab.measure(lab.bundled("pull-and-fold"), [url, part]);
}

/** Fetches the addresses that the project's walk asked for. */
async function fetchOnly(lab: Lab, addresses: readonly string[]): Promise<Sample> {
  return lab.inFolder(async (folder) => {
    const file = join(folder, "addresses");
    await writeFile(file, addresses.join("\n"));
    return lab.measure(lab.bundled("fetch-and-parse"), [file]);
  });
}

async function addressesOf(lab: Lab, sessions: number): Promise<string[]> {
  const { url } = await lab.day(sessions);
  await lab.server.takeRequests();
  await runChild({ command: process.execPath, args: [lab.bundled("pull-and-fold"), url, "walk"] });
  return lab.server.takeRequests();
}
