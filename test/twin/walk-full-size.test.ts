import { describe, expect, it } from "vitest";
import { expectWholeDay, listOver, walkToEnd } from "./list-double.ts";
import { crowd, dayFrom, dayTo, noon, rowAt, spreadRows } from "./session-rows.ts";

/** Busy days under the limits that the function runs with; `walk-day.test.ts` tells the same of small pages. */
describe("a day of more than ten thousand sessions", () => {
  it("gives each row once in about as many requests as it has pages", async () => {
    const rows = spreadRows(12_000);
    const { list, requests } = listOver(rows);
    expectWholeDay((await walkToEnd(list)).pieces, rows);
    expect(requests.length).toBeLessThan(22);
  });

  it("gives each row once when many share a second", async () => {
    const rows = Array.from({ length: 12_000 }, (_, index) =>
      rowAt(noon + (index % 40) * 1000 + (index % 3), `s${index}`),
    );
    expectWholeDay((await walkToEnd(listOver(rows).list)).pieces, rows);
  });

  it("gives each row of a day that happened in one instant", async () => {
    for (const at of [dayFrom, noon, noon + 1, dayTo - 1, dayTo]) {
      expectWholeDay((await walkToEnd(listOver(crowd(12_000, at)).list)).pieces, crowd(12_000, at));
    }
  });

  it("cuts again where a burst fills a slice", async () => {
    const burst = Array.from({ length: 25_000 }, (_, index) => rowAt(noon + index * 20, `burst${index}`));
    const rows = [...spreadRows(300), ...burst];
    const { list, requests } = listOver(rows);
    const day = await walkToEnd(list);
    expectWholeDay(day.pieces, rows);
    expect(day.pieces.every((piece) => piece.length <= 10_000)).toBe(true);
    expect(requests.length).toBeLessThan(120);
  });
});
