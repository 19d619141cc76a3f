import { setImmediate as nextTick } from "node:timers/promises";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type LoadSign, RequestPace } from "../../functions/daily-report/twin/request-pace.ts";

const { signal } = new AbortController();
const signOf = (sign: LoadSign): LoadSign => sign;

/** A pace and its requests; each runs until the test ends it with a sign. */
function paceOf(most: number) {
  const pace = new RequestPace(most);
  const running: ((sign: LoadSign) => void)[] = [];
  let started = 0;
  const ask = (stop = signal): Promise<LoadSign> =>
    pace.run(
      () => {
        started += 1;
        return new Promise((resolve) => running.push(resolve));
      },
      signOf,
      stop,
    );
  /** Ends the oldest requests. */
  const end = async (...signs: LoadSign[]): Promise<void> => {
    for (const sign of signs) {
      running.shift()?.(sign);
      await nextTick();
    }
  };
  return { pace, ask, end, running, started: () => started };
}

/** How many requests run at once after the given answers, one after the other. */
async function allowedAfter(most: number, signs: readonly LoadSign[]): Promise<number> {
  const { pace, ask, running } = paceOf(most);
  for (const sign of signs) await pace.run(async () => sign, signOf, signal);
  for (let nth = 0; nth < most; nth += 1) void ask();
  await nextTick();
  return running.length;
}

const good = (times: number): LoadSign[] => Array.from({ length: times }, () => "good");

describe("RequestPace", () => {
  it("runs as many requests at once as it may, the others in the order of asking", async () => {
    const { ask, end, running, started } = paceOf(2);
    for (let nth = 0; nth < 5; nth += 1) void ask();
    await nextTick();
    expect([running.length, started()]).toEqual([2, 2]);
    await end("good");
    expect([running.length, started()]).toEqual([2, 3]);
    await end("unclear", "good", "good", "good");
    expect([running.length, started()]).toEqual([0, 5]);
  });

  it.each<[LoadSign[], number]>([
    [[], 8],
    [["busy"], 4],
    [["busy", "busy"], 2],
    [["busy", "busy", "busy"], 1],
    [["busy", "busy", "busy", "busy", "busy"], 1],
    [["unclear", "unclear"], 8],
    [["busy", ...good(9)], 4],
    [["busy", ...good(10)], 5],
    [["busy", ...good(39)], 7],
    [["busy", ...good(100)], 8],
    [["busy", ...good(9), "unclear", ...good(9)], 4],
    [["busy", ...good(9), "busy", ...good(9)], 2],
  ])(
    "halves their number when the API is busy, and raises it by one after ten good answers (%j: %d of 8)",
    async (signs, allowed) => {
      expect(await allowedAfter(8, signs)).toBe(allowed);
    },
  );

  it("halves it once for all requests that were under way", async () => {
    const { ask, end, running } = paceOf(8);
    for (let nth = 0; nth < 24; nth += 1) void ask();
    await nextTick();
    await end("busy", "busy", "busy", "busy", "busy", "busy", "busy", "busy");
    expect(running).toHaveLength(4);
    await end("busy", "busy", "busy");
    expect(running).toHaveLength(2);
  });

  it("starts nothing while a request waits as long as the API asked for, even if the wait fails", async () => {
    const { pace, ask, running } = paceOf(4);
    const waits = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const holds = waits.map(({ promise }) => pace.hold(() => promise).catch(() => "failed"));
    void ask();
    await nextTick();
    waits[0]?.resolve();
    await nextTick();
    expect(running).toHaveLength(0);
    waits[1]?.reject(new Error("stopped"));
    expect(await Promise.all(holds)).toEqual([undefined, "failed"]);
    expect(running).toHaveLength(1);
  });

  it("frees the place of a request that fails", async () => {
    const { pace, ask, running } = paceOf(1);
    const failure = pace.run(() => Promise.reject(new Error("broke")), signOf, signal);
    void ask();
    await expect(failure).rejects.toThrow("broke");
    await nextTick();
    expect(running).toHaveLength(1);
  });

  it("stops waiting for a place if the signal aborts, and never starts", async () => {
    const { ask, end, running, started } = paceOf(1);
    const stop = new AbortController();
    void ask();
    const waiting = ask(stop.signal);
    void ask();
    stop.abort(new Error("enough"));
    await expect(waiting).rejects.toThrow("enough");
    await expect(ask(stop.signal)).rejects.toThrow("enough");
    await end("good");
    expect([running.length, started()]).toEqual([1, 2]);
  });

  it("ends every request, whatever the API answers and however long it asks to wait", async () => {
    const answers = fc.array(fc.tuple(fc.constantFrom<LoadSign>("good", "busy", "unclear"), fc.nat(3), fc.boolean()), {
      minLength: 1,
      maxLength: 60,
    });
    await fc.assert(
      fc.asyncProperty(answers, fc.integer({ min: 1, max: 6 }), async (requests, most) => {
        const pace = new RequestPace(most);
        let running = 0;
        const ticks = async (count: number): Promise<void> => {
          for (let tick = 0; tick < count; tick += 1) await nextTick();
        };
        const ended = requests.map(async ([sign, delay, holds]) => {
          const work = async (): Promise<LoadSign> => {
            running += 1;
            expect(running).toBeLessThanOrEqual(most);
            await ticks(delay);
            running -= 1;
            return sign;
          };
          const answer = await pace.run(work, signOf, signal);
          if (holds) await pace.hold(() => ticks(delay));
          return answer;
        });
        expect(await Promise.all(ended)).toEqual(requests.map(([sign]) => sign));
      }),
      { seed: 3, numRuns: 100 },
    );
  });
});
