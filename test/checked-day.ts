import { type Asked, checksOf, timerFields } from "../functions/daily-report/domain/checks.ts";
import type { Finding } from "../functions/daily-report/domain/findings.ts";
import { buildReport, type Report, type ReportFrame } from "../functions/daily-report/domain/report.ts";
import { sessionFields } from "../functions/daily-report/domain/session.ts";
import { sortOut } from "../functions/daily-report/domain/sort-out.ts";
import { mergeTallies, type Tally } from "../functions/daily-report/domain/tally.ts";
import { day, type Item, settings, tallyRows } from "./session-rows.ts";

/** Makes tallies and reports of days that include the checks against the request. */

export const asked: Asked = {
  fields: [...sessionFields, ...timerFields],
  companyId: null,
  botId: null,
  supervised: false,
};

const blank: Item = Object.fromEntries(asked.fields.map((field) => [field, null]));

/** Adds every requested field that the item lacks, with null, as the API does. */
export function whole(item: Item): Item {
  return { ...blank, ...item };
}

/** Makes `n` items that have every requested field. */
export function times(n: number, make: (i: number) => Item): Item[] {
  return Array.from({ length: n }, (_, i) => whole(make(i)));
}

export function checkedTally(rows: readonly unknown[], what: Partial<Asked> = {}): Tally {
  return mergeTallies(tallyRows(rows), checksOf(sortOut(rows, day), { ...asked, ...what }));
}

export type Circumstances = Partial<Asked & Pick<ReportFrame, "inOrder" | "weekday" | "declared">>;

export function checkedReport(rows: readonly unknown[], how: Circumstances = {}): Report {
  const { inOrder = true, weekday = null, declared = rows.length, ...what } = how;
  const { companyId, botId, supervised } = { ...asked, ...what };
  return buildReport(checkedTally(rows, what), {
    report: "test",
    revision: 1,
    fetchedAt: Date.UTC(2026, 2, 3, 4, 30),
    day,
    filters: { companyId, botId, supervised },
    settings,
    groupNames: {},
    declared,
    inOrder,
    weekday,
  });
}

export function findingsOn(rows: readonly unknown[], how: Circumstances = {}): Finding[] {
  return checkedReport(rows, how).findings;
}
