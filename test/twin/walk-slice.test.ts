import { describe, expect, it } from "vitest";
import type { ListPage } from "../../functions/daily-report/twin/list-sessions.ts";
import { TwinWalkError } from "../../functions/daily-report/twin/twin-errors.ts";
import { defaultTwinLimits } from "../../functions/daily-report/twin/twin-limits.ts";
import { walkDay } from "../../functions/daily-report/twin/walk-day.ts";
import { expectWholeDay, idsOf, listOver, walkToEnd } from "./list-double.ts";
import {
  answerFrom,
  crowd,
  dayFrom,
  dayTo,
  hour,
  instantOf,
  noon,
  type Row,
  rowAt,
  type ServerBehaviour,
  spreadRows,
} from "./session-rows.ts";

describe("walkDay if the rows change while they are read", () => {
  /** A list that changes after every request: before, at or after the current page. */
  function movingList(rows: Row[], change: (rows: Row[], nth: number) => void): ListPage {
    let nth = 0;
    return async (page) => {
      const answer = answerFrom(rows, { ...page, limit: 1000 });
      nth += 1;
      change(rows, nth);
      return answer;
    };
  }

  it("returns every row that existed all the time exactly once if others are created", async () => {
    const rows = spreadRows(6000);
    const list = movingList([...rows], (set, nth) => {
      for (let k = 0; k < 5; k += 1)
        set.push(rowAt(dayFrom + ((nth * 7919 + k * 104_729) % 86_400) * 1000, `late${nth}-${k}`));
    });
    const read = (await walkToEnd(list)).rows.map((row) => String(Reflect.get(Object(row), "id")));
    expect(new Set(read).size).toBe(read.length);
    expect(read.filter((id) => id.startsWith("s"))).toHaveLength(6000);
  });

  it("misses no remaining row if others are deleted", async () => {
    const rows = spreadRows(6000);
    const left = [...rows];
    const list = movingList(left, (set, nth) => void set.splice((nth * 997) % set.length, 20));
    const read = new Set(idsOf((await walkToEnd(list)).rows));
    expect(left.filter(({ id }) => !read.has(id))).toEqual([]);
  });

  it("takes the rows of a second from the later of two answers", async () => {
    const rows = [...spreadRows(990), ...crowd(30, dayTo - 1000)];
    const gone = "crowd5";
    let asked = 0;
    const list: ListPage = async (page) => {
      asked += page.from > dayFrom + 18 * hour ? 1 : 0;
      const set = asked > 0 ? rows.filter(({ id }) => id !== gone) : rows;
      return answerFrom(set, { ...page, limit: 100 });
    };
    const { rows: read } = await walkToEnd(list, { pageRows: 100 });
    expect(idsOf(read)).toEqual(idsOf(rows.filter(({ id }) => id !== gone)));
  });
});

describe("walkDay with a wrong count", () => {
  const withCount = (rows: readonly unknown[], count: (real: number) => number): ListPage => {
    const { list } = listOver(rows);
    return async (page, signal) => {
      const answer = await list(page, signal);
      return { ...answer, count: count(answer.count) };
    };
  };

  it.each([
    ["too high by 7", (real: number) => real + 7],
    ["twice too high", (real: number) => real * 2],
    ["always 6000", () => 6000],
    ["too low by 3", (real: number) => Math.max(0, real - 3)],
    ["always 0", () => 0],
    ["always 1", () => 1],
  ])("returns all rows if the count is %s", async (_, count) => {
    for (const size of [0, 3, 1000, 2500]) {
      const rows = spreadRows(size);
      const day = await walkToEnd(withCount(rows, count));
      expect(day.declared).toBe(count(size));
      expectWholeDay(day.pieces, rows);
    }
  });

  it("returns all rows if the count of a slice is at most a page", async () => {
    const rows = spreadRows(9000);
    const capped = withCount(rows, (real) => (real === 9000 ? real : Math.min(real, 1000)));
    expectWholeDay((await walkToEnd(capped)).pieces, rows);
  });

  it("returns all rows if the count is too low and the pages are small", async () => {
    const { list } = listOver(spreadRows(900), { cap: 50 });
    const lying: ListPage = async (page, signal) => ({ ...(await list(page, signal)), count: 20 });
    expectWholeDay((await walkToEnd(lying)).pieces, spreadRows(900));
  });

  it("accepts a count of five million", async () => {
    const walk = { from: dayFrom, to: dayTo, instantOf, limits: defaultTwinLimits, onProgress: () => {} };
    expect((await walkDay({ ...walk, list: withCount([], () => 5_000_000) })).declared).toBe(5_000_000);
  });

  it("throws for a count above five million", async () => {
    await expect(walkToEnd(withCount([], () => 5_000_001))).rejects.toThrow(TwinWalkError);
    await expect(walkToEnd(withCount([], () => 1e15))).rejects.toThrow("5000000");
  });

  it("throws TwinWalkError if the slices together count far more than the day, because cutting would never end", async () => {
    const { list, requests } = listOver(spreadRows(3000));
    const lying: ListPage = async (page, signal) => ({ ...(await list(page, signal)), count: 20_000 });
    await expect(walkToEnd(lying)).rejects.toThrow(TwinWalkError);
    expect(requests.length).toBeLessThan(60);
  });
});

describe("walkDay with a server that breaks an assumption", () => {
  it.each<[string, ServerBehaviour]>([
    ["ignores from", { ignores: ["from"] }],
    ["ignores from and to", { ignores: ["from", "to"] }],
    ["does not sort", { ignores: ["sort"] }],
  ])("throws TwinWalkError if the server %s", async (_, behaviour) => {
    const rows = spreadRows(2500).reverse();
    await expect(walkToEnd(listOver(rows, behaviour).list)).rejects.toThrow(TwinWalkError);
  });

  it("returns each row if the server ignores `to`, or throws if slices would be cut endlessly", async () => {
    const rows = spreadRows(4000);
    expectWholeDay((await walkToEnd(listOver(rows, { ignores: ["to"] }).list)).pieces, rows);
    const { list, requests } = listOver(spreadRows(30_000), { ignores: ["to"] });
    await expect(walkToEnd(list)).rejects.toThrow(TwinWalkError);
    expect(requests.length).toBeLessThan(60);
  });

  it("throws if the server ignores `from` after the first page of a slice", async () => {
    const rows = spreadRows(6000);
    const { list } = listOver(rows);
    const edges = [0, 6, 12, 18].map((at) => dayFrom + at * hour);
    const forgetful: ListPage = (page, signal) =>
      list({ ...page, from: edges.filter((edge) => edge <= page.from).at(-1) ?? dayFrom }, signal);
    await expect(walkToEnd(forgetful)).rejects.toThrow("created before that time");
  });

  it("throws if the times of a second run backwards from one page to the next", async () => {
    const rows = [...crowd(1000, noon + 900), ...crowd(1500, noon + 100, "earlier")];
    const { list } = listOver(rows, { ignores: ["sort"] });
    await expect(walkToEnd(list)).rejects.toThrow("run backwards in time");
  });

  it("throws if the server ignores `offset` inside a second", async () => {
    await expect(walkToEnd(listOver(crowd(2500), { ignores: ["offset"] }).list)).rejects.toThrow(
      "repeated the page before",
    );
  });

  it("throws TwinWalkError within 100 requests if the list never ends", async () => {
    let asked = 0;
    const endless: ListPage = async ({ from, offset }) => {
      asked += 1;
      return { count: 300, items: crowd(1000, from, `${offset}-`), bytes: 0 };
    };
    await expect(walkToEnd(endless)).rejects.toThrow(TwinWalkError);
    expect(asked).toBeLessThan(100);
  });

  it("throws TwinWalkError within 100 requests if rows without a time never end", async () => {
    let asked = 0;
    const endless: ListPage = async ({ offset }) => {
      asked += 1;
      const items = Array.from({ length: 1000 }, (_, index) => ({ id: offset + index }));
      return { count: 300, items, bytes: 0 };
    };
    await expect(walkToEnd(endless)).rejects.toThrow(TwinWalkError);
    expect(asked).toBeLessThan(100);
  });

  it("names the requested time in its error", async () => {
    const rows = spreadRows(2500).reverse();
    await expect(walkToEnd(listOver(rows, { ignores: ["sort"] }).list)).rejects.toThrow("2026-01-11T00:00:00+00:00");
  });
});
