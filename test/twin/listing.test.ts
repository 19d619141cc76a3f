import { describe, expect, it } from "vitest";
import type { ListPage } from "../../functions/daily-report/twin/list-sessions.ts";
import { TwinWalkError } from "../../functions/daily-report/twin/twin-errors.ts";
import { expectWholeDay, idsOf, listOver, walkToEnd } from "./list-double.ts";
import { answerFrom, crowd, noon, type Row, spreadRows } from "./session-rows.ts";

/** A list whose rows change after an answer; `nth` counts the answers that start at noon, the time of the crowd. */
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

describe("walkDay in a second with more sessions than a page", () => {
  const limits = { pageRows: 100 };

  it("reads every remaining session if an earlier one is deleted while another is created", async () => {
    const rows = crowd(250);
    const { list } = crowdedList(rows, (set, nth) => {
      // The count stays the same; only the positions shift.
      if (nth === 1) without(set, "crowd3");
      if (nth === 1) set.push(...crowd(1, noon + 500, "late"));
    });
    const read = idsOf((await walkToEnd(list, limits)).rows);
    expect(read).toEqual(idsOf(rows));
  });

  it("returns no session twice if an earlier one is created meanwhile", async () => {
    const rows = crowd(250, noon + 500);
    const { list } = crowdedList(rows, (set, nth) => {
      if (nth === 2) set.push(...crowd(1, noon, "late"));
    });
    expectWholeDay((await walkToEnd(list, limits)).pieces, rows);
  });

  it("does not restart the second if its sessions do not change", async () => {
    const rows = [...crowd(250), ...spreadRows(30)];
    const { list, asked } = crowdedList(rows, () => {});
    expectWholeDay((await walkToEnd(list, limits)).pieces, rows);
    expect(asked()).toBe(3);
  });

  it("throws TwinWalkError within a few requests if the sessions change after every page", async () => {
    const { list, asked } = crowdedList(crowd(900), (set) => void set.shift());
    const failure = walkToEnd(list, limits);
    await expect(failure).rejects.toThrow(TwinWalkError);
    await expect(failure).rejects.toThrow(
      /2026-01-11T12:00:00\+00:00.*order of the sessions of one second from page to page, 6 times/,
    );
    expect(asked()).toBeLessThan(20);
  });

  it("reads every session if the server sends one row a page", async () => {
    expectWholeDay((await walkToEnd(listOver(crowd(40), { cap: 1 }).list)).pieces, crowd(40));
  });
});
