import { readFile } from "node:fs/promises";
import { manifestsOf } from "../../functions/daily-report/delivery/commit-day.ts";
import { sha256 } from "../../functions/daily-report/delivery/sha256.ts";
import type { LateData } from "../../functions/daily-report/domain/history/history.ts";
import { reportDay } from "../../functions/daily-report/domain/report-day.ts";
import { lateDataOf } from "../../functions/daily-report/late-data/late-data-of.ts";
import type { ArchiveStore, SessionQuery } from "../../functions/daily-report/ports.ts";
import { type RunRequest, type RunResult, runReport, type World } from "../../functions/daily-report/run-report.ts";
import { dailyRun, definitionOf } from "../plain-story.ts";
import { handled, type Item } from "../session-rows.ts";
import { type StoryWorld, storyWorld } from "../story-world.ts";

/** Mornings of a report: one world, whose API lists the items that were created in the time asked for. */

/** A session of that date which an operator answered after half a minute. */
export function sessionOf(date: string, fields: Item = {}): Item {
  const at = (time: string) => `${date}T${time}+03:00`;
  return handled({
    createdAt: at("12:00:00"),
    operatorAssignedAt: at("12:00:00"),
    operatorFirstMessageCreatedAt: at("12:00:30"),
    closedAt: at("12:10:00"),
    ...fields,
  });
}

/** A story whose API has the items, as they are when it is asked. */
export async function lateWorld(items: readonly Item[]): Promise<StoryWorld> {
  const world = await storyWorld();
  const readDay = async (query: SessionQuery) => {
    world.queries.push(query);
    const rows = items.filter(({ createdAt }) => isWithin(Date.parse(String(createdAt)), query));
    return { declared: rows.length, inOrder: true, pieces: inPieces(rows) };
  };
  return { ...world, source: { readDay }, archive: memoryArchive() };
}

/** Many mornings write many files, which would take long in a folder. */
export function memoryArchive(files = new Map<string, Uint8Array>()): ArchiveStore {
  return {
    get: async (key) => files.get(key) ?? null,
    put: async (key, body) => void files.set(key, body),
    putFile: async (key, { path }) => void files.set(key, await readFile(path)),
    copy: async (from, to) => {
      const body = files.get(from);
      return body !== undefined && files.set(to, body).has(to);
    },
    digest: async (key) => {
      const body = files.get(key);
      return body === undefined ? null : sha256(body);
    },
    create: async (key, body) => !files.has(key) && files.set(key, body).has(key),
    list: async (prefix) => [...files.keys()].filter((key) => key.startsWith(prefix)).sort(),
    remove: async (key) => void files.delete(key),
    locate: (key) => key,
  };
}

function isWithin(instant: number, { from, to }: SessionQuery): boolean {
  return from <= instant && instant < to;
}

async function* inPieces(rows: readonly unknown[]) {
  if (rows.length > 0) yield rows;
}

export type Morning = {
  readonly fields?: Record<string, unknown>;
  readonly request?: Partial<RunRequest>;
  /** Parts of the world that are different that morning. */
  readonly world?: Partial<World>;
};

/** The scheduled run that reports the day, at 07:30 of the next one. */
export function report(date: string, world: StoryWorld, morning: Morning = {}): Promise<RunResult> {
  const definition = definitionOf(morning.fields);
  const day = reportDay(date, definition.zone);
  world.time.now = day.to + 7.5 * 3_600_000;
  return runReport({ definition, day, ...dailyRun, ...morning.request }, { ...world, ...morning.world });
}

/** What the archive says about late data in the report of that date. */
export function lateDataFor(date: string, world: World): Promise<LateData> {
  return lateDataOf({ report: "support", date }, world);
}

/** The dates that the API was asked for, in that order. */
export function datesAsked({ queries }: StoryWorld): string[] {
  return queries.map(({ from }) => new Date(from + 3 * 3_600_000).toISOString().slice(0, 10));
}

/** The revisions of the day, and for which report each was made again. */
export async function revisionsOf(date: string, world: World): Promise<(readonly [number, string | null])[]> {
  const manifests = await manifestsOf(world.archive, { report: "support", date });
  return manifests.map(({ revision, restatedFor = null }) => [revision, restatedFor]);
}

/** The content of all files whose key begins with the prefix, by key. */
export async function filesOf(prefix: string, { archive }: World): Promise<Record<string, string>> {
  const keys = await archive.list(prefix);
  return Object.fromEntries(
    await Promise.all(keys.map(async (key) => [key, Buffer.from((await archive.get(key)) ?? []).toString()] as const)),
  );
}
