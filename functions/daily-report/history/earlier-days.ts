import { tallyTableKey } from "../delivery/archive-layout.ts";
import type { EarlierDay } from "../domain/history/comparable.ts";
import type { TallyPart } from "../domain/tally.ts";
import type { ArchiveStore, Operations } from "../ports.ts";
import { readTallyFile, TallyFileError } from "./read-tally-file.ts";

export type ArchiveDependencies = { readonly archive: ArchiveStore; readonly operations: Operations };

/** Tallies that are fetched while one is parsed: more would only take memory. */
const FETCHED_AHEAD = 2;

export type DaysWanted<P> = {
  readonly report: string;
  readonly places: readonly P[];
  /** The part of the tally that is wanted of a day; all of it is kept in memory until the next day is asked for. */
  readonly partOf?: (place: P) => TallyPart;
};

/**
 * Yields the archived days of a report in turn, each with its place: "unreadable" if its tally.json cannot be read, which is
 * logged; null if the day is not in the archive. Throws if the archive fails.
 */
export async function* earlierDays<P extends { readonly date: string }>(
  { report, places, partOf }: DaysWanted<P>,
  { archive, operations }: ArchiveDependencies,
): AsyncGenerator<readonly [P, EarlierDay | "unreadable" | null]> {
  const fetched = inTurn(places, ({ date }) => archive.get(tallyTableKey({ report, date })));
  for await (const [place, body] of fetched) {
    yield [place, body && readFile(body, { report, date: place.date, part: partOf?.(place), operations })];
  }
}

type Reading = {
  readonly report: string;
  readonly date: string;
  readonly part: TallyPart | undefined;
  readonly operations: Operations;
};

function readFile(body: Uint8Array, { report, date, part, operations }: Reading): EarlierDay | "unreadable" {
  try {
    return readTallyFile(body, part);
  } catch (error) {
    if (!(error instanceof TallyFileError)) throw error;
    operations.log("warn", "tally left out", { report, day: date, reason: error.message });
    return "unreadable";
  }
}

/** Yields each place with its file, in turn. A few files are fetched ahead. */
async function* inTurn<P>(places: readonly P[], fetch: (place: P) => Promise<Uint8Array | null>) {
  const coming: Promise<Uint8Array | null>[] = [];
  for (const [index, place] of places.entries()) {
    for (const next of places.slice(index + coming.length, index + 1 + FETCHED_AHEAD)) {
      const body = fetch(next);
      // A failure is thrown when its turn comes. Nobody waits for it after an earlier failure, which must not end the process.
      body.catch(() => {});
      coming.push(body);
    }
    yield [place, (await coming.shift()) ?? null] as const;
  }
}
