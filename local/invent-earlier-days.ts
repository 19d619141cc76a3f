import { createHash } from "node:crypto";
import { contentTypes, type DayRef, fileNames, tableKey } from "../functions/daily-report/delivery/archive-layout.ts";
import { dateDaysBefore, existingDay, type ReportDay, reportDay } from "../functions/daily-report/domain/report-day.ts";
import type { ArchiveStore } from "../functions/daily-report/ports.ts";
import type { ReportDefinition } from "../functions/daily-report/report-definition.ts";
import { drawDayTable } from "../functions/daily-report/session-table/draw-day-table.ts";
import { earlierDay } from "./earlier-day.ts";
import {
  hasRevision,
  inventedKeys,
  type inventedTables,
  readInventedDays,
  removeInventedDays,
  writeInventedDays,
} from "./invented-days.ts";
import { sessionsOn } from "./twin-emulator/invention/sessions-on.ts";

const WEEKS = 8;

/** A small day that exists in every zone: whatever changes in the generator, the counting or the files changes it too. */
const SAMPLE = { date: "2026-03-02", share: 0.05 };

export type EarlierDays = {
  readonly definition: ReportDefinition;
  /** The days before this one are invented. */
  readonly day: ReportDay;
  /** A different number gives different days; undefined: the digits of each date. */
  readonly seed: number | undefined;
  readonly archive: ArchiveStore;
  /** How many weeks are invented; 8 by default, which is as far as the report looks back. */
  readonly weeks?: number;
  /** The sessions of a day as a share of those of the invented contact centre, 1 by default. */
  readonly share?: number;
  /** Called before each day that is invented. */
  readonly onProgress?: (progress: { readonly done: number; readonly of: number }) => void;
};

/**
 * Writes the tables of the weeks before a day, as if the report had run every morning, and returns how many days it wrote.
 * Days that an earlier call wrote from the same seed, definition and program are kept; other days that it wrote are removed
 * first. A day that has a revision, or tables that no call of this function wrote, is left as it is.
 */
export async function inventEarlierDays(asked: EarlierDays): Promise<number> {
  const { archive, onProgress } = asked;
  const { id } = asked.definition;
  const madeFrom = await hashOfSample(asked);
  if ((await readInventedDays(archive, id)).madeFrom !== madeFrom) await removeInventedDays(archive, id);
  const { dates: kept, reported } = await readInventedDays(archive, id);
  const days = await daysToWrite(asked, kept);
  if (days.length === 0) return 0;
  const dates = [...new Set([...kept, ...days.map(({ date }) => date)])].sort();
  await writeInventedDays(archive, id, { madeFrom, dates, reported });
  for (const [done, day] of days.entries()) {
    onProgress?.({ done, of: days.length });
    await writeTables(archive, { report: id, date: day.date }, await tablesOf(day, asked));
  }
  return days.length;
}

async function writeTables(archive: ArchiveStore, ref: DayRef, tables: Tables): Promise<void> {
  const writes = tables.map(async ({ name, body }) => {
    const key = tableKey(ref, name);
    if (key !== null) await archive.put(key, body, contentTypes[name]);
  });
  await Promise.all(writes);
}

/** The days of which a table is missing, and which may be written. */
async function daysToWrite(asked: EarlierDays, kept: readonly string[]): Promise<ReportDay[]> {
  const { definition, day, weeks = WEEKS, archive } = asked;
  const present = new Set(await archive.list("tables/"));
  const days = daysBefore(day, weeks).filter(({ date }) => {
    const keys = inventedKeys({ report: definition.id, date });
    return kept.includes(date) ? !keys.every((key) => present.has(key)) : !keys.some((key) => present.has(key));
  });
  const real = await Promise.all(days.map(({ date }) => hasRevision(archive, { report: definition.id, date })));
  return days.filter((_, index) => !real[index]);
}

/** The days of the weeks before, the oldest first, without dates that the zone skipped. */
function daysBefore({ date, zone }: ReportDay, weeks: number): ReportDay[] {
  const dates = Array.from({ length: weeks * 7 }, (_, index) => dateDaysBefore(date, weeks * 7 - index));
  return dates.flatMap((earlier) => existingDay(earlier, zone) ?? []);
}

type Tables = readonly { readonly name: (typeof inventedTables)[number]; readonly body: Uint8Array }[];

async function tablesOf(day: ReportDay, { definition, seed, share = 1 }: Omit<EarlierDays, "day">): Promise<Tables> {
  const ownSeed = seedOfDate(day.date, seed);
  const count = Math.round(share * sessionsOn(day.date, ownSeed));
  const { report, tally } = earlierDay({ day, seed: ownSeed, count }, definition);
  return [
    { name: fileNames.tally, body: Buffer.from(tally) },
    { name: fileNames.dayTable, body: await drawDayTable(report) },
  ];
}

/** The digits of the date, as for the day that is reported on; for another seed, a number that depends on both. */
function seedOfDate(date: string, seed: number | undefined): number {
  const digits = Number(date.replaceAll("-", ""));
  return seed === undefined ? digits : (Math.imul(seed + 1, 0x9e3779b1) ^ digits) >>> 0;
}

async function hashOfSample(asked: EarlierDays): Promise<string> {
  const { date, share } = SAMPLE;
  const tables = await tablesOf(reportDay(date, asked.day.zone), { ...asked, share: share * (asked.share ?? 1) });
  const hash = createHash("sha256");
  for (const { body } of tables) hash.update(body);
  return hash.digest("hex");
}
