import { compareTexts } from "../domain/compare-texts.ts";
import type { Subject } from "../domain/metrics/metric.ts";
import { localHour, type ReportDay } from "../domain/report-day.ts";
import type { Session } from "../domain/session.ts";
import type { ClassifiedSession, InvalidReason, InvalidRow } from "../domain/sort-out.ts";
import { type TallySettings, targetSeconds } from "../domain/tally.ts";

/** The source of a table row: a session of the day or an invalid row. */
export type TableEntry = {
  /** The item as the API returned it. */
  readonly row: unknown;
  readonly session: Session;
  /** The session as the metrics use it; null for an invalid row, which the metrics ignore. */
  readonly subject: Subject | null;
  /** The local hour of creation, 0-23; null for an invalid row. */
  readonly hour: number | null;
  /** Why the row is invalid; null for a session. */
  readonly reason: InvalidReason | null;
};

/** What the table needs in addition to the rows. */
export type TableFrame = { readonly day: ReportDay; readonly settings: TallySettings };

/** The sessions as entries, by creation time, then id. */
export function entriesOf(sessions: readonly ClassifiedSession[], { day, settings }: TableFrame): TableEntry[] {
  return sessions.toSorted(inOrder).map(({ row, session, class: sessionClass }) => ({
    row,
    session,
    subject: { session, class: sessionClass, targetSeconds: targetSeconds(session, settings) },
    hour: localHour(day, session.createdAt.value),
    reason: null,
  }));
}

/** Invalid rows as entries, in the same order; rows without a valid creation time come first. */
export function invalidEntriesOf(invalid: readonly InvalidRow[]): TableEntry[] {
  return invalid
    .toSorted(inOrder)
    .map(({ row, session, reason }) => ({ row, session, subject: null, hour: null, reason }));
}

type Ordered = { readonly session: Session };

function inOrder({ session: a }: Ordered, { session: b }: Ordered): number {
  // Compared instead of subtracted: -Infinity - -Infinity is NaN.
  const [from, to] = [timeOf(a), timeOf(b)];
  return from === to ? compareTexts(a.id.value ?? "", b.id.value ?? "") : from < to ? -1 : 1;
}

function timeOf({ createdAt }: Session): number {
  return createdAt.value ?? Number.NEGATIVE_INFINITY;
}
