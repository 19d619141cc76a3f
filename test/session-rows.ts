import type { GoalSettings } from "../functions/daily-report/domain/goals.ts";
import { buildReport, type Report } from "../functions/daily-report/domain/report.ts";
import { type ReportDay, reportDay } from "../functions/daily-report/domain/report-day.ts";
import { noFilters } from "../functions/daily-report/domain/session-filters.ts";
import { sortOut } from "../functions/daily-report/domain/sort-out.ts";
import { type Tally, type TallySettings, tallyOf } from "../functions/daily-report/domain/tally.ts";
import { SessionWatch } from "../functions/daily-report/domain/watch/session-watch.ts";

/** Makes items for tests. Every call makes one session with a new id and the given fields. */

export const day = reportDay("2026-03-02", "Europe/Moscow");

export const settings: TallySettings = { firstReplySeconds: 60, groupFirstReplySeconds: {} };

let lastId = 0;

export type Item = Record<string, unknown>;

/** A closed session at noon of the day in which only a bot took part. */
export function botOnly(fields: Item = {}): Item {
  lastId += 1;
  return { id: `s${lastId}`, createdAt: "2026-03-02T12:00:00+03:00", closedAt: "2026-03-02T12:10:00+03:00", ...fields };
}

/** A closed session that operator 7, Anna, answered `reply` seconds after it was assigned. */
export function handled(fields: Item = {}, reply = 30): Item {
  return botOnly({
    userId: 7,
    operatorName: "Anna",
    operatorAssignedAt: "2026-03-02T12:00:00+03:00",
    operatorFirstMessageCreatedAt: new Date(Date.UTC(2026, 2, 2, 9, 0, reply)).toISOString(),
    ...fields,
  });
}

/** A session that was lost before an operator wrote. */
export function lost(fields: Item = {}): Item {
  return botOnly({ isLostSession: true, ...fields });
}

export function tallyRows(rows: readonly unknown[], of: ReportDay = day, under: TallySettings = settings): Tally {
  return tallyOf(sortOut(rows, of), of, under);
}

/** The watch over the rows of a day. */
export function watchRows(
  rows: readonly unknown[],
  of: ReportDay = day,
  under: TallySettings = settings,
): SessionWatch {
  const watch = new SessionWatch(under);
  watch.add(sortOut(rows, of));
  return watch;
}

/** The report of the rows, with the sessions to be looked at. */
export function watchedReport(rows: readonly unknown[], under: TallySettings = settings): Report {
  return reportOfTally(tallyRows(rows, day, under), {
    declared: rows.length,
    under,
    watch: watchRows(rows, day, under),
  });
}

export const noGoals: GoalSettings = { report: null, groups: {} };

/** The report of the rows. The declared count is the number of rows. */
export function reportOf(rows: readonly unknown[], of: ReportDay = day, under: TallySettings = settings): Report {
  return reportOfTally(tallyRows(rows, of, under), { declared: rows.length, of, under });
}

export function reportOfTally(
  tally: Tally,
  {
    declared,
    of = day,
    under = settings,
    groupNames = {},
    watch = null,
    goals = noGoals,
  }: {
    declared: number;
    of?: ReportDay;
    under?: TallySettings;
    groupNames?: Record<string, string | null>;
    watch?: SessionWatch | null;
    goals?: GoalSettings;
  },
): Report {
  return buildReport(tally, {
    report: "test",
    revision: 1,
    fetchedAt: Date.UTC(2026, 2, 3, 4, 30),
    day: of,
    filters: noFilters,
    settings: under,
    groupNames,
    declared,
    inOrder: true,
    weekday: null,
    period: null,
    history: null,
    watch,
    goals,
  });
}
