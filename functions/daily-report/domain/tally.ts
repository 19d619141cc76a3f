import { compareTexts } from "./compare-texts.ts";
import { add, type CountedRow, Counts, rowOf } from "./counts.ts";
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
  for (const tally of tallies) addTally(merged, tally);
  return merged;
}

/** Adds the counts of a tally to another one, which is changed. */
export function addTally(into: Tally, tally: Tally): void {
  for (const [scope, rows] of tally) {
    for (const [row, counters] of rows) {
      const target = rowOf(into, scope, row);
      for (const [counter, keys] of counters) {
        // Copying a map is several times as fast as adding its keys one by one (`npm run bench -- --only history`).
        if (!target.has(counter)) target.set(counter, new Map(keys));
        else for (const [key, n] of keys) add(target, counter, key, n);
      }
    }
  }
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

/** Chooses a part of a tally: the counters that are kept in a scope; null if the scope is left out. */
export type TallyPart = (scope: Scope) => ((counter: string) => boolean) | null;

const wholeTally: TallyPart = () => () => true;

/**
 * Reads a tally, or a part of it, from the parsed text of `encodeTally`. Throws TypeError if the JSON has another form; what is
 * left out is not checked.
 */
export function decodeTally(pairs: unknown, part = wholeTally): Tally {
  const tally: Tally = new Map();
  eachPair(pairs, (scope, rows) => {
    const isKept = part(scope as Scope);
    if (isKept !== null)
      tally.set(
        scope as Scope,
        mapOf(rows, (row) => countersOf(row, isKept)),
      );
  });
  return tally;
}

function countersOf(pairs: unknown, isKept: (counter: string) => boolean): RowCounts {
  const counters: RowCounts = new Map();
  eachPair(pairs, (counter, keys) => {
    if (isKept(counter)) counters.set(counter, mapOf(keys, numberOf));
  });
  return counters;
}

function mapOf<V>(pairs: unknown, read: (value: unknown) => V): Map<string, V> {
  const map = new Map<string, V>();
  eachPair(pairs, (key, value) => {
    map.set(key, read(value));
  });
  return map;
}

function eachPair(pairs: unknown, use: (key: string, value: unknown) => void): void {
  if (!Array.isArray(pairs)) throw new TypeError("A tally must be a list of pairs.");
  for (const pair of pairs as readonly unknown[]) {
    if (!Array.isArray(pair) || typeof pair[0] !== "string") {
      throw new TypeError("Every element of a tally must be a pair whose first part is a text.");
    }
    use(pair[0], pair[1]);
  }
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
  const places = breakdownIds.map((scope) => ({ ...breakdowns[scope], rowNamed: counts.rowsOf(scope) }));
  /** The counters' keys of the session. */
  let keys: number[] = [];
  const note = (counter: string, key: string | number = "") => {
    keys.push(counts.key(counter, key));
  };
  const addTo = (row: CountedRow) => {
    for (const key of keys) counts.add(row, key);
  };
  return ({ session, class: sessionClass }) => {
    keys = [];
    observe({ session, class: sessionClass, targetSeconds: targetSeconds(session, settings) }, note);
    addTo(wholeDay);
    for (const { rowsOf, nameOf, rowNamed } of places) {
      const rows = rowsOf(session, day);
      if (typeof rows !== "string") {
        for (const row of rows) addTo(rowNamed(row));
        continue;
      }
      const row = rowNamed(rows);
      addTo(row);
      const name = nameOf(session);
      if (name !== null) counts.add(row, counts.key(sessionClass === "spam" ? "spam_name" : "name", name));
    }
  };
}

type Breakdown = {
  /** The row that a session belongs to, or the rows of its groups if it has any. */
  readonly rowsOf: (session: DatedSession, day: ReportDay) => string | readonly string[];
  /** The name that the session gives to its row; null if it gives none. */
  readonly nameOf: (session: Session) => string | null;
};

const noName = () => null;

/** Where a session belongs in each breakdown. Functions of one value, because an object for each place would be garbage at once. */
export const breakdowns: Readonly<Record<BreakdownId, Breakdown>> = {
  operators: { rowsOf: operatorKey, nameOf: ({ operatorName }) => operatorName.value },
  groups: { rowsOf: (session) => (groupIdsOf(session).length === 0 ? NO_KEY : groupIdsOf(session)), nameOf: noName },
  channels: { rowsOf: ({ messengerType }) => messengerType.value ?? NO_KEY, nameOf: noName },
  bots: { rowsOf: ({ botId }) => botId.value ?? NO_KEY, nameOf: ({ botName }) => botName.value },
  chats: { rowsOf: ({ chatId }) => chatId.value ?? NO_KEY, nameOf: ({ chatName }) => chatName.value },
  companies: { rowsOf: ({ companyId }) => companyId.value ?? NO_KEY, nameOf: noName },
  hours: { rowsOf: ({ createdAt }, day) => String(localHour(day, createdAt.value)), nameOf: noName },
};

/** A session counts for the operator that its row names: the last one. An operator without an id is identified by name. */
export function operatorKey({ userId, operatorName }: Session): string {
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
