import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ListPage, PageRequest } from "../../functions/daily-report/twin/list-sessions.ts";
import { TwinWalkError } from "../../functions/daily-report/twin/twin-errors.ts";
import { expectWholeDay, listOver, walkToEnd } from "./list-double.ts";
import { answerFrom, crowd, dayFrom, dayTo, instantOf, rowAt, spreadRows } from "./session-rows.ts";

describe("walkDay with any rows on any correct server", () => {
  it("returns the same rows in the same order for any slices, pages and limits, and no creation time in two pieces", async () => {
    const world = fc.record({
      // Few different times, so that many rows have the same time.
      instants: fc.array(fc.tuple(fc.integer({ min: 0, max: 40 }), fc.constantFrom(0, 1, 500, 999)), {
        maxLength: 150,
        size: "max",
      }),
      stride: fc.constantFrom(1000, 7000, 600_000, 2_100_000),
      unplaced: fc.array(fc.constantFrom(null, 7, "row", { id: "u" }, { id: "v", createdAt: "?" }), { maxLength: 12 }),
      // The rows of a page that remain beside the unplaced ones, by the server's limit and by ours.
      serverRoom: fc.integer({ min: 1, max: 30 }),
      ourRoom: fc.integer({ min: 1, max: 30 }),
      where: fc.constantFrom("first" as const, "last" as const),
      toExclusive: fc.boolean(),
      wholeSeconds: fc.boolean(),
      parallelSlices: fc.integer({ min: 1, max: 5 }),
      sessionsPerSlice: fc.integer({ min: 1, max: 60 }),
      cutAbove: fc.integer({ min: 60, max: 200 }),
      heldBytes: fc.integer({ min: 0, max: 200 }),
    });
    await fc.assert(
      fc.asyncProperty(world, async ({ instants, stride, unplaced, where, toExclusive, wholeSeconds, ...sizes }) => {
        const { serverRoom, ourRoom, ...limits } = sizes;
        const rows = instants.map(([step, ms], index) => rowAt(dayFrom + step * stride + ms, `r${index}`));
        const pageRows = unplaced.length + ourRoom;
        const behaviour = { cap: unplaced.length + serverRoom, unplaced: where, toExclusive, wholeSeconds };
        const { list } = listOver([...unplaced, ...rows], behaviour, pageRows);
        const day = await walkToEnd(list, { pageRows, ...limits });
        const placed = day.pieces.map((piece) => piece.filter((row) => instantOf(row) !== null));
        expectWholeDay(placed, rows);
        // The order of rows of the same time is the server's.
        expect(placed.flat()).toEqual(rows.toSorted((a, b) => (instantOf(a) ?? 0) - (instantOf(b) ?? 0)));
        expect(
          day.rows
            .filter((row) => instantOf(row) === null)
            .map((row) => JSON.stringify(row))
            .sort(),
        ).toEqual(unplaced.map((row) => JSON.stringify(row)).sort());
        expect(day.declared).toBe(day.rows.length);
      }),
      { seed: 2026, numRuns: 400 },
    );
  });
});

describe("walkDay with any incorrect server", () => {
  it("ends with rows or TwinWalkError within 20,000 requests", async () => {
    const rows = spreadRows(400);
    const pages = {
      right: (page: PageRequest) => answerFrom(rows, { ...page, limit: 30 }),
      theFirstAgain: (page: PageRequest) => answerFrom(rows, { ...page, offset: 0, limit: 30 }),
      ofTheWholeDay: (page: PageRequest) => answerFrom(rows, { ...page, from: dayFrom, to: dayTo, limit: 30 }),
      full: ({ from, offset }: PageRequest) => ({ count: 0, items: crowd(30, from, `${offset}-`) }),
      short: ({ from, offset }: PageRequest) => ({ count: 0, items: crowd(3, from + 1000, `${offset}-`) }),
      unplaced: ({ offset }: PageRequest) => ({ count: 0, items: Array.from({ length: 30 }, (_, at) => offset + at) }),
      none: () => ({ count: 0, items: [] }),
    };
    const behaviour = fc.record({
      page: fc.constantFrom(...(Object.keys(pages) as (keyof typeof pages)[])),
      count: fc.oneof(fc.constant(null), fc.integer({ min: 0, max: 300 }), fc.constantFrom(0, 30, 2000)),
    });
    const server = fc.array(behaviour, { minLength: 1, maxLength: 8 });
    const limits = { pageRows: 30, sessionsPerSlice: 50, cutAbove: 100 };
    await fc.assert(
      fc.asyncProperty(server, async (behaviours) => {
        let asked = 0;
        const list: ListPage = async (page) => {
          const { page: kind, count } = behaviours[asked % behaviours.length] ?? { page: "none" as const, count: 0 };
          asked += 1;
          const answer = pages[kind](page);
          return { items: answer.items, count: count ?? answer.count, bytes: 0 };
        };
        const outcome = await walkToEnd(list, limits).catch((error: unknown) => error);
        if (outcome instanceof Error) expect(outcome).toBeInstanceOf(TwinWalkError);
        expect(asked).toBeLessThan(20_000);
      }),
      { seed: 77, numRuns: 1000 },
    );
  });
});
