import { createFolderArchiveStore } from "../../functions/daily-report/archive/folder-archive-store.ts";
import { metricVersions } from "../../functions/daily-report/domain/metrics/catalogue.ts";
import { reportDay } from "../../functions/daily-report/domain/report-day.ts";
import { noFilters } from "../../functions/daily-report/domain/session-filters.ts";
import { encodeTally } from "../../functions/daily-report/domain/tally.ts";
import type { ArchiveStore, Operations } from "../../functions/daily-report/ports.ts";
import { handled, type Item, settings, tallyRows } from "../session-rows.ts";
import { emptyFolder } from "../story-world.ts";

export type Told = Parameters<Operations["log"]>;

/** An archive for tests of what earlier days say; `told` is what was logged. */
export type PastWorld = { archive: ArchiveStore; operations: Operations; told: Told[] };

export async function pastWorld(): Promise<PastWorld> {
  const told: Told[] = [];
  const archive = createFolderArchiveStore(await emptyFolder());
  return { archive, told, operations: { log: (...entry) => void told.push(entry), measure: () => {} } };
}

export const tallyKey = (date: string) => `tables/tallies/report=support/day=${date}/tally.json`;

/** Handled sessions of a day, at noon. */
export function sessionsOf(date: string, count: number, fields: Item = {}): Item[] {
  return Array.from({ length: count }, () =>
    handled({ createdAt: `${date}T12:00:00+03:00`, closedAt: null, ...fields }),
  );
}

/** Archives the tally of a day as a run writes it. `head` replaces parts of the file; undefined removes them. */
export async function archiveTally(
  { archive }: Pick<PastWorld, "archive">,
  date: string,
  rows: readonly Item[] = sessionsOf(date, 1),
  head: Record<string, unknown> = {},
): Promise<void> {
  const whole = { schema: "daily-report-tally/1", zone: "Europe/Moscow", filters: noFilters, settings };
  const counted = { versions: metricVersions, declared: rows.length };
  const tally: unknown = JSON.parse(encodeTally(tallyRows(rows, reportDay(date, "Europe/Moscow"))));
  const text = JSON.stringify({ ...whole, ...counted, tally, ...head });
  await archive.put(tallyKey(date), Buffer.from(text), "application/json");
}
