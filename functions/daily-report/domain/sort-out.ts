import { classify, type SessionClass } from "./classify.ts";
import { canonicalJson, compareTexts, exactJson } from "./compare-texts.ts";
import type { ReportDay } from "./report-day.ts";
import { readSession, type Session } from "./session.ts";

/** Why a row is invalid. A row counts under the first reason that applies. */
export const invalidReasons = ["no id", "no readable createdAt", "closedAt bad", "closedAt before createdAt"] as const;

export type InvalidReason = (typeof invalidReasons)[number];

export type DatedSession = Session & { readonly createdAt: { readonly value: number } };

/** A session of the day. `row` is the raw item, with the fields that no metric reads. */
export type ClassifiedSession = { readonly row: unknown; readonly session: DatedSession; readonly class: SessionClass };

export type InvalidRow = { readonly row: unknown; readonly session: Session; readonly reason: InvalidReason };

/** The rows of one piece after sorting: received = duplicate + invalid + outside + sessions. */
export type SortedRows = {
  readonly received: number;
  readonly duplicate: number;
  readonly outside: number;
  /** How many of the rows outside the day are also outside the requested time. */
  readonly unasked: number;
  readonly invalid: readonly InvalidRow[];
  readonly sessions: readonly ClassifiedSession[];
};

/**
 * Sorts rows in the order of `docs/metrics.md` section 2: first duplicates, then invalid rows, then rows outside the day, then by
 * class. Rows that may be duplicates of each other (same `createdAt`, or none readable) must come in one piece.
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
  const kept: Candidate[] = [];
  const placeOf = identities();
  for (const row of rows) {
    const candidate = { row, session: readSession(row) };
    const place = placeOf(candidate, kept);
    const keptBefore = kept[place];
    if (keptBefore === undefined || isPreferred(candidate, keptBefore)) kept[place] = candidate;
  }
  return kept;
}

/**
 * Returns a function that finds the place of a candidate: that of the candidate with the same identity, or the end of the list.
 * The identity is id and creation time. If a row lacks one of them, the identity is its whole text.
 */
function identities(): (candidate: Candidate, kept: readonly Candidate[]) => number {
  // Nearly every id occurs once. So its first row is found by the id alone, and no text is built of id and time.
  const firstOfId = new Map<string, number>();
  const others = new Map<string, number>();
  return ({ row, session: { id, createdAt } }, kept) => {
    if (id.value === null || createdAt.value === null) return placeIn(others, `row ${canonicalJson(row)}`, kept.length);
    const first = placeIn(firstOfId, id.value, kept.length);
    const isFirst = first === kept.length || kept[first]?.session.createdAt.value === createdAt.value;
    return isFirst ? first : placeIn(others, `${createdAt.value} ${id.value}`, kept.length);
  };
}

function placeIn(places: Map<string, number>, identity: string, end: number): number {
  const known = places.get(identity);
  if (known !== undefined) return known;
  places.set(identity, end);
  return end;
}

/** Prefers a row with a readable `updatedAt`, then the later one, then the greater text. */
function isPreferred(a: Candidate, b: Candidate): boolean {
  const [aUpdated, bUpdated] = [updatedAt(a), updatedAt(b)];
  if (aUpdated !== bUpdated) return aUpdated > bUpdated;
  const difference = compareTexts(canonicalJson(a.row), canonicalJson(b.row));
  // `canonicalJson` prints numbers beyond the range of doubles as null. The choice must not depend on the order of the rows.
  return (difference || compareTexts(exactJson(a.row), exactJson(b.row))) > 0;
}

function updatedAt({ session }: Candidate): number {
  return session.updatedAt.value ?? Number.NEGATIVE_INFINITY;
}

function reasonAgainst({ id, createdAt, closedAt }: Session): InvalidReason | null {
  if (id.value === null) return "no id";
  if (createdAt.value === null) return "no readable createdAt";
  if (closedAt.fault !== null) return "closedAt bad";
  // Clocks differ: a session may close less than a second before it was created.
  return closedAt.value !== null && closedAt.value - createdAt.value <= -1000 ? "closedAt before createdAt" : null;
}

function isWithin({ from, to }: ReportDay, session: Session): session is DatedSession {
  const instant = session.createdAt.value;
  return instant !== null && instant >= from && instant < to;
}

/** A request has whole seconds, and both ends are inclusive. So it includes the second in which the day ends. */
function wasAskedFor({ from, to }: ReportDay, instant: number | null): boolean {
  return instant !== null && instant >= from && instant < to + 1000;
}
