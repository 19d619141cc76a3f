import { type Conditions, type EarlierDay, obstaclesOf } from "../domain/history/comparable.ts";
import type { LeftOut } from "../domain/history/past.ts";
import { metricVersions } from "../domain/metrics/catalogue.ts";
import type { Period } from "../domain/period.ts";
import { reconcile } from "../domain/reconciliation.ts";
import { ReportError } from "../domain/report-error.ts";
import { datesOf, type PeriodDates } from "../domain/report-period.ts";
import { addTally, type Tally } from "../domain/tally.ts";
import { type ArchiveDependencies, earlierDays } from "./earlier-days.ts";

/** A week or month of a daily report, and what its days must be made under. */
export type PeriodAsked = Omit<Conditions, "versions"> & {
  readonly period: PeriodDates;
  /** The id of the daily report. */
  readonly of: string;
};

/** The days of a week or month as one: their merged tally, and the sum of the API's counts. */
export type MergedPeriod = { readonly tally: Tally; readonly declared: number; readonly period: Period };

/** No day of the week or month can be merged. */
export class EmptyPeriodError extends ReportError {
  override readonly name = "EmptyPeriodError";
}

/**
 * Merges the archived days of a week or month, one at a time. Missing days, and days that were made under other conditions, are
 * named instead; a day of which sessions are missing is merged and named. Throws EmptyPeriodError if no day can be merged.
 */
export async function mergePeriod(asked: PeriodAsked, dependencies: ArchiveDependencies): Promise<MergedPeriod> {
  const { period, of, zone } = asked;
  const dates = datesOf(period, zone);
  const tally: Tally = new Map();
  const [missing, incomplete, leftOut]: [string[], string[], LeftOut[]] = [[], [], []];
  let declared = 0;
  const days = earlierDays({ report: of, places: dates.map((date) => ({ date })) }, dependencies);
  for await (const [{ date }, day] of days) {
    const reason = day === null || day === "unreadable" ? day : reasonAgainst(day, asked);
    if (day === null) missing.push(date);
    else if (day === "unreadable" || reason !== null)
      leftOut.push({ date, reason: reason ?? "unreadable", metrics: null });
    else {
      addTally(tally, day.tally);
      const { received, short } = reconcile(day.tally, day.declared ?? 0);
      declared += day.declared ?? received;
      if (day.declared !== null && short > 0) incomplete.push(date);
    }
  }
  const known = dates.length - missing.length - leftOut.length;
  const merged = { ...period, of, days: dates.length, known, missing, leftOut, incomplete };
  if (known === 0) throw emptyPeriod(merged);
  return { tally, declared, period: merged };
}

/** Why the day cannot be merged; null if it can. The merged metrics are computed together, so a day is left out as a whole. */
function reasonAgainst(day: EarlierDay, asked: PeriodAsked): LeftOut["reason"] | null {
  // A day of which sessions are missing is merged: without it, more would be missing.
  const [obstacle] = obstaclesOf({ ...day, declared: null }, { ...asked, versions: metricVersions });
  return obstacle?.reason ?? null;
}

function emptyPeriod({ kind, name, from, to, of, days, leftOut }: Period): EmptyPeriodError {
  const why =
    leftOut.length === 0
      ? "is in the archive"
      : `can be merged (${days - leftOut.length} are not in the archive, ${leftOut.length} cannot be read or were made under other settings)`;
  const event = JSON.stringify({ report: of, from, to });
  return new EmptyPeriodError(
    "EMPTY_PERIOD",
    `No day of the ${kind} ${name} of report ${of} ${why}; make its days first: ${event}.`,
  );
}
