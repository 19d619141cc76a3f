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

test("reads once when the API's count is what came", async () => {
  const world = await storyWorld([handled(), handled()]);

  expect(await pull(world)).toMatchObject({ received: 2, short: 0 });
  expect(world.queries).toHaveLength(1);
});

test("reads once more when rows are missing, and the second reading stands", async () => {
  const world = await storyWorld([handled()], 2);
  world.readings.push({ declared: 3, rows: [handled(), handled(), handled()] });

  expect(await pull(world)).toMatchObject({ declared: 3, received: 3, short: 0 });
  expect(world.queries).toHaveLength(2);
});

test("a count that never matches makes an incomplete report, read no third time", async () => {
  const world = await storyWorld([handled()], 5);

  expect(await pull(world)).toMatchObject({ declared: 5, received: 1, short: 4 });
  expect(world.queries).toHaveLength(2);
});

test("a list that repeats rows is read once, whether the API's count includes the repeats or not", async () => {
  const [twice, once] = [handled(), handled()];
  for (const declared of [2, 3]) {
    const world = await storyWorld([twice, twice, once], declared);

    expect(await pull(world)).toMatchObject({ declared, received: 3, duplicate: 1, short: 0 });
    expect(world.queries).toHaveLength(1);
  }
});

describe("a day of which no row can be read", () => {
  const unreadable = () => handled({ createdAt: "2 March 2026" });

  test("fails by name, with the reasons and how many", async () => {
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

  test("opens no session table, and so makes no key for it", async () => {
    const world = await storyWorld([unreadable()]);
    const openTable = () => Promise.reject(new Error("opened"));

    await expect(pullDay({ query, day, settings, openTable }, world.source, world.clock)).rejects.toThrow(
      /^None of the 1 sessions/,
    );
  });

  test("is none when one row is readable, in the day or outside it", async () => {
    for (const other of [handled(), handled({ createdAt: "2026-03-03T00:00:00+03:00", closedAt: null })]) {
      expect(await pull(await storyWorld([unreadable(), other]))).toMatchObject({ received: 2, invalid: 1 });
    }
  });
});

test("sessions that came in late make it less than 0 short", async () => {
  expect(await pull(await storyWorld([handled(), handled()], 1))).toMatchObject({ short: -1 });
});

test("a day that is announced full and comes empty is a failure, not an empty report", async () => {
  await expect(pull(await storyWorld([], 5))).rejects.toMatchObject({
    name: "NothingReceivedError",
    message: expect.stringContaining("announced 5 sessions for 2026-03-02 but handed over none"),
  });
});

test("the session table holds the rows of the reading that stands", async () => {
  const world = await storyWorld([handled()], 2);
  world.readings.push({ declared: 2, rows: [handled(), handled()] });
  const openTable = () => world.drawings.sessionTable(definitionOf(), day, settings);

  const { table } = await pullDay({ query, day, settings, openTable }, world.source, world.clock);

  expect(table?.rows).toBe(2);
});

test("a reading that fails drops its table", async () => {
  const world = await storyWorld();
  const aborted: string[] = [];
  const openTable = async () => ({
    add: () => Promise.reject(new Error("no room")),
    finish: () => Promise.reject(new Error("never asked")),
    abort: () => aborted.push("aborted"),
  });
  world.readings[0] = { declared: 1, rows: [handled()] };

  await expect(pullDay({ query, day, settings, openTable }, world.source, world.clock)).rejects.toThrow("no room");
  expect(aborted).toEqual(["aborted"]);
});
