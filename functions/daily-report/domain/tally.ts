import { compareTexts } from "./compare-texts.ts";
import { add, Counts, rowOf } from "./counts.ts";
import { observe } from "./metrics/catalogue.ts";
import { type BreakdownId, breakdownIds, type Figures } from "./metrics/metric.ts";
import type { AnyReading, Fault } from "./read-values.ts";
import { localHour, type ReportDay } from "./report-day.ts";
import { type Session, sessionFields } from "./session.ts";
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

/** What the counting of rows needs in addition to them. */
export type TallyFrame = { readonly day: ReportDay; readonly settings: TallySettings };

/** The tally of the rows of one piece. */
export function tallyOf(rows: SortedRows, day: ReportDay, settings: TallySettings): Tally {
  const counts = new Counts();
  countRows(counts, rows, { day, settings });
  return counts.tally();
}

/** Counts the rows of one piece. */
export function countRows(counts: Counts, rows: SortedRows, frame: TallyFrame): void {
  const all = counts.row("rows", "");
  for (const counter of ["received", "duplicate", "outside"] as const) {
    // A count of 0 is not stored. Otherwise the tally of an empty piece would differ from an empty tally.
    if (rows[counter] > 0) counts.add(all, counts.key(counter, ""), rows[counter]);
  }
  const countQuality = qualityCounter(counts);
  const countSession = sessionCounter(counts, frame);
  for (const { session, reason } of rows.invalid) {
    counts.add(all, counts.key("invalid", reason));
    countQuality(session);
  }
  for (const classified of rows.sessions) {
    countQuality(classified.session);
    countSession(classified);
  }
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
export function targetSeconds(session: Session, { firstReplySeconds, groupFirstReplySeconds }: TallySettings): number {
  let smallest: number | undefined;
  for (const id of groupIdsOf(session)) {
    const target = Object.hasOwn(groupFirstReplySeconds, id) ? groupFirstReplySeconds[id] : undefined;
    if (target !== undefined) smallest = Math.min(smallest ?? target, target);
  }
  return smallest ?? firstReplySeconds;
}

/** Returns a function that counts one session. */
function sessionCounter(counts: Counts, { day, settings }: TallyFrame): (classified: ClassifiedSession) => void {
  const wholeDay = counts.row("day", "");
  // The counters' keys of one session. One list for all sessions, because a list for each would be garbage at once.
  const keys: number[] = [];
  let length = 0;
  const note = (counter: string, key: string | number = "") => {
    keys[length++] = counts.key(counter, key);
  };
  return ({ session, class: sessionClass }) => {
    length = 0;
    observe({ session, class: sessionClass, targetSeconds: targetSeconds(session, settings) }, note);
    counts.addEach(wholeDay, keys, length);
    for (const scope of breakdownIds) {
      const { rows, name } = placesIn(scope, session, day);
      if (typeof rows !== "string") {
        for (const row of rows) counts.addEach(counts.row(scope, row), keys, length);
        continue;
      }
      const row = counts.row(scope, rows);
      counts.addEach(row, keys, length);
      if (name !== null) counts.add(row, counts.key(sessionClass === "spam" ? "spam_name" : "name", name));
    }
  };
}

/** The row of a breakdown that a session belongs to, and its name. A session with several groups belongs to several rows. */
type Place = { readonly rows: string | readonly string[]; readonly name: string | null };

/** Where a session belongs in a breakdown. */
export function placesIn(scope: BreakdownId, session: DatedSession, day: ReportDay): Place {
  switch (scope) {
    case "operators":
      return { rows: operatorKey(session), name: session.operatorName.value };
    case "groups": {
      const ids = groupIdsOf(session);
      return { rows: ids.length === 0 ? NO_KEY : ids, name: null };
    }
    case "channels":
      return { rows: session.messengerType.value ?? NO_KEY, name: null };
    case "bots":
      return { rows: session.botId.value ?? NO_KEY, name: session.botName.value };
    case "chats":
      return { rows: session.chatId.value ?? NO_KEY, name: session.chatName.value };
    case "companies":
      return { rows: session.companyId.value ?? NO_KEY, name: null };
    case "hours":
      return { rows: String(localHour(day, session.createdAt.value)), name: null };
  }
}

/** A session counts for the operator that its row names: the last one. An operator without an id is identified by name. */
function operatorKey({ userId, operatorName }: Session): string {
  if (userId.value !== null) return userId.value;
  return operatorName.value === null ? NO_KEY : NAME_PREFIX + operatorName.value;
}

function groupIdsOf(session: Session): readonly string[] {
  return session.operatorGroupIds.value ?? NO_GROUPS;
}

const NO_GROUPS: readonly string[] = [];

/** Returns a function that counts what is wrong with the fields of one session. */
function qualityCounter(counts: Counts): (session: Session) => void {
  const fields = sessionFields.map((field) => ({ field, row: counts.row("quality", field) }));
  const noOffset = counts.key("noOffset", "");
  const states = {
    null: counts.key("null", ""),
    zeroDate: counts.key("zeroDate", ""),
    wrongType: counts.key("wrongType", ""),
    outOfRange: counts.key("outOfRange", ""),
  };
  return (session) => {
    for (const { field, row } of fields) {
      const reading: AnyReading = session[field];
      const state = stateOf(reading);
      if (state !== null) counts.add(row, states[state]);
      if (reading.noOffset) counts.add(row, noOffset);
    }
  };
}

/** The counter of `quality` for the value of a field; null if the value is good. */
function stateOf({ value, fault, zeroDate }: AnyReading): Fault | "null" | "zeroDate" | null {
  if (fault !== null || value !== null) return fault;
  return zeroDate ? "zeroDate" : "null";
}
