import { dateDaysBefore } from "./domain/report-day.ts";
import { ReportError } from "./domain/report-error.ts";
import { filtersOf, sameFilters } from "./domain/session-filters.ts";
import type { ScratchFolder, ScratchSpace } from "./ports.ts";
import type { PulledDay } from "./pull-day.ts";
import { type DayRequest, readForAll, type SharedReadings } from "./read-day.ts";
import type { ReportDefinition } from "./report-definition.ts";

/** A report that is made in the same call. */
export type Sharer = {
  readonly definition: ReportDefinition;
  /** The date of its day. */
  readonly date: string;
  /** How many days before it also reads. */
  readonly daysBefore: number;
};

export type HeldReadings = SharedReadings & {
  /** The report is made, or never will be: nothing more is held for it, and its files are removed. */
  readonly leave: (definition: ReportDefinition) => Promise<void>;
};

/** What was read for a report whose turn has not come. */
type Held = { readonly pulled: PulledDay } | { readonly error: ReportError };

/** The tables of all reports whose turn has not come, of all their days, use together so much of the scratch space. Bytes. */
const ROOM = 150_000_000;

/**
 * Reads each day once for all reports of a call that are of one zone, company and bot filter: the first that needs it reads it
 * for the others too, whose figures are then held in memory and whose tables in the scratch space until their turn comes. A
 * report whose table could not be written, or for which there was no room, then reads the day in its turn. A failure of the API is the failure of all of them: it
 * would take minutes each to find out again.
 */
export function shareReadings(sharers: readonly Sharer[], scratch: ScratchSpace): HeldReadings {
  const held = new Map<string, Held>();
  const folders = new Map<string, Promise<ScratchFolder>>();
  const left = new Set<string>();
  /** What the tables in each report's folder use until the report is made. */
  const used = new Map<string, number>();
  const room = () => [...used.values()].reduce((rest, bytes) => rest - bytes, ROOM);

  const openFolder = (id: string) => () => {
    const folder = folders.get(id) ?? scratch.open();
    folders.set(id, folder);
    return folder;
  };
  const waitingFor = ({ definition, day }: DayRequest) =>
    sharers.filter(
      (sharer) =>
        sharer.definition.id !== definition.id &&
        !left.has(sharer.definition.id) &&
        !held.has(keyOf(sharer.definition, day.date)) &&
        readsAlike(sharer.definition, definition) &&
        isRead(day.date, sharer),
    );

  return {
    async read(request, dependencies) {
      const { definition, day } = request;
      const key = keyOf(definition, day.date);
      const own = held.get(key);
      if (own) {
        held.delete(key);
        if ("error" in own) throw own.error;
        return own.pulled;
      }
      const waiting = waitingFor(request);
      const requests = waiting.map((sharer) => ({
        definition: sharer.definition,
        openFolder: request.openFolder && openFolder(sharer.definition.id),
      }));
      const hold = (index: number, what: Held) => {
        const sharer = waiting[index];
        if (!sharer) return;
        const { definition } = sharer;
        held.set(keyOf(definition, day.date), what);
        if ("pulled" in what) used.set(definition.id, (used.get(definition.id) ?? 0) + bytesOf(what.pulled));
      };
      try {
        const pulled = await readForAll(request, { requests, room: room() }, dependencies);
        for (const [index, other] of pulled.others.entries()) if (other !== null) hold(index, { pulled: other });
        return pulled.own;
      } catch (error) {
        // Time is short for this report only, and its table is its own.
        if (isFailureOfApi(error)) for (const index of waiting.keys()) hold(index, { error });
        throw error;
      }
    },
    async leave({ id }) {
      left.add(id);
      used.delete(id);
      for (const key of held.keys()) if (key.startsWith(`${id} `)) held.delete(key);
      const folder = await folders.get(id)?.catch(() => null);
      folders.delete(id);
      await folder?.remove();
    },
  };
}

function keyOf({ id }: ReportDefinition, date: string): string {
  return `${id} ${date}`;
}

function bytesOf({ table }: PulledDay): number {
  return table === null ? 0 : table.xlsx.bytes + table.parquet.bytes;
}

function readsAlike(a: ReportDefinition, b: ReportDefinition): boolean {
  return a.zone === b.zone && sameFilters(filtersOf(a), filtersOf(b));
}

function isRead(date: string, sharer: Sharer): boolean {
  return date <= sharer.date && date >= dateDaysBefore(sharer.date, sharer.daysBefore);
}

const apiFailures = [
  "TwinUnavailableError",
  "TwinLoginError",
  "TwinRequestError",
  "TwinAnswerError",
  "TwinWalkError",
  "NothingReceivedError",
  "UnreadableDayError",
];

function isFailureOfApi(error: unknown): error is ReportError {
  return error instanceof ReportError && apiFailures.includes(error.name);
}
