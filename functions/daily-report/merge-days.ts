import { historyOf } from "./domain/history/compare.ts";
import { withoutCountVerdicts } from "./domain/history/usual.ts";
import { isPartly } from "./domain/period.ts";
import { rowNames } from "./domain/report.ts";
import type { ReportDay } from "./domain/report-day.ts";
import type { PeriodDates } from "./domain/report-period.ts";
import { filtersOf } from "./domain/session-filters.ts";
import type { ArchiveDependencies } from "./history/earlier-days.ts";
import { type MergedPeriod, mergePeriod } from "./history/merge-period.ts";
import { periodsBefore } from "./history/periods-before.ts";
import { NO_LATE_DATA } from "./late-data/late-data-of.ts";
import type { Clock } from "./ports.ts";
import type { PulledDay } from "./pull-day.ts";
import type { ReportDefinition } from "./report-definition.ts";
import { type Frame, frameOf, settingsOf } from "./report-frame.ts";

/** A report of weeks or months, and the week or month with its whole time. */
export type PeriodToMerge = {
  readonly definition: ReportDefinition;
  readonly day: ReportDay;
  readonly period: PeriodDates;
};

export type PulledPeriod = PulledDay & Pick<MergedPeriod, "period">;

/** Reads the days of a week or month from the archive, as `readDay` reads a day from the API. There is no session table. */
export async function mergeDays(
  asked: PeriodToMerge,
  { clock, ...dependencies }: ArchiveDependencies & { readonly clock: Clock },
): Promise<PulledPeriod> {
  const fetchedAt = clock();
  const merged = await mergePeriod(conditionsOf(asked), dependencies);
  return { ...merged, table: null, inOrder: true, fetchedAt, watch: null };
}

/** The frame of the report: what definition and days say, and what the archive knows of the weeks or months before. */
export async function comparePeriod(
  asked: PeriodToMerge,
  pulled: PulledPeriod,
  dependencies: ArchiveDependencies,
): Promise<Frame> {
  const { definition, day } = asked;
  const frame = { ...frameOf(definition, day, pulled), period: pulled.period, weekday: null };
  const past = await periodsBefore({ ...conditionsOf(asked), holidays: definition.holidays }, dependencies);
  const history = historyOf(pulled.tally, past, rowNames(pulled.tally, frame));
  const usual = isPartly(pulled.period) ? withoutCountVerdicts(history.usual) : history.usual;
  // A report of weeks or months reads no day again.
  return { ...frame, history: { ...history, usual, ...NO_LATE_DATA } };
}

function conditionsOf({ definition, day, period }: PeriodToMerge) {
  const { of } = definition;
  // Definitions are checked: a report of weeks or months has a daily report.
  return { period, of: of ?? "", zone: day.zone, filters: filtersOf(definition), settings: settingsOf(definition) };
}
