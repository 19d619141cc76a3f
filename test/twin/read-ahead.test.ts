import { setImmediate as nextTick } from "node:timers/promises";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Slice } from "../../functions/daily-report/twin/cut-time.ts";
import { readAhead } from "../../functions/daily-report/twin/read-ahead.ts";
import type { LastPage, SlicePages } from "../../functions/daily-report/twin/walk-slice.ts";

const slice = (from: number, to: number): Slice => ({
  from,
  to,
  first: false,
  last: false,
  balance: { parent: 0, children: 0 },
});
const hours = (count: number): Slice[] => Array.from({ length: count }, (_, hour) => slice(hour, hour + 1));
const startWith = (instead: Slice[]): LastPage => ({ rows: ["first"], bytes: 10, instead });
const waitTicks = async (count: number): Promise<void> => {
  for (let done = 0; done < count; done += 1) await nextTick();
};
const longest = 16;
const bytesOf = (hour: number): number => hour % (longest + 1);
const sumOfBytes = (hours: number): number =>
  Array.from({ length: hours }, (_, hour) => bytesOf(hour)).reduce((a, b) => a + b, 0);
/** A slice of one page. */
async function* onePage(page: () => Promise<LastPage>): SlicePages {
  yield* [];
  return page();
}
/** A promise that never resolves and rejects once the signal aborts. */
const hang = (signal: AbortSignal, stopped: () => void): Promise<never> =>
  new Promise((_, reject) => {
    signal.addEventListener("abort", () => {
      stopped();
      reject(new Error("stopped"));
    });
  });

describe("readAhead", () => {
  it("returns pages in order of time, whatever their delays and sizes and whichever slices are cut", async () => {
    const plan = fc.record({
      delays: fc.array(fc.nat(5), { minLength: 64, maxLength: 64 }),
      cuts: fc.array(fc.boolean(), { minLength: 64, maxLength: 64 }),
      parallel: fc.integer({ min: 1, max: 6 }),
      heldBytes: fc.integer({ min: 0, max: 100 }),
      work: fc.nat(3),
    });
    await fc.assert(
      fc.asyncProperty(plan, async ({ delays, cuts, parallel, heldBytes, work }) => {
        let active = 0;
        let most = 0;
        let received = 0;
        let taken = 0;
        let mostHeld = 0;
        const pageOf = async (hour: number): Promise<{ rows: number[]; bytes: number }> => {
          active += 1;
          most = Math.max(most, active);
          await waitTicks(delays[hour] ?? 0);
          active -= 1;
          received += bytesOf(hour);
          mostHeld = Math.max(mostHeld, received - taken);
          // Some pages settle nothing.
          return { rows: hour % 5 === 3 ? [] : [hour], bytes: bytesOf(hour) };
        };
        async function* read({ from, to }: Slice): SlicePages {
          for (let hour = from; hour < to - 1; hour += 1) {
            const page = await pageOf(hour);
            if (cuts[hour]) return { ...page, instead: [slice(hour + 1, hour + 2), slice(hour + 2, to)] };
            yield page;
          }
          return to > from ? { ...(await pageOf(to - 1)), instead: [] } : { rows: [], bytes: 0, instead: [] };
        }
        const instead = [0, 16, 32, 48].map((at) => slice(at, at + 16));
        const rows: unknown[] = [];
        const first = { ...startWith(instead), bytes: longest };
        for await (const piece of readAhead({ first, read, parallel, heldBytes })) {
          rows.push(...piece);
          const upTo = typeof piece[0] === "number" ? piece[0] + 1 : 0;
          taken = Math.max(taken, sumOfBytes(upTo));
          await waitTicks(work);
        }
        const all = Array.from({ length: 64 }, (_, hour) => hour).filter((hour) => hour % 5 !== 3);
        expect(rows).toEqual(["first", ...all]);
        expect(most).toBeLessThanOrEqual(parallel);
        // One page above the limit is read ahead; up to three, with one that settles nothing, are with the caller.
        expect(mostHeld).toBeLessThanOrEqual(heldBytes + 4 * longest);
      }),
      { seed: 5, numRuns: 100 },
    );
  });

  it("asks for pages while the caller works, but only as many as fit into `heldBytes`", async () => {
    const asked: string[] = [];
    async function* read({ from }: Slice): SlicePages {
      for (let page = 1; page < 3; page += 1) {
        asked.push(`${from}.${page}`);
        yield { rows: [`${from}.${page}`], bytes: 10 };
      }
      asked.push(`${from}.3`);
      return { rows: [`${from}.3`], bytes: 10, instead: [] };
    }
    const pages = readAhead({ first: startWith(hours(24)), read, parallel: 2, heldBytes: 65 });
    await pages.next();
    await waitTicks(10);
    // 50 bytes are held, and 10 more are with the caller.
    expect(asked).toEqual(["0.1", "1.1", "0.2", "1.2", "0.3"]);
    expect((await pages.next()).value).toEqual(["0.1"]);
    await waitTicks(10);
    expect(asked.slice(5)).toEqual(["1.3"]);
    expect((await pages.next()).value).toEqual(["0.2"]);
    await waitTicks(10);
    expect(asked.slice(6)).toEqual(["2.1"]);
    await pages.return(undefined);
  });

  it("asks for one page at a time if not even two fit into `heldBytes`", async () => {
    let active = 0;
    let most = 0;
    const read = ({ from }: Slice): SlicePages =>
      onePage(async () => {
        active += 1;
        most = Math.max(most, active);
        await nextTick();
        active -= 1;
        return { rows: [from], bytes: 1000, instead: [] };
      });
    const rows: unknown[] = [];
    for await (const piece of readAhead({ first: startWith(hours(6)), read, parallel: 4, heldBytes: 15 }))
      rows.push(...piece);
    expect(rows).toEqual(["first", 0, 1, 2, 3, 4, 5]);
    expect(most).toBe(1);
  });

  it("counts the bytes of pages that settle nothing until their rows are handed on", async () => {
    const asked: number[] = [];
    async function* read({ from }: Slice): SlicePages {
      asked.push(from);
      yield { rows: [], bytes: 30 };
      return { rows: [from], bytes: 30, instead: [] };
    }
    const pages = readAhead({ first: startWith(hours(4)), read, parallel: 1, heldBytes: 85 });
    await pages.next();
    await waitTicks(10);
    expect((await pages.next()).value).toEqual([0]);
    await waitTicks(10);
    expect(asked).toEqual([0]);
    expect((await pages.next()).value).toEqual([1]);
    expect(asked).toEqual([0, 1]);
    await pages.return(undefined);
  });

  it("throws the first failure at once and aborts the other reads, even if an earlier slice is still being read", async () => {
    const stopped: number[] = [];
    const read = ({ from }: Slice, signal: AbortSignal): SlicePages =>
      onePage(async () => {
        if (from === 2) throw new Error("slice 2 broke");
        return hang(signal, () => void stopped.push(from));
      });
    const pages = readAhead({ first: startWith(hours(8)), read, parallel: 4, heldBytes: 1000 });
    expect((await pages.next()).value).toEqual(["first"]);
    await expect(pages.next()).rejects.toThrow("slice 2 broke");
    expect(stopped).toContain(0);
    expect(stopped).not.toContain(5);
  });

  it("aborts its reads if the caller stops iterating", async () => {
    const stopped: number[] = [];
    const read = ({ from }: Slice, signal: AbortSignal): SlicePages =>
      onePage(async () => {
        if (from > 0) await hang(signal, () => void stopped.push(from));
        return { rows: [from], bytes: 0, instead: [] };
      });
    const pieces: unknown[] = [];
    for await (const piece of readAhead({ first: startWith(hours(8)), read, parallel: 4, heldBytes: 1000 })) {
      pieces.push(...piece);
      if (pieces.length === 2) break;
    }
    await waitTicks(3);
    expect(pieces).toEqual(["first", 0]);
    expect(stopped).toEqual([1, 2, 3, 4]);
  });
});
