import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cutTime, type Slice } from "../../functions/daily-report/twin/cut-time.ts";

const stretch = (seconds: number): Slice => ({
  from: 0,
  to: seconds * 1000,
  first: true,
  last: true,
  balance: { parent: 0, children: 0 },
});

describe("cutTime", () => {
  it.each([
    [86_400, 1001, 4],
    [86_400, 20_000, 4],
    [86_400, 20_001, 5],
    [86_400, 100_000, 20],
    [3, 100_000, 3],
    [1, 5, 1],
    [0, 5, 1],
  ])("cuts %d seconds with %d sessions into %d slices", (seconds, count, slices) => {
    expect(cutTime(stretch(seconds), count, 5000)).toHaveLength(slices);
  });

  it("cuts into equal slices that share the count of their parent", () => {
    const whole = { ...stretch(0), from: 60_000, to: 68_000 };
    const slices = cutTime(whole, 7, 5000);
    expect(slices.map(({ from, to }) => [from, to])).toEqual([
      [60_000, 62_000],
      [62_000, 64_000],
      [64_000, 66_000],
      [66_000, 68_000],
    ]);
    for (const { balance } of slices) expect(balance).toBe(slices[0]?.balance);
    expect(slices[0]?.balance).toEqual({ parent: 7, children: 0 });
  });

  it("returns one slice for an empty time range", () => {
    expect(cutTime(stretch(0), 5, 5000)).toMatchObject([{ from: 0, to: 0, first: true, last: true }]);
  });

  it("marks no slice as first or last if the parent is neither", () => {
    const inner = { ...stretch(100), first: false, last: false };
    expect(cutTime(inner, 0, 5000).some(({ first, last }) => first || last)).toBe(false);
  });

  it("leaves no gap and no overlap, cuts at whole seconds, and marks the first and last slice", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000 }), fc.integer({ min: 0, max: 1_000_000 }), (seconds, count) => {
        const slices = cutTime(stretch(seconds), count, 5000);
        const edges = [...slices.map(({ from }) => from), slices.at(-1)?.to];
        expect(edges[0]).toBe(0);
        expect(edges.at(-1)).toBe(seconds * 1000);
        for (const [index, slice] of slices.entries()) {
          expect(slice.to).toBe(edges[index + 1]);
          expect(slice.to).toBeGreaterThan(slice.from);
          expect(slice.to % 1000).toBe(0);
          expect([slice.first, slice.last]).toEqual([index === 0, index === slices.length - 1]);
        }
      }),
      { seed: 11, numRuns: 300 },
    );
  });
});
