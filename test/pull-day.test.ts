import { describe, expect, test } from "vitest";
import { reconcile } from "../functions/daily-report/domain/reconciliation.ts";
import { noFilters } from "../functions/daily-report/domain/session-filters.ts";
import { pullDay } from "../functions/daily-report/pull-day.ts";
import { definitionOf } from "./plain-story.ts";
import { day, handled, settings } from "./session-rows.ts";
import { type StoryWorld, storyWorld } from "./story-world.ts";

const query = { from: day.from, to: day.to, fields: [], filters: noFilters };

async function pull(world: StoryWorld) {
  const { tally, declared } = await pullDay({ query, day, settings, openTable: null }, world.source, world.clock);
  return reconcile(tally, declared);
}

test("pullDay reads once if the number of rows matches the count of the API", async () => {
  const world = await storyWorld([handled(), handled()]);

  expect(await pull(world)).toMatchObject({ received: 2, short: 0 });
  expect(world.queries).toHaveLength(1);
});

test("pullDay reads again if rows are missing, and uses the second reading", async () => {
  const world = await storyWorld([handled()], 2);
  world.readings.push({ declared: 3, rows: [handled(), handled(), handled()] });

  expect(await pull(world)).toMatchObject({ declared: 3, received: 3, short: 0 });
  expect(world.queries).toHaveLength(2);
});

test("pullDay does not read a third time if the count does not match again, and the report is incomplete", async () => {
  const world = await storyWorld([handled()], 5);

  expect(await pull(world)).toMatchObject({ declared: 5, received: 1, short: 4 });
  expect(world.queries).toHaveLength(2);
});

test("pullDay reads a list with duplicates once, whether the count of the API includes them or not", async () => {
  const [twice, once] = [handled(), handled()];
  for (const declared of [2, 3]) {
    const world = await storyWorld([twice, twice, once], declared);

    expect(await pull(world)).toMatchObject({ declared, received: 3, duplicate: 1, short: 0 });
    expect(world.queries).toHaveLength(1);
  }
});

describe("a day without a readable row", () => {
  const unreadable = () => handled({ createdAt: "2 March 2026" });

  test("throws UnreadableDayError with the number of rows for each reason", async () => {
    const twice = unreadable();
    const world = await storyWorld([...Array.from({ length: 39 }, unreadable), twice, twice, handled({ id: " " })]);

    await expect(pull(world)).rejects.toMatchObject({
      name: "UnreadableDayError",
      code: "ALL_ROWS_INVALID",
      message: expect.stringMatching(
        /^None of the 41 sessions that the TWIN API listed for 2026-03-02 can be read \(no id: 1, no readable createdAt: 40\), so the form of its answers seems to have changed; nothing was written\./,
      ),
    });
  });

  test("opens no session table, so that no key is made for it", async () => {
    const world = await storyWorld([unreadable()]);
    const openTable = () => Promise.reject(new Error("opened"));

    await expect(pullDay({ query, day, settings, openTable }, world.source, world.clock)).rejects.toThrow(
      /^None of the 1 sessions/,
    );
  });

  test("does not throw if one row is readable, in the day or outside it", async () => {
    for (const other of [handled(), handled({ createdAt: "2026-03-03T00:00:00+03:00", closedAt: null })]) {
      expect(await pull(await storyWorld([unreadable(), other]))).toMatchObject({ received: 2, invalid: 1 });
    }
  });
});

test("short is below 0 if more sessions are received than declared", async () => {
  expect(await pull(await storyWorld([handled(), handled()], 1))).toMatchObject({ short: -1 });
});

test("pullDay throws NothingReceivedError if the API declares sessions and lists none", async () => {
  await expect(pull(await storyWorld([], 5))).rejects.toMatchObject({
    name: "NothingReceivedError",
    message: expect.stringContaining("declared 5 sessions for 2026-03-02 but listed none"),
  });
});

test("the session table holds the rows of the second reading", async () => {
  const world = await storyWorld([handled()], 2);
  world.readings.push({ declared: 2, rows: [handled(), handled()] });
  const folder = await world.scratch.open();
  const openTable = () => world.drawings.sessionTable(definitionOf(), day, settings, folder);

  const { table } = await pullDay({ query, day, settings, openTable }, world.source, world.clock);

  expect(table?.rows).toBe(2);
});

test("a reading that fails aborts its session table", async () => {
  const world = await storyWorld();
  const aborted: string[] = [];
  const openTable = async () => ({
    add: () => Promise.reject(new Error("no room")),
    finish: () => Promise.reject(new Error("never asked")),
    abort: async () => void aborted.push("aborted"),
  });
  world.readings[0] = { declared: 1, rows: [handled()] };

  await expect(pullDay({ query, day, settings, openTable }, world.source, world.clock)).rejects.toThrow("no room");
  expect(aborted).toEqual(["aborted"]);
});
