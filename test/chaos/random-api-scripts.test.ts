import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { expect, test } from "vitest";
import type { Failure, Share, ShareResult } from "./api-scripts/play-share.ts";
import { chaosSeed } from "./chaos-seed.ts";

/** One script per seed, starting at CHAOS_SEED. To repeat a single script, set its seed and CHAOS_RUNS=1. */
const runs = Number(process.env.CHAOS_RUNS ?? 10_000);

/** Enough scripts for meaningful shares. */
const many = 5000;

test("for a random API script, the report is right, or it says that it is incomplete, or the run fails with an error of the project", async () => {
  const seed = chaosSeed("random API scripts");
  const shares = [0, 1].map((nth) => ({ first: seed + nth, step: 2, end: seed + runs }));
  const results = await Promise.all(shares.map(playElsewhere));
  const endings = addUp(results.map(({ endings: counted }) => counted));
  const errors = addUp(results.map(({ errors: counted }) => counted));
  process.stderr.write(`${runs} scripts: ${JSON.stringify(endings)}\nfailed by ${JSON.stringify(errors)}\n`);

  expect(results.flatMap(({ failures }) => failures).map(tell)).toEqual([]);
  expect(results.map(({ strays }) => strays)).toEqual([0, 0]);
  expect(Object.values(endings).reduce((a, b) => a + b, 0)).toBe(runs);
  if (runs >= many) expectAllSorts(endings, errors);
}, 3_000_000);

/** Each share has a separate thread, because client and server of a script already fill one. */
async function playElsewhere(share: Share): Promise<ShareResult> {
  const worker = new Worker(new URL("./api-scripts/play-share-worker.ts", import.meta.url), { workerData: share });
  const [result] = await once(worker, "message");
  return result;
}

function tell({ seed, complaints, story }: Failure): string {
  const again = `CHAOS_SEED=${seed} CHAOS_RUNS=1 npm run test:chaos -- random-api-scripts`;
  return [again, ...complaints.slice(0, 10), ...story.slice(0, 60).map((line) => line.slice(0, 300))].join("\n");
}

/** A server that counts its own rows leaves no report incomplete, even if its list repeats rows. */
const possibleEndings = {
  sane: ["right", "failed"],
  broken: ["right", "failed"],
  moving: ["right", "incomplete", "failed"],
  miscounting: ["right", "incomplete", "failed"],
  hiding: ["right", "incomplete", "failed"],
};

/** Expects that the scripts of each kind of server reach every possible end often enough. */
function expectAllSorts(endings: Record<string, number>, errors: Record<string, number>): void {
  const share = (ending: string): number =>
    Object.entries(endings).reduce((sum, [name, n]) => (name.endsWith(ending) ? sum + n : sum), 0) / runs;
  expect(share("right")).toBeGreaterThan(0.35);
  expect(share("incomplete")).toBeGreaterThan(0.1);
  expect(share("failed")).toBeGreaterThan(0.1);
  for (const [kind, possible] of Object.entries(possibleEndings)) {
    for (const ending of possible) {
      expect(endings[`${kind}: ${ending}`] ?? 0, `${kind}: ${ending}`).toBeGreaterThan(runs / 1000);
    }
  }
  for (const code of ["TWIN_UNAVAILABLE", "TWIN_LIST_INCONSISTENT", "TWIN_REQUEST_REFUSED", "TWIN_ANSWER_UNREADABLE"]) {
    expect(errors[code], code).toBeGreaterThan(runs / 500);
  }
  expect(errors.NOTHING_RECEIVED, "NOTHING_RECEIVED").toBeGreaterThan(0);
}

function addUp(counts: readonly Record<string, number>[]): Record<string, number> {
  const sum: Record<string, number> = {};
  for (const [name, n] of counts.flatMap((each) => Object.entries(each))) sum[name] = (sum[name] ?? 0) + n;
  return sum;
}
