import { growScript, type Kind } from "./grow-script.ts";
import { type Ending, judgeRun } from "./judge-run.ts";
import { playScript } from "./play-script.ts";
import { openStage, type Stage } from "./stage.ts";

/** The seeds of a share of the scripts: `first`, `first + step`, ... below `end`. */
export type Share = { first: number; step: number; end: number };

export type Failure = { seed: number; complaints: string[]; story: string[] };

/** The results of a share: `endings` counts scripts by kind and ending, `errors` counts them by error code. */
export type ShareResult = {
  endings: Record<string, number>;
  errors: Record<string, number>;
  requests: number;
  strays: number;
  failures: Failure[];
};

/** Enough scripts at once that none waits for slow answers of another. */
const atOnce = 4;

export async function playShare({ first, step, end }: Share): Promise<ShareResult> {
  const stage = await openStage();
  const result: ShareResult = { endings: {}, errors: {}, requests: 0, strays: 0, failures: [] };
  let next = first;
  const playOn = async (): Promise<void> => {
    while (next < end) {
      const seed = next;
      next += step;
      await playOne(seed, { stage, result });
    }
  };
  await Promise.all(Array.from({ length: atOnce }, playOn));
  result.strays = stage.strays();
  await stage.close();
  return result;
}

export const endingName = (kind: Kind, ending: Ending): string => `${kind}: ${ending}`;

async function playOne(seed: number, { stage, result }: { stage: Stage; result: ShareResult }): Promise<void> {
  const run = await playScript(growScript(seed), stage);
  const { ending, complaints } = judgeRun(run);
  result.requests += run.api.requests;
  count(result.endings, endingName(run.script.kind, ending));
  if ("code" in run.outcome) count(result.errors, String(run.outcome.code));
  if (complaints.length > 0) result.failures.push({ seed, complaints, story: run.api.story() });
}

function count(counts: Record<string, number>, name: string): void {
  counts[name] = (counts[name] ?? 0) + 1;
}
