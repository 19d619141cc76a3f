import { type Asked, checksOf, timerFields } from "../functions/daily-report/domain/checks.ts";
import type { Finding } from "../functions/daily-report/domain/findings.ts";
import { buildReport, type Report, type ReportFrame } from "../functions/daily-report/domain/report.ts";
import { sessionFields } from "../functions/daily-report/domain/session.ts";
import { filtersOf, noFilters, type SessionFilters } from "../functions/daily-report/domain/session-filters.ts";
import { sortOut } from "../functions/daily-report/domain/sort-out.ts";
import { mergeTallies, type Tally } from "../functions/daily-report/domain/tally.ts";
import { day, type Item, noGoals, settings, tallyRows, watchRows } from "./session-rows.ts";

/** Makes tallies and reports of days that include the checks against the request. */

export const asked: Asked = {
  fields: [...sessionFields, ...timerFields],
  filters: noFilters,
};

const blank: Item = Object.fromEntries(asked.fields.map((field) => [field, null]));

/** Adds null for every requested field that the item lacks, as the API does. */
export function whole(item: Item): Item {
  return { ...blank, ...item };
}

/** The requested fields, and the filters that are set. */
type Narrowing = Partial<Pick<Asked, "fields"> & SessionFilters>;

/** Makes `n` items that have every requested field. */
export function times(n: number, make: (i: number) => Item): Item[] {
  return Array.from({ length: n }, (_, i) => whole(make(i)));
}

export function checkedTally(rows: readonly unknown[], what: Narrowing = {}): Tally {
  const { fields = asked.fields, ...filters } = what;
  return mergeTallies(tallyRows(rows), checksOf(sortOut(rows, day), { fields, filters: { ...noFilters, ...filters } }));
}

export type Circumstances = Narrowing & Partial<Pick<ReportFrame, "inOrder" | "weekday" | "declared">>;

export function checkedReport(rows: readonly unknown[], how: Circumstances = {}): Report {
  const { inOrder = true, weekday = null, declared = rows.length, ...what } = how;
  return buildReport(checkedTally(rows, what), {
    report: "test",
    revision: 1,
    fetchedAt: Date.UTC(2026, 2, 3, 4, 30),
    day,
    filters: filtersOf({ ...noFilters, ...what }),
    settings,
    groupNames: {},
    declared,
    inOrder,
    weekday,
    period: null,
    history: null,
    watch: watchRows(rows),
    goals: noGoals,
  });
}

export function findingsOn(rows: readonly unknown[], how: Circumstances = {}): Finding[] {
  return checkedReport(rows, how).findings;
}
