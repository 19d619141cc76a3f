import type { Usage } from "./run-child.ts";

/** One run: what the process used, and the numbers that it printed or that the server counted. */
export type Sample = Usage & { readonly facts: Readonly<Record<string, number>> };

export type Case = { readonly name: string; readonly run: () => Promise<Sample> };

/** The samples of each case by its name, one per round. */
export type Samples = Readonly<Record<string, readonly Sample[]>>;

/**
 * Runs all cases one after another, then all again: A B A B. A machine that becomes slower for a while then slows down all
 * cases alike.
 */
export async function inTurn(cases: readonly Case[], rounds: number, say: (line: string) => void): Promise<Samples> {
  const samples = new Map(cases.map(({ name }) => [name, [] as Sample[]]));
  for (let round = 1; round <= rounds; round += 1) {
    for (const { name, run } of cases) {
      const sample = await run();
      samples.get(name)?.push(sample);
      say(`${round}/${rounds} ${name}: ${sample.cpu.toFixed(2)} s of CPU, ${sample.peak.toFixed(0)} MB`);
    }
  }
  return Object.fromEntries(samples);
}

/** Returns one number of each sample of a case; no numbers if the case was not run. */
export function valuesOf(samples: Samples, name: string, value: (sample: Sample) => number): number[] {
  return (samples[name] ?? []).map(value);
}

export const cpuOf = ({ cpu }: Sample): number => cpu;
export const peakOf = ({ peak }: Sample): number => peak;
