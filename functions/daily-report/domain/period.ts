import type { LeftOut } from "./history/past.ts";

export const periodKinds = ["week", "month"] as const;
export type PeriodKind = (typeof periodKinds)[number];

/** Whether days of the week or month are missing, left out or incomplete; false for a daily report, whose period is null. */
export function isPartly(period: Period | null): boolean {
  return period !== null && (period.known < period.days || period.incomplete.length > 0);
}

/** The weeks and months of a report over several days: the key `period` of report.json. Dates are local, both ends included. */
export type Period = {
  kind: PeriodKind;
  /** The ISO week ("2026-W48") or the month ("2026-11"). */
  name: string;
  from: string;
  to: string;
  /** The daily report that it merges. */
  of: string;
  /** How many days it has, and how many of them are merged. */
  days: number;
  known: number;
  /** Dates that are not in the archive, and dates that were made under other conditions: neither is merged. */
  missing: string[];
  leftOut: LeftOut[];
  /** Merged dates of which sessions are missing. */
  incomplete: string[];
};
