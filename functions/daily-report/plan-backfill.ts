import {
  type BackfillDay,
  type BackfillEvent,
  type BackfillPlan,
  daysKey,
  type PlannedBackfill,
} from "./backfill-steps.ts";
import { chosen, rangeOf } from "./plan-runs.ts";
import type { ArchiveStore } from "./ports.ts";
import type { ReportDefinition } from "./report-definition.ts";
import { badRequest, parseRequest } from "./report-request.ts";
import { spanAskedFor } from "./report-span.ts";

/** Ten years, and a list that the function writes within seconds. */
const MOST_DAYS = 3_660;
const MOST_REPORT_DAYS = 100_000;

/**
 * The report-days of a plan, ordered by date and then as the definitions. Of a report of weeks or months they are those that
 * begin on one of the days and are over. `now` in milliseconds since 1970 says which days are over. Throws RequestError, or
 * ReportDayError for a date that does not exist.
 */
export function planBackfill(
  { backfill, plan }: BackfillEvent,
  definitions: readonly ReportDefinition[],
  now: number,
): BackfillDay[] {
  const days = daysOf(plan, definitions, now).map((day) => ({ backfill, ...day }));
  if (days.length > 0) return days;
  throw badRequest(`plans from ${plan.from} to ${plan.to}, where no report is due; ask for more days`);
}

/** Writes the list of report-days to the archive. */
export async function writeDays(
  backfill: string,
  days: readonly BackfillDay[],
  archive: ArchiveStore,
): Promise<PlannedBackfill> {
  const key = daysKey(backfill);
  await archive.put(key, Buffer.from(JSON.stringify(days)), "application/json");
  return { key, days: days.length };
}

function daysOf(plan: BackfillPlan, all: readonly ReportDefinition[], now: number): Omit<BackfillDay, "backfill">[] {
  const { from, to, report, again = false } = plan;
  const definitions = chosen(all, report);
  const dates = rangeOf(from, to, MOST_DAYS);
  if (dates.length * definitions.length > MOST_REPORT_DAYS) {
    throw badRequest(
      `plans ${dates.length} days of ${definitions.length} reports, more than ${MOST_REPORT_DAYS} together; ask for fewer days at a time`,
    );
  }
  const request = parseRequest({ from, to, report });
  return dates.flatMap((date) =>
    definitions.flatMap((definition) => {
      const span = spanAskedFor(definition, { request, date, at: now, now });
      if (span === null) return [];
      return [{ report: definition.id, from: span.day.date, to: span.day.date, missing: !again }];
    }),
  );
}
