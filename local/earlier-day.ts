import { countChecks } from "../functions/daily-report/domain/checks.ts";
import { Counts } from "../functions/daily-report/domain/counts.ts";
import { buildReport, type Report } from "../functions/daily-report/domain/report.ts";
import type { ReportDay } from "../functions/daily-report/domain/report-day.ts";
import { filtersOf, type SessionFilters } from "../functions/daily-report/domain/session-filters.ts";
import { sortOut } from "../functions/daily-report/domain/sort-out.ts";
import { countRows } from "../functions/daily-report/domain/tally.ts";
import { SessionWatch } from "../functions/daily-report/domain/watch/session-watch.ts";
import { tallyFile } from "../functions/daily-report/draw-files.ts";
import type { PulledDay } from "../functions/daily-report/pull-day.ts";
import type { ReportDefinition } from "../functions/daily-report/report-definition.ts";
import { frameOf, settingsOf } from "../functions/daily-report/report-frame.ts";
import { filterOf } from "./twin-emulator/answer-sessions.ts";
import { inventWithFaults } from "./twin-emulator/invent-sessions.ts";
import type { InventedItem } from "./twin-emulator/invention/invented-item.ts";
import { readInstant } from "./twin-emulator/read-instant.ts";
import { sessionFields } from "./twin-emulator/session-fields.ts";

/** Only the day that is reported on is compared with others. */
const nothingBefore = { weekday: null, period: null, history: null };

/** A run reads yesterday in the early morning. */
const FETCHED_AFTER_MS = 4.5 * 3_600_000;

/** Larger pieces outlive the collector's young generation, and take a tenth more time. */
const PIECE = 200;

export type EarlierDay = { readonly day: ReportDay; readonly seed: number; readonly count: number };

/** The report of an invented day and its tally.json, equal to those of a run over the emulator, without its requests. */
export function earlierDay(invented: EarlierDay, definition: ReportDefinition): { report: Report; tally: string } {
  const { day } = invented;
  const pulled = pullInvented(invented, definition);
  const report = buildReport(pulled.tally, { ...frameOf(definition, day, pulled), ...nothingBefore, revision: 1 });
  return { report, tally: tallyFile(report, pulled) };
}

function pullInvented({ day, seed, count }: EarlierDay, definition: ReportDefinition): PulledDay {
  const filters = filtersOf(definition);
  const isListed = listedFor(day, filters);
  const frame = { day, settings: settingsOf(definition) };
  const counts = new Counts();
  const watch = new SessionWatch(frame.settings);
  let declared = 0;
  for (const items of inPieces(inventWithFaults({ ...day, seed, count, withClients: false }))) {
    const rows = items.filter(isListed);
    const sorted = sortOut(rows, day);
    declared += rows.length;
    countRows(counts, sorted, frame);
    countChecks(counts, sorted, { fields: sessionFields, filters });
    watch.add(sorted);
  }
  const fetchedAt = day.to + FETCHED_AFTER_MS;
  return { tally: counts.tally(), table: null, declared, inOrder: true, fetchedAt, watch };
}

/** Returns whether the API lists an item for the day. Both ends of a request are inclusive. */
function listedFor({ from, to }: ReportDay, { companyId, botId, supervised }: SessionFilters) {
  const isChosen = filterOf({
    showSupervised: supervised,
    ...(companyId !== null && { companyId }),
    ...(botId !== null && { botId }),
  });
  return (item: InventedItem): boolean => {
    const at = readInstant(item.createdAt);
    return (at === null || (at >= from && at <= to)) && isChosen(item);
  };
}

function* inPieces<T>(items: Iterable<T>): Generator<T[]> {
  let piece: T[] = [];
  for (const item of items) {
    piece.push(item);
    if (piece.length < PIECE) continue;
    yield piece;
    piece = [];
  }
  if (piece.length > 0) yield piece;
}
