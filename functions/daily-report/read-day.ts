import { timerFields } from "./domain/checks.ts";
import type { ReportDay } from "./domain/report-day.ts";
import { sessionFields } from "./domain/session.ts";
import { filtersOf } from "./domain/session-filters.ts";
import type { Fold } from "./open-fold.ts";
import type { Clock, Drawings, ReadProgress, ScratchFolder, SessionSource } from "./ports.ts";
import { type PulledDay, type PulledForAll, pullForAll } from "./pull-day.ts";
import type { ReportDefinition } from "./report-definition.ts";
import { settingsOf } from "./report-frame.ts";

export type DayRequest = {
  readonly definition: ReportDefinition;
  readonly day: ReportDay;
  readonly onProgress?: (progress: ReadProgress) => void;
  /** Opens the folder of the session table; null if no table is wanted. */
  readonly openFolder: (() => Promise<ScratchFolder>) | null;
};

/** What the reports of a call that read the same sessions share. */
export type SharedReadings = {
  /** As `readDay`; a day is read once for all of them. */
  readonly read: (request: DayRequest, dependencies: ReadDependencies) => Promise<PulledDay>;
};

export type ReadDependencies = {
  readonly source: SessionSource;
  readonly drawings: Drawings;
  readonly clock: Clock;
  /** Missing if a report reads for itself alone. */
  readonly shared?: SharedReadings;
};

/** Reads the sessions of the day under the report's definition. Personal fields are asked for only if there is a table for them. */
export async function readDay(request: DayRequest, dependencies: ReadDependencies): Promise<PulledDay> {
  const { shared } = dependencies;
  return shared ? shared.read(request, dependencies) : (await readForAll(request, NO_OTHERS, dependencies)).own;
}

/** Other reports of equal zone and filters, and how much of the scratch space their tables may use, in bytes. */
type Others = {
  readonly requests: readonly Pick<DayRequest, "definition" | "openFolder">[];
  readonly room: number;
};

const NO_OTHERS: Others = { requests: [], room: 0 };

/** Reads the sessions of the day for the report and for others, as far as there is room for their tables. */
export function readForAll(
  request: DayRequest,
  others: Others,
  { source, drawings, clock }: ReadDependencies,
): Promise<PulledForAll> {
  const { definition, day, onProgress } = request;
  const folds = [request, ...others.requests].map((report) => foldOf(report, day, drawings));
  const query = {
    from: day.from,
    to: day.to,
    fields: [...new Set(folds.flatMap(({ fields }) => fields))],
    filters: filtersOf(definition),
    ...(onProgress && { onProgress }),
  };
  return pullForAll({ query, day, folds, room: others.room }, source, clock);
}

function foldOf(
  { definition, openFolder }: Pick<DayRequest, "definition" | "openFolder">,
  day: ReportDay,
  drawings: Drawings,
): Fold {
  const settings = settingsOf(definition);
  const tableFields = openFolder === null ? [] : drawings.fieldsOf(definition);
  const fields = [...new Set([...sessionFields, ...timerFields, ...tableFields])];
  const openTable = openFolder && (async () => drawings.sessionTable(definition, day, settings, await openFolder()));
  return { settings, fields, openTable };
}
