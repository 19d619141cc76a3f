import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { datesBetween, reportDay } from "../../functions/daily-report/domain/report-day.ts";
import { inventSessions } from "../../local/twin-emulator/invent-sessions.ts";
import { type WrittenDay, writeTables } from "./write-tables.ts";

export type Month = {
  readonly folder: string;
  /** The days of the report `support-daily`, by date. */
  readonly days: ReadonlyMap<string, WrittenDay>;
};

const settings = { firstReplySeconds: 60, groupFirstReplySeconds: { "1": 30, "3": 120 } };

/** The archive of an invented month: a report of every day, and of some days another report. Remove the folder afterwards. */
export async function writeMonth(sessionsPerDay: number): Promise<Month> {
  const folder = await mkdtemp(join(tmpdir(), "archive-"));
  const days = new Map<string, WrittenDay>();
  for (const [index, date] of datesBetween("2026-11-01", "2026-11-30", 31).entries()) {
    const rows = inventSessions({ ...reportDay(date, "Europe/Moscow"), seed: index + 1, count: sessionsPerDay });
    const made = { report: "support-daily", under: settings, groupNames: { "1": "First line" } };
    days.set(date, await writeTables(folder, date, rows, made));
    if (index < 3) await writeTables(folder, date, rows.slice(0, 100), { report: "sales" });
  }
  return { folder, days };
}
