import { setImmediate as nextTurn } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import type { ListPage } from "../../functions/daily-report/twin/list-sessions.ts";
import { expectWholeDay, walkToEnd } from "./list-double.ts";
import { answerFrom, crowd, dayFrom, hour, noon, type Row, rowAt, spreadRows } from "./session-rows.ts";

/** The defaults at a fortieth of the size, for a server whose page of 1000 rows has 1.26 MB: here a row is one byte. */
const limits = { pageRows: 25, sessionsPerSlice: 97, cutAbove: 250, heldBytes: 500 };
const pages = 100;
const size = pages * limits.pageRows;

type Walked = { requests: number; slices: number; rounds: number; mostAtOnce: number };

/** Reads the day from a server that answers all open requests at once, as soon as no further one comes. */
async function walkInRounds(rows: readonly Row[]): Promise<Walked> {
  const open: (() => void)[] = [];
  const ends = new Set<number>();
  let requests = 0;
  const list: ListPage = async (page) => {
    requests += 1;
    ends.add(page.to);
    await new Promise<void>((answer) => open.push(answer));
    return answerFrom(rows, { ...page, limit: limits.pageRows });
  };
  let rounds = 0;
  let mostAtOnce = 0;
  let done = false;
  const walked = walkToEnd(list, limits).finally(() => {
    done = true;
  });
  while (!done) {
    // Every piece that was held takes the walk one turn.
    for (let turn = 0; turn < 40; turn += 1) await nextTurn();
    if (open.length > 0) rounds += 1;
    mostAtOnce = Math.max(mostAtOnce, open.length);
    for (const answer of open.splice(0)) answer();
  }
  expectWholeDay((await walked).pieces, rows);
  return { requests, slices: ends.size, rounds, mostAtOnce };
}

const inOneHour = Array.from({ length: size }, (_, nth) => rowAt(noon + nth * 1440, `s${nth}`));
/** Few at night, most at noon. */
const workingDay = Array.from({ length: size }, (_, nth) =>
  rowAt(dayFrom + Math.floor(12 * hour * (1 + (2 * (nth / size) - 1) ** 3)), `s${nth}`),
);

describe("walkDay for a hundred pages", () => {
  it.each([
    { day: "even", rows: spreadRows(size), most: 1.3 },
    { day: "working", rows: workingDay, most: 1.5 },
    { day: "one-hour", rows: inOneHour, most: 1.5 },
    { day: "one-second", rows: [...spreadRows(size - 125), ...crowd(125)], most: 1.4 },
  ])("needs few requests and keeps four of them under way ($day day)", async ({ rows, most }) => {
    const { requests, slices, rounds, mostAtOnce } = await walkInRounds(rows);
    expect(requests).toBeLessThanOrEqual(1.1 * pages + 2 * slices);
    expect(mostAtOnce).toBe(4);
    expect(rounds).toBeLessThanOrEqual((most * pages) / 4);
  });

  it.each([1000, 2500, 10_000])(
    "needs at most two requests a slice beyond its pages (%d sessions)",
    async (sessions) => {
      const { requests, slices } = await walkInRounds(spreadRows(sessions / 40));
      expect(requests).toBeLessThanOrEqual((1.1 * sessions) / 1000 + 2 * slices);
    },
  );
});
