import { setImmediate } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { reconcile } from "../functions/daily-report/domain/reconciliation.ts";
import { noFilters } from "../functions/daily-report/domain/session-filters.ts";
import type { SessionTable } from "../functions/daily-report/ports.ts";
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

test("pullDay watches the sessions of the reading that it uses", async () => {
  const world = await storyWorld([handled({ id: "first", nps: 0 })], 2);
  world.readings.push({ declared: 1, rows: [handled({ id: "second", nps: 0 })] });
  const request = { query, day, settings, openTable: null };
  const { watch } = await pullDay(request, world.source, world.clock);

  expect(watch?.sessions(String).openFirst).toMatchObject([{ id: "second", operator: { key: "7", name: "7" } }]);
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

describe("the session table", () => {
  /** A table that records its calls, and fails as told. */
  function recordedTable(calls: string[], failing: Partial<Record<"add" | "finish", Error>> = {}): SessionTable {
    const call = async (name: "add" | "finish") => {
      calls.push(name);
      if (failing[name]) throw failing[name];
    };
    const file = { path: "", bytes: 0, sha256: "" };
    return {
      add: () => call("add"),
      finish: () => call("finish").then(() => ({ xlsx: file, parquet: file, rows: 1 })),
      abort: async () => {
        await setImmediate();
        calls.push("aborted");
      },
    };
  }

  function pullWith(world: StoryWorld, openTable: () => Promise<SessionTable>) {
    return pullDay({ query, day, settings, openTable }, world.source, world.clock);
  }

  test("holds the rows of the second reading", async () => {
    const world = await storyWorld([handled()], 2);
    world.readings.push({ declared: 2, rows: [handled(), handled()] });
    const folder = await world.scratch.open();

    const { table } = await pullWith(world, () => world.drawings.sessionTable(definitionOf(), day, settings, folder));

    expect(table?.rows).toBe(2);
  });

  test("of a first reading that is repeated is not finished, and is gone before the second begins", async () => {
    const world = await storyWorld([handled()], 2);
    const calls: string[] = [];

    await pullWith(world, async () => {
      calls.push("open");
      return recordedTable(calls);
    });

    expect(calls).toEqual(["open", "add", "aborted", "open", "add", "finish"]);
  });

  test.each(["add", "finish"] as const)("is aborted if %s fails, and the error is thrown after that", async (step) => {
    const world = await storyWorld([handled()]);
    const calls: string[] = [];

    const pulling = pullWith(world, async () => recordedTable(calls, { [step]: new RangeError("a defect") }));

    await expect(pulling.finally(() => calls.push("thrown"))).rejects.toThrow("a defect");
    expect(calls.slice(-3)).toEqual([step, "aborted", "thrown"]);
  });

  test("is not opened if the API declares sessions and lists none", async () => {
    const calls: string[] = [];
    const pulling = pullWith(await storyWorld([], 5), async () => recordedTable(calls));

    await expect(pulling).rejects.toMatchObject({ name: "NothingReceivedError" });
    expect(calls).toEqual([]);
  });

  test("is aborted if the source fails after some pieces", async () => {
    const world = await storyWorld();
    const calls: string[] = [];
    const readDay = async () => ({ declared: 2, inOrder: true, pieces: brokenPieces() });
    async function* brokenPieces() {
      yield [handled()];
      throw new RangeError("no line");
    }

    const pulling = pullWith({ ...world, source: { readDay } }, async () => recordedTable(calls));

    await expect(pulling).rejects.toThrow("no line");
    expect(calls).toEqual(["add", "aborted"]);
  });

  test.each(["open", "add", "finish"])(
    "that the system refuses to write at %s gives SessionTableError",
    async (step) => {
      const world = await storyWorld([handled()]);
      const full = Object.assign(new Error("no space left on device, write '/secret'"), { code: "ENOSPC" });
      const openTable = step === "open" ? () => Promise.reject(full) : async () => recordedTable([], { [step]: full });

      await expect(pullWith(world, openTable)).rejects.toMatchObject({
        name: "SessionTableError",
        code: "SESSION_TABLE",
        message: expect.stringMatching(
          /^The session table of 2026-03-02 could not be written to the temporary folder of this machine \(ENOSPC\); [^/]*$/,
        ),
      });
    },
  );
});
