import { describe, expect, it } from "vitest";
import type { ListPage } from "../../functions/daily-report/twin/list-sessions.ts";
import { expectWholeDay, listOver, walkToEnd } from "./list-double.ts";
import { spreadRows } from "./session-rows.ts";

describe("walkDay with a full first page", () => {
  it("does not take the page for the whole day: a day of exactly one page needs four more requests", async () => {
    const { list, requests } = listOver(spreadRows(1000));
    const day = await walkToEnd(list);
    expectWholeDay(day.pieces, spreadRows(1000));
    expect(day.declared).toBe(1000);
    expect(requests).toHaveLength(5);
  });

  it.each<[string, (items: number, real: number) => number]>([
    ["counts the rows of the page", (items) => items],
    ["counts no further than a page", (_, real) => Math.min(real, 1000)],
  ])("reads every session from a server that %s", async (_, count) => {
    const rows = spreadRows(2500);
    const { list } = listOver(rows);
    const miscounting: ListPage = async (page, signal) => {
      const answer = await list(page, signal);
      return { ...answer, count: count(answer.items.length, answer.count) };
    };
    const day = await walkToEnd(miscounting);
    expectWholeDay(day.pieces, rows);
    expect(day.declared).toBe(1000);
  });
});
