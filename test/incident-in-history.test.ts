import { describe, expect, test } from "vitest";
import { tallyTableKey } from "../functions/daily-report/delivery/archive-layout.ts";
import type { DriverId, History } from "../functions/daily-report/domain/history/history.ts";
import { dateDaysBefore, type ReportDay, reportDay } from "../functions/daily-report/domain/report-day.ts";
import { runReport } from "../functions/daily-report/run-report.ts";
import { earlierDay } from "../local/earlier-day.ts";
import { inventSessions } from "../local/twin-emulator/invent-sessions.ts";
import { withIncident } from "../local/twin-emulator/invention/incident.ts";
import type { InventedItem } from "../local/twin-emulator/invention/invented-item.ts";
import { sessionsOn } from "../local/twin-emulator/invention/sessions-on.ts";
import { readInstant } from "../local/twin-emulator/read-instant.ts";
import { dailyRun, definitionOf } from "./plain-story.ts";
import { storyWorld } from "./story-world.ts";

/** The incident of `npm start`, in a contact centre with half of its sessions, so that 8 weeks take less time. */

const definition = definitionOf({ restateDays: 0 });
const { id: report, zone } = definition;
const day = reportDay("2026-02-27", zone);
const incident = { messenger: "telegram", hours: [13, 14, 15], zone } as const;

function inventionOf(of: ReportDay) {
  const seed = Number(of.date.replaceAll("-", ""));
  return { day: of, seed, count: Math.round(sessionsOn(of.date, seed) / 2) };
}

const tallies = Array.from({ length: 56 }, (_, index) => dateDaysBefore(day.date, index + 1)).map((date) => ({
  key: tallyTableKey({ report, date }),
  body: Buffer.from(earlierDay(inventionOf(reportDay(date, zone)), definition).tally),
}));

/** What a run that finds these sessions and the 8 weeks in its archive says of the day. */
async function historyOn(items: readonly InventedItem[]): Promise<History | null> {
  const world = await storyWorld(items.filter(({ createdAt }) => isOnDay(readInstant(createdAt) ?? 0)));
  for (const { key, body } of tallies) await world.archive.put(key, body, "application/json");
  const made = await runReport({ ...dailyRun, definition, day, dryRun: true }, world);
  return made.report.history;
}

function isOnDay(at: number): boolean {
  return at >= day.from && at <= day.to;
}

/** The rows in which a difference lies. */
function named(history: History | null, metric: DriverId): string[] {
  return history?.drivers[metric].rows.map(({ breakdown, key }) => `${breakdown} ${key}`) ?? [];
}

const sessions = inventSessions({ ...day, ...inventionOf(day) });

describe("a day with eight invented weeks before it", () => {
  test("is usual, and no row is named, if it is a day like the others", async () => {
    const history = await historyOn(sessions);

    expect([history?.before.known, history?.before.leftOut, history?.trend.length]).toEqual([28, [], 56]);
    expect(Object.values(history?.usual ?? {}).map(({ verdict }) => verdict)).toEqual(Array(9).fill("usual"));
    for (const metric of ["lost_rate", "sl1", "csat_top_box", "nps"] as const) {
      expect(named(history, metric)).toEqual([]);
      expect(history?.changes[metric].isReal).toBe(false);
    }
  });

  test("has an unusually high lost rate that lies in the channel whose operators were away, and in the hours", async () => {
    const history = await historyOn(withIncident(sessions, incident));

    expect(history?.usual.lost_rate.verdict).toBe("unusually_high");
    expect(history?.changes.lost_rate.isReal).toBe(true);
    expect(named(history, "lost_rate")[0]).toBe("channels telegram");
    expect(history?.drivers.lost_rate.rows[0]?.share).toBeGreaterThan(70);
    for (const row of named(history, "lost_rate").slice(1)) expect(row).toMatch(/^hours 1[345]$/);
  });

  test("lies in the rates of the channels, not in their mix", async () => {
    const history = await historyOn(withIncident(sessions, incident));

    const { difference = 0, parts = [] } = history?.drivers.lost_rate ?? {};
    const { mix = 0, rate = 0 } = parts.find(({ breakdown }) => breakdown === "channels") ?? {};
    expect(mix + rate).toBeCloseTo(difference ?? 0, 9);
    expect(Math.abs(mix)).toBeLessThan(0.1 * rate);
  });
});
