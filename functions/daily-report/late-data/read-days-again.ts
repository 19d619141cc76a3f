import { archiveDay } from "../archive-day.ts";
import { compareDay } from "../compare-day.ts";
import { type DayRef, fileNames } from "../delivery/archive-layout.ts";
import { CommitError, fileOf, isKnown, type Known, newestManifest, revisionsOf } from "../delivery/commit-day.ts";
import { claimReadAgain, endReadAgain, readAgainMarks } from "../delivery/read-again-marks.ts";
import { refreshTables } from "../delivery/refresh-tables.ts";
import { type EarlierDay, isIncomplete, isSameTargets } from "../domain/history/comparable.ts";
import type { NotReadAgain, NotReadReason } from "../domain/history/history.ts";
import { metricVersions } from "../domain/metrics/catalogue.ts";
import { reconcile } from "../domain/reconciliation.ts";
import { dateDaysBefore, type ReportDay, reportDay } from "../domain/report-day.ts";
import { filtersOf, sameFilters } from "../domain/session-filters.ts";
import { countsUnder } from "../fingerprint.ts";
import { readTallyFile, TallyFileError } from "../history/read-tally-file.ts";
import { OutOfTimeError, type RunDependencies, withinTime } from "../out-of-time.ts";
import type { ArchiveStore, Clock, Drawings, Operations, Pause, ScratchSpace } from "../ports.ts";
import type { PulledDay } from "../pull-day.ts";
import { readDay, type SharedReadings } from "../read-day.ts";
import type { ReportDefinition } from "../report-definition.ts";
import { settingsOf } from "../report-frame.ts";
import { reasonOf } from "../run-account.ts";
import { withScratch } from "../with-scratch.ts";
import { failed, lateDataOf, type ReadAgain } from "./late-data-of.ts";

type ReadAgainWorld = RunDependencies & {
  readonly drawings: Drawings;
  readonly scratch: ScratchSpace;
  readonly clock: Clock;
  readonly operations: Operations;
  readonly shared?: SharedReadings;
};

export type ReadAgainRequest = {
  readonly definition: ReportDefinition;
  /** The day of the report, which has been read. */
  readonly day: ReportDay;
  readonly runId: string;
  /** Milliseconds until nothing more may be read again: what comes after needs the rest of the time. */
  readonly timeToSpare: () => number;
};

/**
 * Reads the last days before the report's day again, those that are archived, the oldest first. A day whose counts have changed
 * under equal settings gets a new revision, which names the report that it was made for.
 *
 * Only one run per report's day does this: the claim is made before the first reading, so that a run that is killed by a
 * reading is not killed by it again and again. A second run waits for the result of the first for a limited time.
 *
 * Never throws, and never prevents the report: what fails or takes too long is in `notReadAgain` and in the log. If the API
 * does not answer, the remaining days are not asked for.
 */
export async function readDaysAgain(request: ReadAgainRequest, world: ReadAgainWorld): Promise<ReadAgain> {
  const { definition, day, runId, timeToSpare } = request;
  const { archive, clock } = world;
  const ref = { report: definition.id, date: day.date };
  const asked = daysBefore(day.date, definition.restateDays);
  try {
    const dates = await archivedDates(asked, ref, archive);
    if (dates.length === 0) return { dates, notReadAgain: [] };
    const isMine = await claimReadAgain(archive, ref, { runId, at: clock(), dates });
    if (!isMine) return (await readByOther(ref, timeToSpare, world)) ?? { dates, notReadAgain: failed(dates) };
    const notReadAgain = await withinTime(world, timeToSpare, (within) => readEach(dates, request, within));
    await endReadAgain(archive, ref, notReadAgain).catch((error) => warn(world, ref, error));
    return { dates, notReadAgain };
  } catch (error) {
    warn(world, ref, error);
    return { dates: asked, notReadAgain: failed(asked) };
  }
}

/** The dates of the days before, the oldest first. */
function daysBefore(date: string, days: number): string[] {
  return Array.from({ length: days }, (_, index) => dateDaysBefore(date, days - index));
}

/** The dates that have a revision. */
async function archivedDates(dates: readonly string[], { report }: DayRef, archive: ArchiveStore): Promise<string[]> {
  const revisions = await Promise.all(dates.map((date) => revisionsOf(archive, { report, date })));
  return dates.filter((_, index) => revisions[index]?.length !== 0);
}

/** A run that has not finished after this time is not waited for. Milliseconds. */
const MOST_WAIT = 60_000;
const FIRST_PAUSE = 100;

/** What the run that holds the claim has recorded; waits for it if it may be at work. Null if the claim was removed. */
async function readByOther(
  ref: DayRef,
  timeToSpare: () => number,
  { archive, clock, pause }: { archive: ArchiveStore; clock: Clock; pause: Pause },
): Promise<ReadAgain | null> {
  for (let next = FIRST_PAUSE; ; next *= 2) {
    const marks = await readAgainMarks(archive, ref);
    if (marks === null) return null;
    const { claim, notReadAgain } = marks;
    if (notReadAgain !== null) return { dates: claim.dates, notReadAgain };
    const isOver = clock() - claim.at > MOST_WAIT || next > MOST_WAIT / 2 || timeToSpare() < MOST_WAIT;
    if (isOver) return { dates: claim.dates, notReadAgain: failed(claim.dates) };
    await pause(next);
  }
}

async function readEach(
  dates: readonly string[],
  request: ReadAgainRequest,
  world: ReadAgainWorld,
): Promise<NotReadAgain[]> {
  const notReadAgain: NotReadAgain[] = [];
  for (const [index, date] of dates.entries()) {
    const { reason, goOn } = await tryToRead(date, request, world);
    const rest = goOn ? [date] : dates.slice(index);
    if (reason !== null) notReadAgain.push(...rest.map((missed) => ({ date: missed, reason })));
    if (!goOn) break;
  }
  return notReadAgain;
}

type Outcome = { readonly reason: NotReadReason | null; readonly goOn: boolean };

async function tryToRead(date: string, request: ReadAgainRequest, world: ReadAgainWorld): Promise<Outcome> {
  try {
    return { reason: await readAgain(date, request, world), goOn: true };
  } catch (error) {
    const ref = { report: request.definition.id, date };
    warn(world, ref, error);
    if (error instanceof OutOfTimeError) return { reason: "time", goOn: false };
    // A damaged file of one day says nothing about the other days. Any other failure may take minutes, and would again.
    return { reason: "failed", goOn: error instanceof CommitError || error instanceof TallyFileError };
  }
}

/**
 * Reads the day and archives it if its counts have changed, or if it was incomplete and is not any more. Returns why not if it
 * cannot be compared; null if it was read.
 */
async function readAgain(
  date: string,
  { definition, day: { date: restatedFor }, runId }: ReadAgainRequest,
  world: ReadAgainWorld,
): Promise<NotReadReason | null> {
  const { archive, operations } = world;
  const ref = { report: definition.id, date };
  const archived = await archivedCounts(ref, definition, archive);
  if (archived === "settings" || archived === null) return archived;
  const day = reportDay(date, definition.zone);
  return withScratch(world.scratch, async (openFolder) => {
    const pulled = await readDay({ definition, day, openFolder }, world);
    const doubt = doubtOf(pulled, archived.sessions);
    if (doubt !== null) {
      operations.log("warn", "day not read again", { ...ref, reason: doubt });
      return "failed";
    }
    if (countsUnder(pulled.tally, archived.known) === archived.counts && !archived.isIncomplete) {
      // A run that was stopped after its commit has not brought the tables up to date.
      await refreshTables(archive, ref);
      return null;
    }
    const frame = await compareDay({ definition, day, late: await lateDataOf(ref, world) }, pulled, world);
    const committed = { definition, date, pulled, frame, force: null, restatedFor };
    const { revision } = await archiveDay(committed, { runId, world });
    operations.log("info", "day restated", { report: ref.report, day: date, restatedFor, revision });
    return null;
  });
}

type ArchivedCounts = {
  readonly known: Known;
  readonly counts: string;
  readonly sessions: number;
  /** Such a day is left out of every comparison; a reading that is incomplete too is refused before the counts are compared. */
  readonly isIncomplete: boolean;
};

/** The counts of the newest revision, "settings" if it was made under other conditions, null if the day has no revision. */
async function archivedCounts(
  ref: DayRef,
  definition: ReportDefinition,
  archive: ArchiveStore,
): Promise<ArchivedCounts | "settings" | null> {
  const manifest = await newestManifest(archive, ref);
  if (manifest === null) return null;
  const { known } = manifest;
  const { key } = fileOf(manifest, fileNames.tally);
  const file = readTallyFile((await archive.get(key)) ?? new Uint8Array());
  // Manifests of older versions do not say what they compared.
  if (!isKnown(known) || !isAlike(file, definition)) return "settings";
  const { in_day: sessions } = reconcile(file.tally, 0);
  return { known, counts: countsUnder(file.tally, known), sessions, isIncomplete: isIncomplete(file) };
}

function isAlike({ zone, filters, settings, versions }: EarlierDay, definition: ReportDefinition): boolean {
  const current: Readonly<Record<string, number>> = metricVersions;
  return (
    zone === definition.zone &&
    sameFilters(filters, filtersOf(definition)) &&
    isSameTargets(settings, settingsOf(definition)) &&
    Object.entries(versions).every(([id, version]) => current[id] === version)
  );
}

/** Why the new reading must not replace the archived one; null if it may. */
function doubtOf({ tally, declared }: PulledDay, sessions: number): string | null {
  const { short, in_day } = reconcile(tally, declared);
  if (short > 0) return `the API declared ${declared} sessions, and ${short} of them are missing`;
  // The API may have removed old sessions, or the login may have lost its rights.
  return in_day === 0 && sessions > 0 ? `the API listed none of the day's ${sessions} sessions` : null;
}

function warn({ operations }: { operations: Operations }, { report, date }: DayRef, error: unknown): void {
  operations.log("warn", "day not read again", { report, day: date, reason: reasonOf(error) });
}
