import { describe, expect, test } from "vitest";
import { type MetricId, metricIds, metricVersions } from "../../functions/daily-report/domain/metrics/catalogue.ts";
import { dateDaysBefore, reportDay } from "../../functions/daily-report/domain/report-day.ts";
import { noFilters } from "../../functions/daily-report/domain/session-filters.ts";
import { figuresOf, type Tally } from "../../functions/daily-report/domain/tally.ts";
import { type DayAsked, readPast } from "../../functions/daily-report/history/read-past.ts";
import { runReport } from "../../functions/daily-report/run-report.ts";
import { dailyRun, definitionOf } from "../plain-story.ts";
import { botOnly, day, handled, settings } from "../session-rows.ts";
import { storyWorld } from "../story-world.ts";
import { archiveTally, pastWorld, sessionsOf, tallyKey } from "./archived-days.ts";

/** 2 March 2026, a Monday. */
const asked: DayAsked = { report: "support", day, filters: noFilters, settings, holidays: [] };
const back = (days: number) => dateDaysBefore(day.date, days);

const handledIn = (tally: Tally) => figuresOf(tally, "day", "").get("class")?.get("handled") ?? 0;

/** Reads the past of a world in which each of these days has one session, and the day before two. */
async function pastOf(head: Record<string, unknown>, how: Partial<DayAsked> = {}) {
  const world = await pastWorld();
  await archiveTally(world, back(1), sessionsOf(back(1), 2));
  await archiveTally(world, back(7), sessionsOf(back(7), 1), head);
  const { past, weekday } = await readPast({ ...asked, ...how }, world);
  return { ...past, weekday, told: world.told, handled: (id: MetricId) => handledIn(past.before.pool.tally(id)) };
}

describe("readPast", () => {
  test("knows nothing before the first day of a report", async () => {
    const { past, weekday } = await readPast(asked, await pastWorld());

    expect(past).toMatchObject({ isHoliday: false, alike: { asked: 8, known: [] }, trend: [] });
    expect(past.before).toMatchObject({ from: "2026-02-02", to: "2026-03-01", of: 28, known: 0, leftOut: [] });
    expect(past.before.pool.days("nps")).toBe(0);
    expect(past.before.pool.tally("nps")).toEqual(new Map());
    expect(weekday).toEqual({ known: 0, withSessions: 0 });
  });

  test("reads the 56 days before, the oldest first, and at most two files ahead", async () => {
    const world = await pastWorld();
    const read: string[] = [];
    let [waiting, most] = [0, 0];
    const get = async (key: string) => {
      read.push(key);
      waiting += 1;
      most = Math.max(most, waiting);
      await new Promise(setImmediate);
      waiting -= 1;
      return null;
    };
    await readPast(asked, { ...world, archive: { ...world.archive, get } });

    expect(read).toEqual(Array.from({ length: 56 }, (_, index) => tallyKey(back(56 - index))));
    expect(most).toBe(3);
  });

  test("puts each day where it belongs", async () => {
    const world = await pastWorld();
    for (const days of [57, 56, 29, 28, 15, 14, 7, 1, 0])
      await archiveTally(world, back(days), sessionsOf(back(days), days));

    const { past } = await readPast(asked, world);

    const dates = (figures: typeof past.trend) => figures.map(({ date }) => date);
    expect(dates(past.trend)).toEqual([56, 29, 28, 15, 14, 7, 1].map(back));
    expect(dates(past.alike.known)).toEqual([56, 28, 14, 7].map(back));
    expect(past.trend.map(({ metrics }) => metrics.handled?.value)).toEqual([56, 29, 28, 15, 14, 7, 1]);
    expect(past.before.known).toBe(5);
    expect(past.before.pool.days("nps")).toBe(5);
    expect(handledIn(past.before.pool.tally("nps"))).toBe(28 + 15 + 14 + 7 + 1);
    expect(past.halves.map((half) => [half.days("sl1"), handledIn(half.tally("sl1"))])).toEqual([
      [2, 28 + 15],
      [3, 14 + 7 + 1],
    ]);
  });

  test("reads the tally.json that a run writes", async () => {
    const definition = definitionOf();
    const world = await storyWorld([...sessionsOf(back(7), 2), null], 4);
    await runReport({ definition, day: reportDay(back(7), definition.zone), ...dailyRun, deliver: "none" }, world);

    const { past } = await readPast(asked, world);

    expect(past.before.leftOut).toEqual([{ date: back(7), reason: "incomplete", metrics: null }]);
  });

  test("throws if the archive fails, also while a later file is on its way", async () => {
    const world = await pastWorld();
    const failing = { ...world.archive, get: () => Promise.reject(new Error("down")) };

    await expect(readPast(asked, { ...world, archive: failing })).rejects.toThrow("down");
  });
});

describe("a day is left out", () => {
  test.each([
    ["zone", { zone: "Europe/Berlin" }],
    ["filters", { filters: { ...noFilters, companyId: 5 } }],
    ["filters", { filters: { ...noFilters, botId: "b" } }],
    ["filters", { filters: { ...noFilters, supervised: true } }],
    ["incomplete", { declared: 2 }],
  ])("wholly because of its %s: %j", async (reason, head) => {
    const past = await pastOf(head);

    expect(past.before).toMatchObject({ known: 1, leftOut: [{ date: back(7), reason, metrics: null }] });
    expect([past.alike.known, past.trend.length, past.handled("sessions")]).toEqual([[], 1, 2]);
    expect(past.told).toEqual([]);
  });

  test("wholly if it is a holiday, even if its file cannot be read", async () => {
    const past = await pastOf({ schema: "unknown" }, { holidays: [back(7), back(9)] });

    expect(past.before).toMatchObject({ known: 1, leftOut: [{ date: back(7), reason: "holiday", metrics: null }] });
    expect([past.alike.known, past.trend.length, past.isHoliday]).toEqual([[], 1, false]);
  });

  test.each([
    [{ settings: { ...settings, firstReplySeconds: 30 } }],
    [{ settings: { ...settings, groupFirstReplySeconds: { 7: 30 } } }],
  ])("of the service levels if it had other targets: %j", async (head) => {
    const past = await pastOf(head);

    const metrics = ["sl1", "sl1_answered"];
    expect(past.before).toMatchObject({ known: 2, leftOut: [{ date: back(7), reason: "settings", metrics }] });
    expect([past.before.pool.days("sl1"), past.before.pool.days("sessions")]).toEqual([1, 2]);
    expect([past.handled("sl1"), past.handled("sl1_answered"), past.handled("sessions")]).toEqual([2, 2, 3]);
    expect(past.alike.known).toHaveLength(1);
    expect(past.alike.known[0]?.metrics).not.toHaveProperty("sl1");
    expect(past.alike.known[0]?.metrics).toHaveProperty("lost_rate");
    expect(past.halves[1].days("sl1")).toBe(1);
  });

  test("of a metric with another version, and of one that it does not know", async () => {
    const { csi: _, ...older } = { ...metricVersions, nps: 2 };
    const past = await pastOf({ versions: older });

    expect(past.before.leftOut).toEqual([{ date: back(7), reason: "versions", metrics: ["nps", "csi"] }]);
    expect(["nps", "csi", "handled"].map((id) => past.handled(id as MetricId))).toEqual([2, 2, 3]);
  });

  test("for two reasons if both targets and versions are others", async () => {
    const head = { settings: { ...settings, firstReplySeconds: 30 }, versions: { ...metricVersions, sl1: 2, nps: 2 } };
    const past = await pastOf(head);

    expect(past.before.leftOut.map(({ reason, metrics }) => [reason, metrics])).toEqual([
      ["settings", ["sl1", "sl1_answered"]],
      ["versions", ["nps", "sl1"]],
    ]);
    expect(past.before.known).toBe(2);
  });

  test("wholly if no metric can be compared", async () => {
    const past = await pastOf({ versions: {} });

    expect(past.before).toMatchObject({ known: 1, leftOut: [{ reason: "versions", metrics: metricIds }] });
    expect([past.alike.known, past.trend.length]).toEqual([[], 1]);
  });
});

describe("a day is not left out", () => {
  test.each([
    ["if an older file does not name a filter that is not set", { filters: { companyId: null } }],
    ["if an older file does not say how many sessions were declared", { declared: undefined }],
    ["if more sessions were listed than declared", { declared: 0 }],
  ])("%s", async (_, head) => {
    expect((await pastOf(head)).before).toMatchObject({ known: 2, leftOut: [] });
  });

  test("if its groups' targets are the same in another order", async () => {
    const targets = (groupFirstReplySeconds: Record<string, number>) => ({ ...settings, groupFirstReplySeconds });
    const past = await pastOf({ settings: targets({ 12: 5, 7: 30 }) }, { settings: targets({ 7: 30, 12: 5 }) });

    expect(past.before.leftOut.map(({ date }) => date)).toEqual([back(1)]);
  });

  test("if the day itself is a holiday", async () => {
    const past = await pastOf({}, { holidays: [day.date] });

    expect(past).toMatchObject({ isHoliday: true, before: { known: 2, leftOut: [] } });
  });
});

describe("a tally.json that is", () => {
  test.each([
    ["not JSON", "{", "not of the form"],
    ["null", "null", "not of the form"],
    ["of another schema", { schema: "daily-report-tally/2" }, "another schema"],
    ["without filters", { filters: undefined }, "names no filters"],
    ["without settings", { settings: undefined }, "names no settings"],
    ["without versions", { versions: undefined }, "names no versions"],
    ["without a tally", { tally: undefined }, "not of the form"],
  ])("%s is left out and logged", async (_, content, reason) => {
    const world = await pastWorld();
    await archiveTally(world, back(14), sessionsOf(back(14), 2));
    if (typeof content === "string")
      await world.archive.put(tallyKey(back(7)), Buffer.from(content), "application/json");
    else await archiveTally(world, back(7), [], content);

    const { past } = await readPast(asked, world);

    expect(past.before).toMatchObject({ known: 1, leftOut: [{ date: back(7), reason: "unreadable", metrics: null }] });
    const facts = { report: "support", day: back(7), reason: expect.stringContaining(reason) };
    expect(world.told).toEqual([["warn", "tally left out", facts]]);
  });
});

describe("the history of the weekday", () => {
  const weekdayOf = async (
    days: Record<number, number>,
    head: Record<string, unknown> = {},
    holidays: string[] = [],
  ) => {
    const world = await pastWorld();
    for (const [back_, count] of Object.entries(days)) {
      await archiveTally(world, back(Number(back_)), sessionsOf(back(Number(back_)), count), head);
    }
    return (await readPast({ ...asked, holidays }, world)).weekday;
  };

  test("counts the same weekday of the four weeks before and no other day", async () => {
    expect(await weekdayOf({ 7: 3, 14: 0, 28: 1, 35: 9, 1: 9 })).toEqual({ known: 3, withSessions: 2 });
  });

  test("counts spam as sessions", async () => {
    const world = await pastWorld();
    await archiveTally(world, back(7), [
      botOnly({ createdAt: `${back(7)}T12:00:00Z`, closedAt: null, markedAsSpam: true }),
    ]);

    expect((await readPast(asked, world)).weekday).toEqual({ known: 1, withSessions: 1 });
  });

  test.each([[{ zone: "Europe/Berlin" }], [{ filters: { ...noFilters, companyId: 5 } }], [{ schema: "unknown" }]])(
    "does not count a day with %j",
    async (head) => {
      expect(await weekdayOf({ 7: 3 }, head)).toEqual({ known: 0, withSessions: 0 });
    },
  );

  test("does not count a holiday", async () => {
    expect(await weekdayOf({ 7: 3, 14: 2 }, {}, [back(7)])).toEqual({ known: 1, withSessions: 1 });
  });

  test.each([[{ settings: { ...settings, firstReplySeconds: 1 } }], [{ versions: {} }], [{ declared: 9 }]])(
    "counts a day with %j: it shows that there were sessions",
    async (head) => {
      expect(await weekdayOf({ 7: 3 }, head)).toEqual({ known: 1, withSessions: 1 });
    },
  );
});

test("handled sessions of a day are counted in the pool with their ratings", async () => {
  const world = await pastWorld();
  const rated = handled({
    createdAt: `${back(3)}T12:00:00+03:00`,
    closedAt: null,
    nps: 9,
    userId: 8,
    messengerType: "web",
  });
  await archiveTally(world, back(3), [rated]);

  const { past } = await readPast(asked, world);

  const tally = past.before.pool.tally("nps");
  expect([...tally.keys()].sort()).toEqual(["bots", "channels", "day", "groups", "hours", "operators", "rows"]);
  expect(figuresOf(tally, "channels", "web").get("nps")).toEqual(new Map([["9", 1]]));
  expect(figuresOf(tally, "operators", "8").get("name")).toEqual(new Map([["Anna", 1]]));
});
