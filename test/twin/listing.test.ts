import { describe, expect, it } from "vitest";
import type { ListPage } from "../../functions/daily-report/twin/list-sessions.ts";
import { TwinWalkError } from "../../functions/daily-report/twin/twin-errors.ts";
import { expectWholeDay, idsOf, listOver, walkToEnd } from "./list-double.ts";
import { answerFrom, crowd, noon, type Row, spreadRows } from "./session-rows.ts";

/** A list whose rows are changed after an answer; `nth` counts the answers that begin at noon, where the crowd is. */
function crowdedList(rows: Row[], change: (rows: Row[], nth: number) => void): { list: ListPage; asked: () => number } {
  let asked = 0;
  const list: ListPage = async (page) => {
    const answer = answerFrom(rows, { ...page, limit: 100 });
    if (page.from === noon) change(rows, ++asked);
    return answer;
  };
  return { list, asked: () => asked };
}

const without = (rows: Row[], id: string): void =>
  void rows.splice(
    rows.findIndex((row) => row.id === id),
    1,
  );

describe("a second with more sessions than a page", () => {
  const limits = { pageRows: 100 };

  it("loses no session that stays when an earlier one goes while another comes", async () => {
    const rows = crowd(250);
    const { list } = crowdedList(rows, (set, nth) => {
      // Together they leave the count as it was; only the places shift.
      if (nth === 1) without(set, "crowd3");
      if (nth === 1) set.push(...crowd(1, noon + 500, "late"));
    });
    const read = idsOf((await walkToEnd(list, limits)).rows);
    expect(read).toEqual(idsOf(rows));
  });

  it("gives none twice when an earlier one comes", async () => {
    const rows = crowd(250, noon + 500);
    const { list } = crowdedList(rows, (set, nth) => {
      if (nth === 2) set.push(...crowd(1, noon, "late"));
    });
    expectWholeDay((await walkToEnd(list, limits)).pieces, rows);
  });

  it("is read to its end without being begun anew while it holds still", async () => {
    const rows = [...crowd(250), ...spreadRows(30)];
    const { list, asked } = crowdedList(rows, () => {});
    expectWholeDay((await walkToEnd(list, limits)).pieces, rows);
    expect(asked()).toBe(3);
  });

  it("that never holds still is a named error within a few requests", async () => {
    const { list, asked } = crowdedList(crowd(900), (set) => void set.shift());
    const failure = walkToEnd(list, limits);
    await expect(failure).rejects.toThrow(TwinWalkError);
    await expect(failure).rejects.toThrow(/2026-01-11T12:00:00\+00:00.*otherwise from page to page, 6 times over/);
    expect(asked()).toBeLessThan(20);
  });

  it("is read by pages of one row too, where that is all a server gives", async () => {
    expectWholeDay((await walkToEnd(listOver(crowd(40), { cap: 1 }).list)).pieces, crowd(40));
  });
});
