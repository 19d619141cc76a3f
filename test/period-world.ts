import { type Answer, answerCall } from "../functions/daily-report/answer-call.ts";
import { fileNames } from "../functions/daily-report/delivery/archive-layout.ts";
import { fileOf, newestManifest } from "../functions/daily-report/delivery/commit-day.ts";
import type { Report } from "../functions/daily-report/domain/report.ts";
import { reportDay } from "../functions/daily-report/domain/report-day.ts";
import type { SessionSource } from "../functions/daily-report/ports.ts";
import { parseReportDefinitions, type ReportDefinition } from "../functions/daily-report/report-definition.ts";
import type { World } from "../functions/daily-report/run-report.ts";
import { inventSessions } from "../local/twin-emulator/invent-sessions.ts";
import type { InventedItem } from "../local/twin-emulator/invention/invented-item.ts";
import { type StoryWorld, storyWorld } from "./story-world.ts";

/** Archives days of a daily report, and runs reports of weeks and months over them. */

/** A daily report, and one of weeks and one of months over it. `fields` are of the daily report. */
export function periodDefinitions(fields: Record<string, unknown> = {}): ReportDefinition[] {
  const readers = { sender: "reports@example.com", recipients: ["a@example.com"] };
  return parseReportDefinitions(
    [
      { id: "daily", zone: "Europe/Berlin", restateDays: 0, ...readers, ...fields },
      { id: "weekly", period: "week", of: "daily", ...readers },
      { id: "monthly", period: "month", of: "daily", ...readers },
    ],
    "test",
  );
}

export type PeriodWorld = {
  readonly world: StoryWorld;
  readonly ask: (event: object, how?: Partial<World> & { fields?: Record<string, unknown> }) => Promise<Answer>;
  /** Archives a day with these rows by a run of the daily report. */
  readonly archiveDay: (
    date: string,
    rows: readonly unknown[],
    how?: { declared?: number; fields?: Record<string, unknown> },
  ) => Promise<void>;
  /** The text of a file of the newest revision. */
  readonly fileOf: (report: string, date: string, name: "report.json" | "tally.json") => Promise<string>;
  readonly reportOf: (report: string, date: string) => Promise<Report>;
};

export async function periodWorld(now: string): Promise<PeriodWorld> {
  const world = await storyWorld([]);
  world.time.now = Date.parse(now);
  const ask: PeriodWorld["ask"] = (event, { fields, timeLeft = () => 900_000, ...other } = {}) =>
    answerCall(event, {
      definitions: periodDefinitions(fields),
      world: { ...world, ...other },
      requestId: "request-1",
      timeLeft,
    });
  const textOf: PeriodWorld["fileOf"] = async (report, date, name) => {
    const manifest = await newestManifest(world.archive, { report, date });
    if (manifest === null) throw new Error(`report ${report} of ${date} is not archived`);
    return Buffer.from((await world.archive.get(fileOf(manifest, name).key)) ?? []).toString();
  };
  return {
    world,
    ask,
    async archiveDay(date, rows, { declared = rows.length, fields } = {}) {
      await ask({ report: "daily", date }, { source: sourceOf(rows, declared), ...(fields && { fields }) });
    },
    fileOf: textOf,
    reportOf: async (report, date) => JSON.parse(await textOf(report, date, fileNames.report)),
  };
}

function sourceOf(rows: readonly unknown[], declared: number): SessionSource {
  async function* pieces() {
    if (rows.length > 0) yield rows;
  }
  return { readDay: async () => ({ declared, inOrder: true, pieces: pieces() }) };
}

/** The API must not be asked. */
export const noSource: SessionSource = {
  readDay: () => Promise.reject(new Error("the API was asked")),
};

/** Invented sessions of a day, with ids that no other day has. */
export function inventedDay(date: string, zone: string, count: number): InventedItem[] {
  const { from, to } = reportDay(date, zone);
  const seed = Number(date.replaceAll("-", ""));
  return inventSessions({ seed, from, to, zone, count }).filter(({ createdAt }) => {
    const at = Date.parse(String(createdAt));
    return at >= from && at < to;
  });
}
