import type { ListedPage } from "../../functions/daily-report/twin/list-sessions.ts";

export type Row = { id: string; createdAt: string };

/** The day of these tests: 2026-01-11 in UTC, milliseconds since 1970. */
export const dayFrom = Date.parse("2026-01-11T00:00:00Z");
export const dayTo = Date.parse("2026-01-12T00:00:00Z");

export const hour = 3_600_000;
export const noon = dayFrom + 12 * hour;

export function rowAt(instant: number, id: string): Row {
  return { id, createdAt: new Date(instant).toISOString() };
}

/** `count` sessions spread evenly over the day. */
export function spreadRows(count: number): Row[] {
  const step = (dayTo - dayFrom) / Math.max(1, count);
  return Array.from({ length: count }, (_, index) => rowAt(dayFrom + Math.floor(index * step), `s${index}`));
}

/** `count` sessions created at the same instant. */
export function crowd(count: number, at = noon, name = "crowd"): Row[] {
  return Array.from({ length: count }, (_, index) => rowAt(at, `${name}${index}`));
}

/** A simple version of the domain's reader. It caches, because the servers of these tests sort all rows for every answer. */
export function instantOf(item: unknown): number | null {
  if (typeof item !== "object" || item === null) return null;
  const known = instants.get(item) ?? readInstant(Reflect.get(item, "createdAt"));
  instants.set(item, known);
  return Number.isNaN(known) ? null : known;
}

const instants = new WeakMap<object, number>();

function readInstant(text: unknown): number {
  return typeof text === "string" ? Date.parse(text) : Number.NaN;
}

export type ServerBehaviour = {
  /** The server's own page limit. */
  cap?: number;
  /** The position of rows without a creation time in every answer. */
  unplaced?: "first" | "last";
  toExclusive?: boolean;
  /** The server compares whole seconds. */
  wholeSeconds?: boolean;
  ignores?: readonly ("from" | "to" | "offset" | "sort")[];
};

export type Asked = { from: number; to: number; offset: number; limit: number };

/**
 * The answer of a server that holds these rows: those in the range, oldest first, equal ones in the given order. Every row is
 * taken to be one byte long.
 */
export function answerFrom(rows: readonly unknown[], asked: Asked, behaviour: ServerBehaviour = {}): ListedPage {
  const { cap = 1000, unplaced = "first", toExclusive = false, wholeSeconds = false, ignores = [] } = behaviour;
  const grain = wholeSeconds ? 1000 : 1;
  const inRange = (row: unknown): boolean => {
    const at = Math.floor((instantOf(row) ?? 0) / grain) * grain;
    const early = at < asked.from && !ignores.includes("from");
    const late = (toExclusive ? at >= asked.to : at > asked.to) && !ignores.includes("to");
    return !early && !late;
  };
  const placed = rows.filter((row) => instantOf(row) !== null && inRange(row));
  if (!ignores.includes("sort")) placed.sort((a, b) => (instantOf(a) ?? 0) - (instantOf(b) ?? 0));
  const apart = rows.filter((row) => instantOf(row) === null);
  const matches = unplaced === "first" ? [...apart, ...placed] : [...placed, ...apart];
  const offset = ignores.includes("offset") ? 0 : asked.offset;
  const items = matches.slice(offset, offset + Math.min(cap, asked.limit));
  return { count: matches.length, items, bytes: items.length };
}
