import { commitDay, type Manifest } from "./delivery/commit-day.ts";
import { refreshTables } from "./delivery/refresh-tables.ts";
import { removeLeftovers } from "./delivery/remove-leftovers.ts";
import { buildReport } from "./domain/report.ts";
import { drawFiles } from "./draw-files.ts";
import { fingerprintOf, knownOf } from "./fingerprint.ts";
import type { ArchiveStore, Clock, Drawings, Operations } from "./ports.ts";
import type { PulledDay } from "./pull-day.ts";
import type { ReportDefinition } from "./report-definition.ts";
import type { Frame } from "./report-frame.ts";

export type DayToArchive = {
  readonly definition: ReportDefinition;
  readonly date: string;
  readonly pulled: PulledDay;
  readonly frame: Frame;
  /** A key that makes a new revision even of equal figures, but only one per key; null if the figures decide. */
  readonly force: string | null;
  /** The date of the report whose run read the day again; null if the day was asked for itself. */
  readonly restatedFor: string | null;
};

type Tools = {
  readonly runId: string;
  readonly world: {
    readonly archive: ArchiveStore;
    readonly drawings: Drawings;
    readonly clock: Clock;
    readonly operations: Operations;
  };
};

/** Makes the figures the newest revision of the day, and brings the day's tables up to date. */
export async function archiveDay(day: DayToArchive, { runId, world }: Tools): Promise<Manifest> {
  const { definition, date, pulled, frame, force, restatedFor } = day;
  const ref = { report: definition.id, date };
  const committed = await commitDay(world, {
    ref,
    runId,
    known: knownOf(definition),
    fingerprint: (known) => fingerprintOf({ ...pulled, definition, period: frame.period }, known),
    force,
    restatedFor,
    draw: (revision, locate) =>
      drawFiles(buildReport(pulled.tally, { ...frame, revision }), { definition, pulled, locate, world }),
  });
  await removeLeftovers(world, ref);
  await refreshTables(world.archive, ref);
  return committed;
}
