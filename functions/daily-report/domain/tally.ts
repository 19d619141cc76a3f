import { compareTexts } from "./compare-texts.ts";
import { observe } from "./metrics/catalogue.ts";
import { type BreakdownId, breakdownIds, type Figures } from "./metrics/metric.ts";
import { localHour, type ReportDay } from "./report-day.ts";
import { isInstantField, type Session, type SessionField, sessionFields } from "./session.ts";
import type { ClassifiedSession, DatedSession, SortedRows } from "./sort-out.ts";

/**
 * Counts of rows and sessions by exact keys, as scope -> row -> counter -> key -> count. The report is computed from them.
 * Nothing is rounded or ordered, so merged tallies are the same as the tally of all their rows, in any order, to the byte.
 * Scopes: "rows" (reconciliation), "quality" (row = field), "day" (one row ""), one per breakdown (row = its key),
 * and "checks" (`checks.ts`).
 */
export type Tally = Map<Scope, ScopeRows>;

export type Scope = "rows" | "quality" | "day" | "checks" | BreakdownId;
export type ScopeRows = Map<string, RowCounts>;
export type RowCounts = Map<string, Map<string, number>>;

/** The part of a report's definition that the tally depends on. Only tallies with the same settings may be merged. */
export type TallySettings = {
  /** The first-reply target in seconds (T1 of `docs/metrics.md` section 3.6) of sessions whose groups have no target. */
  readonly firstReplySeconds: number;
  readonly groupFirstReplySeconds: Readonly<Record<string, number>>;
};

/** The key of sessions without an operator, group, channel, ... */
export const NO_KEY = "none";

const NAME_PREFIX = "name:";

/** Counts the rows of one piece. */
export function tallyOf(rows: SortedRows, day: ReportDay, settings: TallySettings): Tally {
  const tally: Tally = new Map();
  const counts = { received: rows.received, duplicate: rows.duplicate, outside: rows.outside };
  for (const [counter, count] of Object.entries(counts)) {
    // A count of 0 is not stored. Otherwise the tally of an empty piece would differ from an empty tally.
    if (count > 0) add(rowOf(tally, "rows", ""), counter, "", count);
  }
  for (const { session, reason } of rows.invalid) {
    add(rowOf(tally, "rows", ""), "invalid", reason, 1);
    noteQuality(tally, session);
  }
  for (const classified of rows.sessions) {
    noteQuality(tally, classified.session);
    noteSession(tally, classified, { day, settings });
  }
  return tally;
}

/** Adds tallies: the result is the tally of all their rows, in whatever order they are merged. */
export function mergeTallies(...tallies: readonly Tally[]): Tally {
  const merged: Tally = new Map();
  for (const tally of tallies) {
    for (const [scope, rows] of tally) {
      for (const [row, counters] of rows) {
        const target = rowOf(merged, scope, row);
        for (const [counter, keys] of counters) for (const [key, n] of keys) add(target, counter, key, n);
      }
    }
  }
  return merged;
}

/** The counters of one row; empty if nothing was counted. */
export function figuresOf(tally: Tally, scope: Scope, row: string): Figures {
  return tally.get(scope)?.get(row) ?? NO_FIGURES;
}

const NO_FIGURES: Figures = new Map();

/** Prints a tally as text. Equal tallies give equal text. */
export function encodeTally(tally: Tally): string {
  return JSON.stringify(sorted(tally));
}

/** Reads a tally from the parsed text of `encodeTally`. Throws TypeError if the JSON has another form. */
export function decodeTally(pairs: unknown): Tally {
  return mapOf(pairs, (scope) => mapOf(scope, (row) => mapOf(row, (counter) => mapOf(counter, numberOf)))) as Tally;
}

function mapOf<V>(pairs: unknown, read: (value: unknown) => V): Map<string, V> {
  if (!Array.isArray(pairs)) throw new TypeError("A tally must be a list of pairs.");
  return new Map(
    pairs.map((pair: unknown) => {
      if (!Array.isArray(pair) || typeof pair[0] !== "string") {
        throw new TypeError("Every element of a tally must be a pair whose first part is a text.");
      }
      return [pair[0], read(pair[1])];
    }),
  );
}

function numberOf(value: unknown): number {
  if (typeof value !== "number") throw new TypeError("Every count of a tally must be a number.");
  return value;
}

function sorted(value: ReadonlyMap<string, unknown> | unknown): unknown {
  if (!(value instanceof Map)) return value;
  const entries = [...(value as ReadonlyMap<string, unknown>)].sort(([a], [b]) => compareTexts(a, b));
  // Prints lists of pairs: an object would put keys that look like numbers first, and would lose the key __proto__.
  return entries.map(([key, inner]) => [key, sorted(inner)]);
}

/** The first-reply target of a session in seconds: the smallest target of its groups, or the report's if they have none. */
export function targetSeconds(session: Session, settings: TallySettings): number {
  const ownTargets = new Map(Object.entries(settings.groupFirstReplySeconds));
  const targets = groupIdsOf(session).flatMap((id) => ownTargets.get(id) ?? []);
  return targets.length === 0 ? settings.firstReplySeconds : Math.min(...targets);
}

function noteSession(
  tally: Tally,
  { session, class: sessionClass }: ClassifiedSession,
  { day, settings }: { day: ReportDay; settings: TallySettings },
): void {
  const observations: [string, string][] = [];
  const note = (counter: string, key: string | number = "") => observations.push([counter, String(key)]);
  observe({ session, class: sessionClass, targetSeconds: targetSeconds(session, settings) }, note);

  noteAll(rowOf(tally, "day", ""), observations);
  for (const scope of breakdownIds) {
    for (const { key, name } of placesIn(scope, session, day)) {
      const row = rowOf(tally, scope, key);
      noteAll(row, observations);
      if (name !== null) add(row, sessionClass === "spam" ? "spam_name" : "name", name, 1);
    }
  }
}

function noteAll(row: RowCounts, observations: readonly (readonly [string, string])[]): void {
  for (const [counter, key] of observations) add(row, counter, key, 1);
}

type Place = { key: string; name: string | null };

/** The rows of a breakdown that a session belongs to: one, except for a session with several groups. */
export function placesIn(scope: BreakdownId, session: DatedSession, day: ReportDay): Place[] {
  switch (scope) {
    case "operators":
      return [{ key: operatorKey(session), name: session.operatorName.value }];
    case "groups": {
      const ids = groupIdsOf(session);
      return (ids.length === 0 ? [NO_KEY] : ids).map((key) => ({ key, name: null }));
    }
    case "channels":
      return [{ key: session.messengerType.value ?? NO_KEY, name: null }];
    case "bots":
      return [{ key: session.botId.value ?? NO_KEY, name: session.botName.value }];
    case "chats":
      return [{ key: session.chatId.value ?? NO_KEY, name: session.chatName.value }];
    case "companies":
      return [{ key: session.companyId.value ?? NO_KEY, name: null }];
    case "hours":
      return [{ key: String(localHour(day, session.createdAt.value)), name: null }];
  }
}

/** A session counts for the operator that its row names: the last one. An operator without an id is identified by name. */
function operatorKey({ userId, operatorName }: Session): string {
  if (userId.value !== null) return userId.value;
  return operatorName.value === null ? NO_KEY : NAME_PREFIX + operatorName.value;
}

function groupIdsOf(session: Session): readonly string[] {
  return session.operatorGroupIds.value ?? [];
}

function noteQuality(tally: Tally, session: Session): void {
  for (const field of sessionFields) {
    const state = stateOf(session, field);
    if (state !== null) add(rowOf(tally, "quality", field), state, "", 1);
    if (isInstantField(field) && session[field].noOffset) add(rowOf(tally, "quality", field), "noOffset", "", 1);
  }
}

/** The counter of `quality` for the value of a field; null if the value is good. */
function stateOf(session: Session, field: SessionField): string | null {
  const { value, fault } = session[field];
  if (fault !== null || value !== null) return fault;
  return isInstantField(field) && session[field].zeroDate ? "zeroDate" : "null";
}

/** Returns a row of the tally. Adds it first if the tally does not have it. */
export function rowOf(tally: Tally, scope: Scope, row: string): RowCounts {
  return getOrAdd(getOrAdd(tally, scope, newMap<string, RowCounts>), row, newMap<string, Map<string, number>>);
}

/** Adds `n` to the count of a key. */
export function add(row: RowCounts, counter: string, key: string, n: number): void {
  const keys = getOrAdd(row, counter, newMap<string, number>);
  keys.set(key, (keys.get(key) ?? 0) + n);
}

function newMap<K, V>(): Map<K, V> {
  return new Map<K, V>();
}

function getOrAdd<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const present = map.get(key);
  if (present !== undefined) return present;
  const made = make();
  map.set(key, made);
  return made;
}
