import { classify, type SessionClass } from "./classify.ts";
import { canonicalJson, compareTexts, exactJson } from "./compare-texts.ts";
import type { ReportDay } from "./report-day.ts";
import { readSession, type Session } from "./session.ts";

/** Why a row cannot be reported on; a row counts under the first reason that applies. */
export const invalidReasons = ["no id", "no readable createdAt", "closedAt bad", "closedAt before createdAt"] as const;

export type InvalidReason = (typeof invalidReasons)[number];

export type DatedSession = Session & { readonly createdAt: { readonly value: number } };

/** A session of the day; `row` is the item as it came, for what no metric reads. */
export type ClassifiedSession = { readonly row: unknown; readonly session: DatedSession; readonly class: SessionClass };

export type InvalidRow = { readonly row: unknown; readonly session: Session; readonly reason: InvalidReason };

/** A piece's rows, sorted out: received = duplicate + invalid + outside + sessions, exactly. */
export type SortedRows = {
  readonly received: number;
  readonly duplicate: number;
  readonly outside: number;
  /** Of the rows outside, those that were not even asked for. */
  readonly unasked: number;
  readonly invalid: readonly InvalidRow[];
  readonly sessions: readonly ClassifiedSession[];
};

/**
 * Sorts rows out in the order of `docs/metrics.md` section 2: duplicates first, then invalid, then outside the day, then by class.
 * Rows that may be duplicates of one another (one `createdAt`; none readable) must come in one piece.
 */
export function sortOut(rows: readonly unknown[], day: ReportDay): SortedRows {
  const kept = keepOneEach(rows);
  const invalid: InvalidRow[] = [];
  const sessions: ClassifiedSession[] = [];
  let outside = 0;
  let unasked = 0;
  for (const { row, session } of kept) {
    const reason = reasonAgainst(session);
    if (reason !== null) invalid.push({ row, session, reason });
    else if (isWithin(day, session)) sessions.push({ row, session, class: classify(session) });
    else {
      outside++;
      if (!wasAskedFor(day, session.createdAt.value)) unasked++;
    }
  }
  return { received: rows.length, duplicate: rows.length - kept.length, outside, unasked, invalid, sessions };
}

type Candidate = { readonly row: unknown; readonly session: Session };

function keepOneEach(rows: readonly unknown[]): Candidate[] {
  const kept = new Map<string, Candidate>();
  for (const row of rows) {
    const candidate = { row, session: readSession(row) };
    const identity = identityOf(candidate);
    const rival = kept.get(identity);
    if (rival === undefined || isPreferred(candidate, rival)) kept.set(identity, candidate);
  }
  return [...kept.values()];
}

/** Id and instant; a row that lacks one of them is the same only as a row of equal text. */
function identityOf({ row, session: { id, createdAt } }: Candidate): string {
  return id.value === null || createdAt.value === null ? `row ${canonicalJson(row)}` : `${createdAt.value} ${id.value}`;
}

/** One with a readable `updatedAt` before one without; then the later; then the greater text. */
function isPreferred(a: Candidate, b: Candidate): boolean {
  const [aUpdated, bUpdated] = [updatedAt(a), updatedAt(b)];
  if (aUpdated !== bUpdated) return aUpdated > bUpdated;
  const difference = compareTexts(canonicalJson(a.row), canonicalJson(b.row));
  // Numbers beyond the range of JSON print as null; the choice must not depend on the order in which rows came.
  return (difference || compareTexts(exactJson(a.row), exactJson(b.row))) > 0;
}

function updatedAt({ session }: Candidate): number {
  return session.updatedAt.value ?? Number.NEGATIVE_INFINITY;
}

function reasonAgainst({ id, createdAt, closedAt }: Session): InvalidReason | null {
  if (id.value === null) return "no id";
  if (createdAt.value === null) return "no readable createdAt";
  if (closedAt.fault !== null) return "closedAt bad";
  // A close within the same second is a matter of clocks, not a contradiction.
  return closedAt.value !== null && closedAt.value - createdAt.value <= -1000 ? "closedAt before createdAt" : null;
}

function isWithin({ from, to }: ReportDay, session: Session): session is DatedSession {
  const instant = session.createdAt.value;
  return instant !== null && instant >= from && instant < to;
}

/** A request is in whole seconds with both ends inclusive: a row of the very second of the day's end was asked for too. */
function wasAskedFor({ from, to }: ReportDay, instant: number | null): boolean {
  return instant !== null && instant >= from && instant < to + 1000;
}
