import { timerFields } from "./domain/checks.ts";
import type { ReportDay } from "./domain/report-day.ts";
import { sessionFields } from "./domain/session.ts";
import { filtersOf } from "./domain/session-filters.ts";
import type { Clock, Drawings, ReadProgress, ScratchFolder, SessionSource } from "./ports.ts";
import { type PulledDay, pullDay } from "./pull-day.ts";
import type { ReportDefinition } from "./report-definition.ts";
import { settingsOf } from "./report-frame.ts";

export type DayRequest = {
  readonly definition: ReportDefinition;
  readonly day: ReportDay;
  readonly onProgress?: (progress: ReadProgress) => void;
  /** Opens the folder of the session table; null if no table is wanted. */
  readonly openFolder: (() => Promise<ScratchFolder>) | null;
};

type Dependencies = { readonly source: SessionSource; readonly drawings: Drawings; readonly clock: Clock };

/** Reads the sessions of the day under the report's definition. Personal fields are asked for only if there is a table for them. */
export function readDay(request: DayRequest, { source, drawings, clock }: Dependencies): Promise<PulledDay> {
  const { definition, day, onProgress, openFolder } = request;
  const settings = settingsOf(definition);
  const tableFields = openFolder === null ? [] : drawings.fieldsOf(definition);
  const fields = [...new Set([...sessionFields, ...timerFields, ...tableFields])];
  const query = {
    from: day.from,
    to: day.to,
    fields,
    filters: filtersOf(definition),
    ...(onProgress && { onProgress }),
  };
  const openTable = openFolder && (async () => drawings.sessionTable(definition, day, settings, await openFolder()));
  return pullDay({ query, day, settings, openTable }, source, clock);
}
