import { describe, expect, it } from "vitest";
import { expectWholeDay, listOver, walkToEnd } from "./list-double.ts";
import { crowd, dayFrom, dayTo, noon, rowAt, spreadRows } from "./session-rows.ts";

/** Busy days with the default limits; `walk-day.test.ts` has the same cases with small pages. */
describe("walkDay for more than ten thousand sessions", () => {
  it("returns each row once with about one request a page", async () => {
    const rows = spreadRows(12_000);
    const { list, requests } = listOver(rows);
    expectWholeDay((await walkToEnd(list)).pieces, rows);
    expect(requests.length).toBeLessThan(22);
  });

  it("returns each row once if many share a second", async () => {
    const rows = Array.from({ length: 12_000 }, (_, index) =>
      rowAt(noon + (index % 40) * 1000 + (index % 3), `s${index}`),
    );
    expectWholeDay((await walkToEnd(listOver(rows).list)).pieces, rows);
  });

  it("returns each row if all were created at one instant", async () => {
    for (const at of [dayFrom, noon, noon + 1, dayTo - 1, dayTo]) {
      expectWholeDay((await walkToEnd(listOver(crowd(12_000, at)).list)).pieces, crowd(12_000, at));
    }
  });

  it("cuts a slice again if a burst fills it", async () => {
    const burst = Array.from({ length: 25_000 }, (_, index) => rowAt(noon + index * 20, `burst${index}`));
    const rows = [...spreadRows(300), ...burst];
    const { list, requests } = listOver(rows);
    const day = await walkToEnd(list);
    expectWholeDay(day.pieces, rows);
    expect(day.pieces.every((piece) => piece.length <= 10_000)).toBe(true);
    expect(requests.length).toBeLessThan(120);
  });
});
