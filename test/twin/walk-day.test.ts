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
  noon,
  rowAt,
  type ServerBehaviour,
  spreadRows,
} from "./session-rows.ts";

describe("walkDay for a day of one page", () => {
  it.each([0, 1, 999])("sends one request and returns one piece for %d sessions", async (count) => {
    const { list, requests } = listOver(spreadRows(count));
    const day = await walkToEnd(list);
    expect(day.declared).toBe(count);
    expect(day.pieces).toHaveLength(1);
    expect(requests).toHaveLength(1);
    expect(day.progress).toEqual([
      { sessionsRead: 0, declared: count },
      { sessionsRead: count, declared: count },
    ]);
    expectWholeDay(day.pieces, spreadRows(count));
  });

  it("returns all rows in any order, also rows without a time", async () => {
    const rows = [rowAt(noon, "b"), { id: "a" }, rowAt(dayFrom, "c"), null];
    expect((await walkToEnd(listOver(rows, { ignores: ["sort"], unplaced: "last" }).list)).rows).toHaveLength(4);
  });
});

describe("inOrder of a walked day", () => {
  const orderOf = async (rows: unknown[], behaviour: ServerBehaviour = {}) =>
    (await walkToEnd(listOver(rows, { ignores: ["sort"], ...behaviour }).list)).inOrder;

  it("is true if no row is older than the row before it, ignoring rows without a time", async () => {
    expect(await orderOf([])).toBe(true);
    expect(await orderOf([rowAt(noon, "a"), rowAt(noon, "b"), rowAt(noon + 1, "c")])).toBe(true);
    expect(await orderOf([rowAt(noon, "a"), { id: "b" }, rowAt(noon, "c")])).toBe(true);
  });

  it("is false if a row is older than a row before it", async () => {
    expect(await orderOf([rowAt(noon + 1, "a"), rowAt(noon, "b")])).toBe(false);
    expect(await orderOf([rowAt(noon + 1, "a"), rowAt(noon + 2, "b"), rowAt(noon, "c")])).toBe(false);
  });

  it("is true for more pages, because disorder there throws", async () => {
    expect((await walkToEnd(listOver(spreadRows(1200)).list)).inOrder).toBe(true);
    await expect(walkToEnd(listOver(spreadRows(1200).reverse(), { ignores: ["sort"] }).list)).rejects.toThrow(
      "does not sort by createdAt",
    );
  });
});

/** Reads a day with pages of 100 rows: the cases of `walk-full-size.test.ts` at a tenth of the size. */
async function walkSmallPages(rows: readonly unknown[]): Promise<DayOfPieces & { requests: PageRequest[] }> {
  const { list, requests } = listOver(rows, {}, 100);
  return { ...(await walkToEnd(list, { pageRows: 100, sessionsPerSlice: 500, cutAbove: 1000 })), requests };
}

describe("walkDay for a day that is cut into slices", () => {
  it.each([1001, 2500])("returns each row once for %d sessions", async (count) => {
    const rows = spreadRows(count);
    const { list, requests } = listOver(rows);
    const day = await walkToEnd(list);
    expect(day.declared).toBe(count);
    expectWholeDay(day.pieces, rows);
    expect(requests.every(({ offset }) => offset === 0)).toBe(true);
    expect(requests.length).toBeLessThan(count / 1000 + 10);
  });

  it("does not take the first page for the whole day if the server sends more rows than requested", async () => {
    const rows = spreadRows(12);
    const { list, requests } = listOver(rows);
    const day = await walkToEnd(list, { pageRows: 10 });
    expect(requests).toHaveLength(5);
    expectWholeDay(day.pieces, rows);
  });

  it("uses an offset only inside a second that fills a page", async () => {
    const rows = [...spreadRows(500), ...crowd(3000), ...crowd(700, noon + 1000, "next")];
    const { list, requests } = listOver(rows);
    expectWholeDay((await walkToEnd(list)).pieces, rows);
    const stepped = requests.filter(({ offset }) => offset > 0);
    expect(stepped.length).toBeGreaterThan(0);
    expect(stepped.every(({ from }) => from === noon)).toBe(true);
  });

  it("returns each row once if many share a second", async () => {
    const rows = Array.from({ length: 1200 }, (_, index) =>
      rowAt(noon + (index % 9) * 1000 + (index % 3), `s${index}`),
    );
    expectWholeDay((await walkSmallPages(rows)).pieces, rows);
  });

  it("returns each row if all were created at one instant", async () => {
    for (const at of [dayFrom, noon, noon + 1, dayTo - 1, dayTo]) {
      expectWholeDay((await walkSmallPages(crowd(1200, at))).pieces, crowd(1200, at));
    }
  });

  it("cuts a slice again if a burst fills it", async () => {
    const burst = Array.from({ length: 2500 }, (_, index) => rowAt(noon + index * 200, `burst${index}`));
    const rows = [...spreadRows(30), ...burst];
    const day = await walkSmallPages(rows);
    expectWholeDay(day.pieces, rows);
    expect(day.pieces.every((piece) => piece.length <= 1000)).toBe(true);
    expect(day.requests.length).toBeLessThan(120);
  });

  it("returns each row once if the server's pages are smaller than requested", async () => {
    const rows = [...spreadRows(800), ...crowd(250)];
    for (const cap of [100, 7]) expectWholeDay((await walkToEnd(listOver(rows, { cap }).list)).pieces, rows);
    const few = spreadRows(40);
    expectWholeDay((await walkToEnd(listOver(few, { cap: 1 }).list)).pieces, few);
  });

  it.each<ServerBehaviour>([{ toExclusive: true }, { wholeSeconds: true }, { wholeSeconds: true, toExclusive: true }])(
    "returns rows on the edges of slices once with a server of %j",
    async (behaviour) => {
      const edges = [0, 6, 12, 18].flatMap((at) => [-1, 0, 1, 999, 1000].map((ms) => dayFrom + at * hour + ms));
      const rows = [...spreadRows(1500), ...edges.slice(1).map((at, index) => rowAt(at, `edge${index}`))];
      expectWholeDay((await walkToEnd(listOver(rows, behaviour).list)).pieces, rows);
    },
  );

  it("returns rows at the end of the day if the server lists them", async () => {
    const rows = [...spreadRows(1500), rowAt(dayTo, "at the end"), rowAt(dayTo + 500, "within the last second")];
    expect((await walkToEnd(listOver(rows).list)).rows).toHaveLength(1501);
    expect((await walkToEnd(listOver(rows, { wholeSeconds: true }).list)).rows).toHaveLength(1502);
  });

  it("returns rows before the start of the day once if the server lists them", async () => {
    const rows = [...crowd(1100, dayFrom - 5000, "early"), ...spreadRows(2000)];
    const lenient: ListPage = async (page) => {
      const from = page.from === dayFrom ? page.from - hour : page.from;
      return answerFrom(rows, { ...page, from, limit: 1000 });
    };
    expectWholeDay((await walkToEnd(lenient)).pieces, rows);
  });

  it("requests whole seconds around a time range with fractions", async () => {
    const { list, requests } = listOver([]);
    const limits = defaultTwinLimits;
    await collect(await walkDay({ from: 1500, to: 2500, list, instantOf, limits, onProgress: () => {} }));
    expect(requests).toEqual([{ from: 1000, to: 3000, offset: 0 }]);
  });

  it("reports its progress with every piece, from 0", async () => {
    const { progress, pieces } = await walkToEnd(listOver(spreadRows(3000)).list);
    const read = pieces.map((_, nth) => pieces.slice(0, nth + 1).flat().length);
    expect(progress).toEqual([0, ...read].map((sessionsRead) => ({ sessionsRead, declared: 3000 })));
    expect(read.at(-1)).toBe(3000);
  });

  it("hands on pages of many rows as they come, and joins pages of few", async () => {
    const many = (await walkSmallPages(spreadRows(2000))).pieces.map(({ length }) => length);
    expect(Math.max(...many)).toBe(99);
    expect(many.length).toBeLessThan(30);
    const few = await walkToEnd(listOver(spreadRows(2000), { cap: 30 }).list, { pageRows: 100 });
    expect(few.pieces.slice(0, -1).every(({ length }) => length >= 50 && length < 100)).toBe(true);
    expectWholeDay(few.pieces, spreadRows(2000));
  });

  it("returns pieces that can be read twice", async () => {
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

describe("walkDay with rows without a readable time", () => {
  it.each(["first", "last"] as const)(
    "returns them once, in a separate last piece, if every answer lists them %s",
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

  it.each(["first", "last"] as const)(
    "reads to the end if they fill whole pages and are listed %s",
    async (unplaced) => {
      const bad = Array.from({ length: 2300 }, (_, index) => (index < 2100 ? null : { id: `bad${index}` }));
      const rows = [...bad, ...spreadRows(600)];
      const day = await walkToEnd(listOver(rows, { unplaced }).list);
      expect(day.pieces.at(-1)).toEqual(bad);
      expectWholeDay(day.pieces.slice(0, -1), rows.slice(bad.length));
    },
  );
});
