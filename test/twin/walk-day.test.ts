import { describe, expect, it } from "vitest";
import type { ListPage, PageRequest } from "../../functions/daily-report/twin/list-sessions.ts";
import { defaultTwinLimits } from "../../functions/daily-report/twin/twin-limits.ts";
import { walkDay } from "../../functions/daily-report/twin/walk-day.ts";
import { collect, type DayOfPieces, expectWholeDay, listOver, walkToEnd } from "./list-double.ts";
import {
  answerFrom,
  crowd,
  dayFrom,
  dayTo,
  hour,
  instantOf,
  type Manners,
  noon,
  rowAt,
  spreadRows,
} from "./session-rows.ts";

describe("a day that one page holds", () => {
  it.each([0, 1, 999])("of %d sessions is one request and one piece", async (count) => {
    const { list, requests } = listOver(spreadRows(count));
    const day = await walkToEnd(list);
    expect(day.declared).toBe(count);
    expect(day.pieces).toHaveLength(1);
    expect(requests).toHaveLength(1);
    expect(day.progress).toEqual([{ slicesDone: 1, slices: 1, sessionsRead: count }]);
    expectWholeDay(day.pieces, spreadRows(count));
  });

  it("is whole in any order, and with rows that say no time", async () => {
    const rows = [rowAt(noon, "b"), { id: "a" }, rowAt(dayFrom, "c"), null];
    expect((await walkToEnd(listOver(rows, { ignores: ["sort"], unplaced: "last" }).list)).rows).toHaveLength(4);
  });
});

describe("a day of one page", () => {
  const orderOf = async (rows: unknown[], manners: Manners = {}) =>
    (await walkToEnd(listOver(rows, { ignores: ["sort"], ...manners }).list)).inOrder;

  it("is in order when no row was created before the one above it, those without a time aside", async () => {
    expect(await orderOf([])).toBe(true);
    expect(await orderOf([rowAt(noon, "a"), rowAt(noon, "b"), rowAt(noon + 1, "c")])).toBe(true);
    expect(await orderOf([rowAt(noon, "a"), { id: "b" }, rowAt(noon, "c")])).toBe(true);
  });

  it("is said not to be, when one was", async () => {
    expect(await orderOf([rowAt(noon + 1, "a"), rowAt(noon, "b")])).toBe(false);
    expect(await orderOf([rowAt(noon + 1, "a"), rowAt(noon + 2, "b"), rowAt(noon, "c")])).toBe(false);
  });

  it("is the only one that can be: of more pages disorder is an error", async () => {
    expect((await walkToEnd(listOver(spreadRows(1200)).list)).inOrder).toBe(true);
    await expect(walkToEnd(listOver(spreadRows(1200).reverse(), { ignores: ["sort"] }).list)).rejects.toThrow(
      "does not sort by createdAt",
    );
  });
});

/** Walks a day as busy for pages of 100 as the days of `walk-full-size.test.ts` are for pages of 1000. */
async function walkSmallPages(rows: readonly unknown[]): Promise<DayOfPieces & { requests: PageRequest[] }> {
  const { list, requests } = listOver(rows, {}, 100);
  return { ...(await walkToEnd(list, { pageRows: 100, sessionsPerSlice: 500, cutAbove: 1000 })), requests };
}

describe("a day that is cut into slices", () => {
  it.each([1001, 2500])("of %d sessions gives each row once", async (count) => {
    const rows = spreadRows(count);
    const { list, requests } = listOver(rows);
    const day = await walkToEnd(list);
    expect(day.declared).toBe(count);
    expectWholeDay(day.pieces, rows);
    expect(requests.every(({ offset }) => offset === 0)).toBe(true);
    expect(requests.length).toBeLessThan(count / 1000 + 10);
  });

  it("is not taken to be whole when the server sends more than was asked for", async () => {
    const rows = spreadRows(12);
    const day = await walkToEnd(listOver(rows).list, { pageRows: 10 });
    expect(day.pieces).toHaveLength(4);
    expectWholeDay(day.pieces, rows);
  });

  it("steps by offset only inside a second that fills a page", async () => {
    const rows = [...spreadRows(500), ...crowd(3000), ...crowd(700, noon + 1000, "next")];
    const { list, requests } = listOver(rows);
    expectWholeDay((await walkToEnd(list)).pieces, rows);
    const stepped = requests.filter(({ offset }) => offset > 0);
    expect(stepped.length).toBeGreaterThan(0);
    expect(stepped.every(({ from }) => from === noon)).toBe(true);
  });

  it("gives each row once when many share a second", async () => {
    const rows = Array.from({ length: 1200 }, (_, index) =>
      rowAt(noon + (index % 9) * 1000 + (index % 3), `s${index}`),
    );
    expectWholeDay((await walkSmallPages(rows)).pieces, rows);
  });

  it("gives each row of a day that happened in one instant", async () => {
    for (const at of [dayFrom, noon, noon + 1, dayTo - 1, dayTo]) {
      expectWholeDay((await walkSmallPages(crowd(1200, at))).pieces, crowd(1200, at));
    }
  });

  it("cuts again where a burst fills a slice", async () => {
    const burst = Array.from({ length: 2500 }, (_, index) => rowAt(noon + index * 200, `burst${index}`));
    const rows = [...spreadRows(30), ...burst];
    const day = await walkSmallPages(rows);
    expectWholeDay(day.pieces, rows);
    expect(day.pieces.every((piece) => piece.length <= 1000)).toBe(true);
    expect(day.requests.length).toBeLessThan(120);
  });

  it("goes by the rows received, where the server's pages are smaller than asked", async () => {
    const rows = [...spreadRows(800), ...crowd(250)];
    for (const cap of [100, 7]) expectWholeDay((await walkToEnd(listOver(rows, { cap }).list)).pieces, rows);
    const few = spreadRows(40);
    expectWholeDay((await walkToEnd(listOver(few, { cap: 1 }).list)).pieces, few);
  });

  it.each<Manners>([{ toExclusive: true }, { wholeSeconds: true }, { wholeSeconds: true, toExclusive: true }])(
    "gives rows on the edges of slices once, with a server of %j",
    async (manners) => {
      const edges = [0, 6, 12, 18].flatMap((at) => [-1, 0, 1, 999, 1000].map((ms) => dayFrom + at * hour + ms));
      const rows = [...spreadRows(1500), ...edges.slice(1).map((at, index) => rowAt(at, `edge${index}`))];
      expectWholeDay((await walkToEnd(listOver(rows, manners).list)).pieces, rows);
    },
  );

  it("keeps what lies at the day's own ends, as far as the server lists it", async () => {
    const rows = [...spreadRows(1500), rowAt(dayTo, "at the end"), rowAt(dayTo + 500, "within the last second")];
    expect((await walkToEnd(listOver(rows).list)).rows).toHaveLength(1501);
    expect((await walkToEnd(listOver(rows, { wholeSeconds: true }).list)).rows).toHaveLength(1502);
  });

  it("keeps what the server lists before the day's begin, and takes it in no later slice", async () => {
    const rows = [...crowd(1100, dayFrom - 5000, "early"), ...spreadRows(2000)];
    const lenient: ListPage = async (page) => {
      const from = page.from === dayFrom ? page.from - hour : page.from;
      return answerFrom(rows, { ...page, from, limit: 1000 });
    };
    expectWholeDay((await walkToEnd(lenient)).pieces, rows);
  });

  it("asks for whole seconds around a stretch that has none", async () => {
    const { list, requests } = listOver([]);
    const limits = defaultTwinLimits;
    await collect(await walkDay({ from: 1500, to: 2500, list, instantOf, limits, onProgress: () => {} }));
    expect(requests).toEqual([{ from: 1000, to: 3000, offset: 0 }]);
  });

  it("tells how far it is, and counts slices that were cut again", async () => {
    const { progress, pieces, rows } = await walkToEnd(listOver(spreadRows(3000)).list);
    expect(progress.map(({ slicesDone, slices }) => [slicesDone, slices])).toEqual([
      [1, 4],
      [2, 4],
      [3, 4],
      [4, 4],
    ]);
    expect(progress.at(-1)).toEqual({ slicesDone: pieces.length, slices: 4, sessionsRead: rows.length });
  });

  it("can be read again from the start", async () => {
    const rows = spreadRows(1200);
    const limits = defaultTwinLimits;
    const day = await walkDay({
      from: dayFrom,
      to: dayTo,
      list: listOver(rows).list,
      instantOf,
      limits,
      onProgress: () => {},
    });
    expectWholeDay((await collect(day)).pieces, rows);
    expectWholeDay((await collect(day)).pieces, rows);
  });
});

describe("rows that cannot be placed in time", () => {
  it.each(["first", "last"] as const)(
    "come once, as a last piece of their own, though every answer lists them %s",
    async (unplaced) => {
      const bad = [
        { id: "bad1", createdAt: "yesterday" },
        { id: "bad1", createdAt: "yesterday" },
        { id: "bad2" },
        null,
        "row",
      ];
      const rows = [...bad, ...spreadRows(2500), ...crowd(1500)];
      const day = await walkToEnd(listOver(rows, { unplaced }).list);
      expect(day.pieces.at(-1)).toEqual(bad);
      expectWholeDay(day.pieces.slice(0, -1), rows.slice(bad.length));
      expect(day.progress.at(-1)?.sessionsRead).toBe(rows.length);
    },
  );

  it.each(["first", "last"] as const)("do not hold up the walk when they fill pages and stand %s", async (unplaced) => {
    const bad = Array.from({ length: 2300 }, (_, index) => (index < 2100 ? null : { id: `bad${index}` }));
    const rows = [...bad, ...spreadRows(600)];
    const day = await walkToEnd(listOver(rows, { unplaced }).list);
    expect(day.pieces.at(-1)).toEqual(bad);
    expectWholeDay(day.pieces.slice(0, -1), rows.slice(bad.length));
  });
});
