import { describe, expect, test } from "vitest";
import { createFolderArchiveStore } from "../../functions/daily-report/archive/folder-archive-store.ts";
import { reportDay } from "../../functions/daily-report/domain/report-day.ts";
import { noFilters } from "../../functions/daily-report/domain/session-filters.ts";
import { weekdayBefore } from "../../functions/daily-report/history/weekday-before.ts";
import type { ArchiveStore, Operations } from "../../functions/daily-report/ports.ts";
import { runReport } from "../../functions/daily-report/run-report.ts";
import { dailyRun, definitionOf } from "../plain-story.ts";
import { day, handled } from "../session-rows.ts";
import { emptyFolder, storyWorld } from "../story-world.ts";

const asked = { report: "support", day, filters: noFilters };
const key = (date: string) => `tables/tallies/report=support/day=${date}/tally.json`;

/** An archive that holds a tally of each date with that number of sessions. */
async function archiveOf(days: Record<string, number>, fields: Record<string, unknown> = {}) {
  const archive: ArchiveStore = createFolderArchiveStore(await emptyFolder());
  const told: unknown[] = [];
  for (const [date, sessions] of Object.entries(days)) {
    const rows = Array.from({ length: sessions }, () =>
      handled({ createdAt: `${date}T12:00:00+03:00`, closedAt: null }),
    );
    const definition = definitionOf(fields);
    const made = reportDay(date, definition.zone);
    await runReport({ definition, day: made, ...dailyRun, deliver: "none" }, { ...(await storyWorld(rows)), archive });
  }
  const log: Operations["log"] = (level, event, facts) => void told.push({ level, event, ...facts });
  return { archive, told, operations: { log, measure: () => {} } };
}

test("weekdayBefore returns no known days for the first day of a report", async () => {
  expect(await weekdayBefore(asked, await archiveOf({}))).toEqual({ known: 0, withSessions: 0 });
});

test("weekdayBefore reads the same weekday of the four weeks before and no other day", async () => {
  const dependencies = await archiveOf({
    "2026-02-23": 3,
    "2026-02-16": 0,
    "2026-02-02": 1,
    "2026-01-26": 9,
    "2026-03-01": 9,
  });
  const reads: string[] = [];
  const get = (of: string) => {
    reads.push(of);
    return dependencies.archive.get(of);
  };

  const history = await weekdayBefore(asked, { ...dependencies, archive: { ...dependencies.archive, get } });

  expect(history).toEqual({ known: 3, withSessions: 2 });
  expect(reads).toEqual(["2026-02-23", "2026-02-16", "2026-02-09", "2026-02-02"].map(key));
  expect(dependencies.told).toEqual([]);
});

test.each([
  ["zone", { zone: "Europe/Berlin" }],
  ["company", { companyId: 5 }],
  ["bot", { botId: "b" }],
  ["reach", { supervised: true }],
])("weekdayBefore leaves out days made with another %s", async (_, fields) => {
  expect(await weekdayBefore(asked, await archiveOf({ "2026-02-23": 3 }, fields))).toEqual({
    known: 0,
    withSessions: 0,
  });
});

test("weekdayBefore reads a filter that an older file does not name as not set", async () => {
  const dependencies = await archiveOf({});
  const older = { schema: "daily-report-tally/1", zone: "Europe/Moscow", filters: { companyId: null }, tally: [] };
  await dependencies.archive.put(key("2026-02-23"), Buffer.from(JSON.stringify(older)), "application/json");

  expect(await weekdayBefore(asked, dependencies)).toEqual({ known: 1, withSessions: 0 });
  const narrowed = { ...asked, filters: { ...noFilters, botId: "b" } };
  expect(await weekdayBefore(narrowed, dependencies)).toEqual({ known: 0, withSessions: 0 });
});

describe("a tally.json that is", () => {
  const head = { schema: "daily-report-tally/1", zone: "Europe/Moscow", filters: noFilters };

  test.each([
    ["not JSON", "{", "not of the form"],
    ["null", "null", "not of the form"],
    ["of another schema", JSON.stringify({ ...head, schema: "daily-report-tally/2", tally: [] }), "another schema"],
    ["without filters", JSON.stringify({ ...head, filters: undefined, tally: [] }), "names no filters"],
    ["without a tally", JSON.stringify(head), "not of the form"],
  ])("%s is left out and logged", async (_, text, reason) => {
    const dependencies = await archiveOf({ "2026-02-16": 2 });
    await dependencies.archive.put(key("2026-02-23"), Buffer.from(text), "application/json");

    expect(await weekdayBefore(asked, dependencies)).toEqual({ known: 1, withSessions: 1 });
    expect(dependencies.told).toEqual([
      {
        level: "warn",
        event: "tally left out",
        report: "support",
        day: "2026-02-23",
        reason: expect.stringContaining(reason),
      },
    ]);
  });
});

test("weekdayBefore throws if the archive fails", async () => {
  const dependencies = await archiveOf({});
  const archive = { ...dependencies.archive, get: () => Promise.reject(new Error("down")) };

  await expect(weekdayBefore(asked, { ...dependencies, archive })).rejects.toThrow("down");
});
