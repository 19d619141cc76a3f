import { setImmediate as nextTick } from "node:timers/promises";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Slice } from "../../functions/daily-report/twin/cut-time.ts";
import { readAhead } from "../../functions/daily-report/twin/read-ahead.ts";
import type { SliceOutcome } from "../../functions/daily-report/twin/walk-slice.ts";

const slice = (from: number, to: number): Slice => ({
  from,
  to,
  first: false,
  last: false,
  balance: { parent: 0, children: 0 },
});
const hours = (count: number): Slice[] => Array.from({ length: count }, (_, hour) => slice(hour, hour + 1));
const waitTicks = async (count: number): Promise<void> => {
  for (let done = 0; done < count; done += 1) await nextTick();
};

describe("readAhead", () => {
  it("returns slices in order of time, whatever their delays and whichever are cut again", async () => {
    const plan = fc.record({
      delays: fc.array(fc.nat(5), { minLength: 64, maxLength: 64 }),
      cuts: fc.array(fc.boolean(), { minLength: 64, maxLength: 64 }),
      parallel: fc.integer({ min: 1, max: 6 }),
    });
    await fc.assert(
      fc.asyncProperty(plan, async ({ delays, cuts, parallel }) => {
        let active = 0;
        let most = 0;
        const read = async ({ from, to }: Slice): Promise<SliceOutcome> => {
          active += 1;
          most = Math.max(most, active);
          await waitTicks(delays[from] ?? 0);
          active -= 1;
          const middle = (from + to) / 2;
          return to - from > 1 && cuts[from]
            ? { cut: [slice(from, middle), slice(middle, to)] }
            : { rows: [`${from}-${to}`] };
        };
        const edges: number[] = [0];
        for await (const { rows } of readAhead({
          slices: [0, 16, 32, 48].map((at) => slice(at, at + 16)),
          read,
          parallel,
        })) {
          const [from, to] = String(rows[0]).split("-").map(Number);
          expect(from).toBe(edges.at(-1));
          edges.push(to ?? Number.NaN);
        }
        expect(edges.at(-1)).toBe(64);
        expect(most).toBeLessThanOrEqual(parallel);
      }),
      { seed: 5, numRuns: 100 },
    );
  });

  it("reads at most `parallel` slices ahead while the caller waits", async () => {
    const begun: number[] = [];
    const read = async ({ from }: Slice): Promise<SliceOutcome> => {
      begun.push(from);
      return { rows: [from] };
    };
    const slices = readAhead({ slices: hours(24), read, parallel: 4 });
    await slices.next();
    await waitTicks(10);
    expect(begun).toEqual([0, 1, 2, 3]);
    await slices.return(undefined);
  });

  it("reports how many slices are still waiting", async () => {
    const read = async ({ from }: Slice): Promise<SliceOutcome> => ({ rows: [from] });
    const waiting: number[] = [];
    for await (const one of readAhead({ slices: hours(3), read, parallel: 2 })) waiting.push(one.waiting);
    expect(waiting).toEqual([2, 1, 0]);
  });

  it("throws the first failure at once and aborts the other reads, even if an earlier slice is still being read", async () => {
    const stopped: number[] = [];
    const read = ({ from }: Slice, signal: AbortSignal): Promise<SliceOutcome> =>
      new Promise((_, reject) => {
        if (from === 2) reject(new Error("slice 2 broke"));
        signal.addEventListener("abort", () => {
          stopped.push(from);
          reject(new Error(`slice ${from} was stopped`));
        });
      });
    await expect(readAhead({ slices: hours(8), read, parallel: 4 }).next()).rejects.toThrow("slice 2 broke");
    expect(stopped).toContain(0);
    expect(stopped).not.toContain(5);
  });

  it("aborts its reads if the caller stops iterating", async () => {
    let stopped = 0;
    const read = ({ from }: Slice, signal: AbortSignal): Promise<SliceOutcome> =>
      from === 0
        ? Promise.resolve({ rows: [] })
        : new Promise((_, reject) => {
            signal.addEventListener("abort", () => {
              stopped += 1;
              reject(new Error("stopped"));
            });
          });
    for await (const _ of readAhead({ slices: hours(8), read, parallel: 4 })) break;
    await waitTicks(3);
    expect(stopped).toBe(3);
  });
});
