import { readdir } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { ArchiveError } from "../../functions/daily-report/archive/archive-error.ts";
import { noFilters } from "../../functions/daily-report/domain/session-filters.ts";
import type { ArchiveStore, SessionQuery, SessionSource } from "../../functions/daily-report/ports.ts";
import type { World } from "../../functions/daily-report/run-report.ts";
import type { Item } from "../session-rows.ts";
import type { StoryWorld } from "../story-world.ts";
import { datesAsked, filesOf, lateDataFor, lateWorld, report, revisionsOf, sessionOf } from "./late-world.ts";

const [first, second, third, fourth] = ["2026-03-01", "2026-03-02", "2026-03-03", "2026-03-04"] as const;
const allFailed = [first, second, third].map((date) => ({ date, reason: "failed" }));

/** Two sessions on each of four days; the second one of the first day is rated late, after three mornings. */
async function threeMornings(fields: Record<string, unknown> = {}): Promise<{ world: StoryWorld; late: Item }> {
  const late = sessionOf(first);
  const others = [first, second, third, fourth].flatMap((date) => [sessionOf(date, { nps: 9 }), sessionOf(date)]);
  const world = await lateWorld([late, ...others]);
  for (const date of [first, second, third]) await report(date, world, { fields, request: { deliver: "none" } });
  world.queries.length = 0;
  return { world, late };
}

/** A source that does something else when it is asked for a day. */
function onRequestOf(
  date: string,
  source: SessionSource,
  instead: (query: SessionQuery) => ReturnType<SessionSource["readDay"]>,
) {
  const from = Date.parse(`${date}T00:00:00+03:00`);
  return { readDay: (query: SessionQuery) => (query.from === from ? instead(query) : source.readDay(query)) };
}

describe("a rating that arrives two days late", () => {
  test("makes a second revision of its day, whose tables hold it, and leaves the first as it is", async () => {
    const { world, late } = await threeMornings();
    const before = await filesOf("", world);
    late.nps = 3;

    await report(fourth, world);

    expect(await revisionsOf(first, world)).toEqual([
      [1, null],
      [2, fourth],
    ]);
    expect([await revisionsOf(second, world), await revisionsOf(third, world)]).toEqual([[[1, null]], [[1, null]]]);
    const after = await filesOf("", world);
    // Nothing else is changed or removed.
    const changed = Object.keys(before).filter((key) => after[key] !== before[key]);
    expect(changed).toEqual(
      ["days/*/days.parquet", "tallies/*/tally.json"].map(
        (name) => `tables/${name.replace("*", `report=support/day=${first}`)}`,
      ),
    );
    const table = after[`tables/tallies/report=support/day=${first}/tally.json`];
    expect(table).toContain('"revision":2');
    expect(after["reports/support/2026/03/01/run-4-r2/tally.json"]).toBe(table);
  });

  test("is named in the history of the next report with its figures before and after", async () => {
    const { world, late } = await threeMornings();
    late.nps = 3;

    const made = await report(fourth, world);

    expect(made.report.history).toMatchObject({
      restatements: [
        {
          date: first,
          from: 1,
          revision: 2,
          changes: [{ metric: "nps", before: { value: 100, n: 1 }, after: { value: 0, n: 2 } }],
        },
      ],
      notReadAgain: [],
    });
    // The rating is also in the 28 days.
    expect(made.report.history?.before).toMatchObject({ known: 3, metrics: { nps: { value: 50, n: 4 } } });
  });

  test("is logged and measured, and mailed only with the next report", async () => {
    const { world, late } = await threeMornings();
    late.nps = 3;
    const [mails, ledger] = [world.mails.length, await filesOf(`ledger/support/${first}`, world)];

    await report(fourth, world);

    expect(world.mails.slice(mails).map(({ subject }) => subject)).toEqual(Array(2).fill(`support ${fourth}`));
    expect(await filesOf(`ledger/support/${first}`, world)).toEqual(ledger);
    expect(world.told.filter(({ event }) => event === "day restated")).toEqual([
      {
        level: "info",
        event: "day restated",
        facts: { report: "support", day: first, restatedFor: fourth, revision: 2 },
      },
    ]);
    expect(world.measured.at(-1)?.measures).toMatchObject({ DaysRestated: 1, DaysNotReadAgain: 0, SessionsRead: 2 });
  });
});

describe("the days before a report", () => {
  test("are read again after the report's own day, the oldest first, and get no revision if nothing has changed", async () => {
    const { world } = await threeMornings();
    const before = await filesOf("reports/", world);

    await report(fourth, world);

    expect(datesAsked(world)).toEqual([fourth, first, second, third]);
    expect(await filesOf("reports/", world)).toMatchObject(before);
    expect(await lateDataFor(fourth, world)).toEqual({ restatements: [], notReadAgain: [] });
    expect(await readdir(world.scratchRoot)).toEqual([]);
  });

  test.each([
    [0, [fourth]],
    [1, [fourth, third]],
    [2, [fourth, second, third]],
  ])("are as many as restateDays (%i) says", async (restateDays, asked) => {
    const { world } = await threeMornings();

    await report(fourth, world, { fields: { restateDays } });

    expect(datesAsked(world)).toEqual(asked);
  });

  test("are left out if they are not in the archive; without any, nothing is claimed", async () => {
    const world = await lateWorld([sessionOf(first), sessionOf(third)]);

    await report(first, world);
    expect(Object.keys(await filesOf(`ledger/support/${first}/read`, world))).toEqual([]);
    await report(third, world);

    expect(datesAsked(world)).toEqual([first, third, first]);
    expect(await lateDataFor(third, world)).toEqual({ restatements: [], notReadAgain: [] });
  });

  test.each<[string, object]>([
    ["that mails nobody", { deliver: "none" }],
    ["that mails by revision", { deliver: "revision" }],
    ["that mails other addresses", { deliver: { name: "to-key", recipients: ["me@example.com"] } }],
    ["that writes nothing", { dryRun: true }],
  ])("are not read again by a run %s", async (_, request) => {
    const { world } = await threeMornings();

    await report(fourth, world, { request });

    expect(datesAsked(world)).toEqual([fourth]);
  });

  test("get a revision if a session of them has ended, even if no headline figure changes", async () => {
    const world = await lateWorld([sessionOf(first), sessionOf(first, { closedAt: null }), sessionOf(second)]);
    await report(first, world);
    const [, open = {}] = await itemsOf(world, first);
    open.closedAt = `${second}T09:00:00+03:00`;

    await report(second, world);

    const { restatements } = await lateDataFor(second, world);
    expect(restatements).toMatchObject([{ date: first, from: 1, revision: 2 }]);
    expect(restatements[0]?.changes.map(({ metric }) => metric)).not.toContain("sessions");
  });

  test("get no revision if only the declared count, the title or the language has changed", async () => {
    const { world } = await threeMornings();
    const source: SessionSource = {
      readDay: async (query) => ({ ...(await world.source.readDay(query)), declared: 1 }),
    };

    await report(fourth, world, { fields: { title: "Other", locale: "ru" }, world: { source } });

    expect((await lateDataFor(fourth, world)).restatements).toEqual([]);
  });

  test("get a revision with equal counts if sessions of them were missing and are not any more", async () => {
    const { world } = await threeMornings();
    const declaring = (declared: number): SessionSource =>
      onRequestOf(third, world.source, async (query) => ({ ...(await world.source.readDay(query)), declared }));
    await report(third, world, { request: { deliver: "none" }, world: { source: declaring(3) } });

    const { report: made } = await report(fourth, world);

    expect(await revisionsOf(third, world)).toEqual([
      [1, null],
      [2, null],
      [3, fourth],
    ]);
    expect(made.history).toMatchObject({
      restatements: [{ date: third, from: 2, revision: 3, changes: [] }],
      before: { known: 3, leftOut: [] },
    });
  });

  test.each<[string, Record<string, unknown>]>([
    ["another zone", { zone: "Europe/Kaliningrad" }],
    ["another filter", { botId: "b" }],
    ["another target of the first reply", { firstReplySeconds: 30 }],
    ["another target of a group", { groups: { "7": { firstReplySeconds: 30 } } }],
  ])("are not asked for if they were made under %s", async (_, fields) => {
    const { world, late } = await threeMornings(fields);
    late.nps = 3;

    await report(fourth, world);

    expect(datesAsked(world)).toEqual([fourth]);
    expect((await lateDataFor(fourth, world)).notReadAgain).toEqual(
      [first, second, third].map((date) => ({ date, reason: "settings" })),
    );
  });

  test.each<[string, string, (file: Record<string, unknown>) => object]>([
    ["by another version of a formula", "/tally.json", (file) => ({ ...file, versions: { nps: 0 } })],
    ["by a version that did not say what it compares", "/r1.json", ({ known: _, ...file }) => file],
  ])("are not asked for if they were made %s", async (_, name, older) => {
    const { world } = await threeMornings();
    const keys = (await world.archive.list("reports/support/2026/03/01/")).filter((key) => key.endsWith(name));
    for (const key of keys) {
      const file = JSON.parse(Buffer.from((await world.archive.get(key)) ?? []).toString());
      await world.archive.put(key, Buffer.from(JSON.stringify(older(file))), "application/json");
    }

    await report(fourth, world);

    expect((await lateDataFor(fourth, world)).notReadAgain).toEqual([{ date: first, reason: "settings" }]);
  });
});

describe("the mail of the report goes out and says which days were not read again", () => {
  test("if the API is down for them: it is asked once", async () => {
    const { world, late } = await threeMornings();
    late.nps = 3;
    const source = onRequestOf(first, world.source, () => Promise.reject(new Error("secret of a client")));

    const { answer, report: made } = await report(fourth, world, { world: { source } });

    expect([answer.status, datesAsked(world)]).toEqual(["sent", [fourth]]);
    expect(made.history).toMatchObject({ restatements: [], notReadAgain: allFailed, before: { known: 3 } });
    expect(world.told.filter(({ level }) => level === "warn")).toMatchObject([
      { event: "day not read again", facts: { report: "support", day: first } },
    ]);
    expect(JSON.stringify(world.told)).not.toContain("secret");
    expect(world.measured.at(-1)?.measures).toMatchObject({ DaysRestated: 0, DaysNotReadAgain: 3, DayCompleted: 1 });
  });

  test("if the API lists fewer sessions than it declares: the archived revision stays, the other days are read", async () => {
    const { world, late } = await threeMornings();
    late.nps = 3;
    const source = onRequestOf(second, world.source, async () => ({
      declared: 2,
      inOrder: true,
      pieces: (async function* () {
        yield [sessionOf(second, { nps: 1 })];
      })(),
    }));

    await report(fourth, world, { world: { source } });

    expect(await lateDataFor(fourth, world)).toMatchObject({
      restatements: [{ date: first }],
      notReadAgain: [{ date: second, reason: "failed" }],
    });
    expect(await revisionsOf(second, world)).toEqual([[1, null]]);
  });

  test("if the API lists no session of a day that had some", async () => {
    const { world } = await threeMornings();
    const source = onRequestOf(second, world.source, async () => ({
      declared: 0,
      inOrder: true,
      pieces: (async function* () {})(),
    }));

    await report(fourth, world, { world: { source } });

    expect((await lateDataFor(fourth, world)).notReadAgain).toEqual([{ date: second, reason: "failed" }]);
    expect(await revisionsOf(second, world)).toEqual([[1, null]]);
  });

  test("if the archive refuses their new revision", async () => {
    const { world, late } = await threeMornings();
    late.nps = 3;
    const put: ArchiveStore["put"] = (key, body, type) =>
      key.startsWith("reports/support/2026/03/01/")
        ? Promise.reject(new ArchiveError("ARCHIVE_STORE", "The archive is full."))
        : world.archive.put(key, body, type);

    const { answer } = await report(fourth, world, { world: { archive: { ...world.archive, put } } });

    expect([answer.status, (await lateDataFor(fourth, world)).notReadAgain]).toEqual(["sent", allFailed]);
    expect(await revisionsOf(first, world)).toEqual([[1, null]]);
    expect(world.told.find(({ event }) => event === "day not read again")?.facts.reason).toBe("The archive is full.");
  });

  test("if a file of one of them is damaged: the other days are read", async () => {
    const { world } = await threeMornings();
    const [tally = ""] = (await world.archive.list("reports/support/2026/03/01/")).filter((key) => /tally/.test(key));
    await world.archive.put(tally, Buffer.from("{}"), "application/json");
    await world.archive.put("reports/support/2026/03/02/r1.json", Buffer.from("{}"), "application/json");

    await report(fourth, world);

    expect((await lateDataFor(fourth, world)).notReadAgain).toEqual([
      { date: first, reason: "failed" },
      { date: second, reason: "failed" },
    ]);
    expect(datesAsked(world)).toEqual([fourth, third]);
  });

  test("if there is no time for them: the API is not asked", async () => {
    const { world } = await threeMornings();

    // 120 s for the rest of the run, 30 s for reporting a failure.
    const { answer } = await report(fourth, world, { world: { timeLeft: () => 150_000 } });

    expect([answer.status, datesAsked(world)]).toEqual(["sent", [fourth]]);
    expect((await lateDataFor(fourth, world)).notReadAgain).toEqual(
      [first, second, third].map((date) => ({ date, reason: "time" })),
    );
  });

  test("if the report's own day took so long that twice its time would not remain", async () => {
    const { world } = await threeMornings();
    const source = onRequestOf(fourth, world.source, (query) => {
      world.time.now += 200_000;
      return world.source.readDay(query);
    });

    await report(fourth, world, { world: { source, timeLeft: () => 430_000 } });

    expect((await lateDataFor(fourth, world)).notReadAgain).toHaveLength(3);
  });

  test("if the time is over while one of them is read: its request is aborted", async () => {
    const { world } = await threeMornings();
    const asked: SessionQuery[] = [];
    const source = onRequestOf(first, world.source, (query) => {
      asked.push(query);
      return new Promise(() => {});
    });

    const { answer } = await report(fourth, world, { world: { source, timeLeft: () => 150_100 } });

    expect([answer.status, asked.map(({ signal }) => signal?.aborted)]).toEqual(["sent", [true]]);
    expect((await lateDataFor(fourth, world)).notReadAgain.map(({ reason }) => reason)).toEqual([
      "time",
      "time",
      "time",
    ]);
  });

  test("if the claim cannot be made: nothing is asked", async () => {
    const { world } = await threeMornings();
    const create: ArchiveStore["create"] = (key, body, type) =>
      key.includes("read-again") ? Promise.reject(new Error("no line")) : world.archive.create(key, body, type);

    const { answer } = await report(fourth, world, { world: { archive: { ...world.archive, create } } });

    expect([answer.status, datesAsked(world)]).toEqual(["sent", [fourth]]);
    expect(world.measured.at(-1)?.measures).toMatchObject({ DaysNotReadAgain: 3 });
  });
});

describe("a second run of the same report", () => {
  test("reads nothing again and names what the first has found", async () => {
    const { world, late } = await threeMornings();
    late.nps = 3;
    await report(fourth, world);
    const found = await lateDataFor(fourth, world);
    world.queries.length = 0;

    await report(fourth, world);

    expect(datesAsked(world)).toEqual([fourth]);
    expect(await lateDataFor(fourth, world)).toEqual(found);
    expect(world.measured.at(-1)?.measures).toMatchObject({ DaysRestated: 1, DaysNotReadAgain: 0 });
  });

  test("after a crash between restating and mailing mails and names what was restated", async () => {
    const { world, late } = await threeMornings();
    late.nps = 3;
    const died = new Error("killed");
    const drawings: World["drawings"] = {
      ...world.drawings,
      workbook: (drawn, definition) =>
        drawn.day.date === fourth ? Promise.reject(died) : world.drawings.workbook(drawn, definition),
    };
    await expect(report(fourth, world, { world: { drawings } })).rejects.toThrow();

    const { answer, report: made } = await report(fourth, world);

    expect([answer.status, answer.revision]).toEqual(["sent", 1]);
    expect(made.history).toMatchObject({ restatements: [{ date: first }], notReadAgain: [] });
    expect(await revisionsOf(first, world)).toHaveLength(2);
  });

  test("after a crash in the middle reads nothing again: days without a new revision have failed", async () => {
    const { world, late } = await threeMornings();
    late.nps = 3;
    // The process dies while it reads the second day: nothing of it runs any more.
    const dead = new Promise<void>((resolve) => {
      const source = onRequestOf(second, world.source, () => {
        resolve();
        return new Promise(() => {});
      });
      void report(fourth, world, { world: { source } });
    });
    await dead;
    world.queries.length = 0;

    const { answer } = await report(fourth, world);

    expect([answer.status, datesAsked(world)]).toEqual(["sent", [fourth]]);
    expect(await lateDataFor(fourth, world)).toMatchObject({
      restatements: [{ date: first }],
      notReadAgain: [
        { date: second, reason: "failed" },
        { date: third, reason: "failed" },
      ],
    });
  });

  test("at the same time waits for the first, and neither reads a day twice", async () => {
    const { world, late } = await threeMornings();
    late.nps = 3;
    let release = () => {};
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    let reached = () => {};
    const atWork = new Promise<void>((resolve) => {
      reached = resolve;
    });
    const source = onRequestOf(first, world.source, async (query) => {
      reached();
      await gate;
      return world.source.readDay(query);
    });
    const one = report(fourth, world, { world: { source } });
    await atWork;
    const pause = async () => {
      release();
      await one;
    };

    const other = await report(fourth, world, { world: { pause } });

    expect([(await one).answer.status, other.answer.status]).toEqual(["sent", "already sent"]);
    expect(datesAsked(world).sort()).toEqual([first, second, third, fourth, fourth]);
    expect(world.measured.map(({ measures }) => measures.DaysRestated).slice(-2)).toEqual([1, 1]);
  });

  test("waits for at most a minute, and not at all if time is short", async () => {
    const { world } = await threeMornings();
    const key = `ledger/support/${fourth}/read-again-claim.json`;
    const at = Date.parse("2026-03-05T07:30:00+03:00");
    await world.archive.create(key, Buffer.from(JSON.stringify({ runId: "r", at, dates: [first] })), "");
    const pauses: number[] = [];
    const pause = async (ms: number) => void pauses.push(ms);

    await report(fourth, world, { world: { pause, timeLeft: () => 170_000 } });
    expect(pauses).toEqual([]);
    await report(fourth, world, { world: { pause } });

    expect(pauses).toEqual([100, 200, 400, 800, 1600, 3200, 6400, 12_800, 25_600]);
    expect((await lateDataFor(fourth, world)).notReadAgain).toEqual([{ date: first, reason: "failed" }]);
  });
});

/** The sessions of the date that the API of the world has. */
async function itemsOf({ source }: World, date: string): Promise<Item[]> {
  const from = Date.parse(`${date}T00:00:00+03:00`);
  const { pieces } = await source.readDay({ from, to: from + 86_400_000, fields: [], filters: noFilters });
  const rows: Item[] = [];
  for await (const piece of pieces) rows.push(...(piece as Item[]));
  return rows;
}
