import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { SEED } from "./bench-day.ts";
import type { Samples } from "./in-turn.ts";
import { judgeRow, type Row } from "./judge-row.ts";
import type { Settings } from "./lab.ts";
import type { Machine } from "./machine.ts";

type Result = {
  readonly name: string;
  readonly rows: readonly Row[];
  readonly samples: Samples;
  readonly settings: Settings;
  readonly machine: Machine;
};

/** Writes `bench/results/<name>.json`: the rows with their judgement, and every run, so that figures can be computed again. */
export function saveResult({ name, rows, samples, settings, machine }: Result): void {
  const folder = join(import.meta.dirname, "results");
  mkdirSync(folder, { recursive: true });
  const judged = rows.map((row) => ({ ...row, ...judgeRow(row) }));
  const result = { name, seed: SEED, settings, machine, rows: judged, samples };
  writeFileSync(join(folder, `${name}.json`), `${JSON.stringify(result, rounded, 2)}\n`);
}

/** Eight digits are more than a measurement has. */
function rounded(_key: string, value: unknown): unknown {
  return typeof value === "number" ? Number(value.toPrecision(8)) : value;
}
