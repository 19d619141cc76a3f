import { compareTexts } from "../domain/compare-texts.ts";
import type { Subject } from "../domain/metrics/metric.ts";
import { localHour, type ReportDay } from "../domain/report-day.ts";
import type { Session } from "../domain/session.ts";
import type { ClassifiedSession, InvalidReason, InvalidRow } from "../domain/sort-out.ts";
import { type TallySettings, targetSeconds } from "../domain/tally.ts";

/** What a row of the table tells of: a session of the day, or a row that was kept aside as invalid. */
export type TableEntry = {
  /** The item as it came. */
  readonly row: unknown;
  readonly session: Session;
  /** The session as the metrics see it; null for an invalid row, which they do not. */
  readonly subject: Subject | null;
  /** When it was created, 0-23 of the local clock; null for an invalid row. */
  readonly hour: number | null;
  /** Why it is invalid; null for a session. */
  readonly reason: InvalidReason | null;
};

/** What the table needs to know besides the rows. */
export type TableFrame = { readonly day: ReportDay; readonly settings: TallySettings };

/** The sessions of a piece as entries, by time of creation, then id. */
export function entriesOf(sessions: readonly ClassifiedSession[], { day, settings }: TableFrame): TableEntry[] {
  return sessions.toSorted(inOrder).map(({ row, session, class: name }) => ({
    row,
    session,
    subject: { session, class: name, targetSeconds: targetSeconds(session, settings) },
    hour: localHour(day, session.createdAt.value),
    reason: null,
  }));
}

/** Invalid rows as entries, in the same order; those without a readable time of creation come first. */
export function invalidEntriesOf(invalid: readonly InvalidRow[]): TableEntry[] {
  return invalid
    .toSorted(inOrder)
    .map(({ row, session, reason }) => ({ row, session, subject: null, hour: null, reason }));
}

type Ordered = { readonly session: Session };

function inOrder({ session: a }: Ordered, { session: b }: Ordered): number {
  // Not a difference, which is not a number between two that have no time.
  const [from, to] = [timeOf(a), timeOf(b)];
  return from === to ? compareTexts(a.id.value ?? "", b.id.value ?? "") : from < to ? -1 : 1;
}

function timeOf({ createdAt }: Session): number {
  return createdAt.value ?? Number.NEGATIVE_INFINITY;
}
