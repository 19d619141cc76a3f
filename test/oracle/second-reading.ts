import { type Goals, goalsReached } from "./second-reading-goals.ts";
import { type Metrics, metricsOf } from "./second-reading-metrics.ts";
import {
  classOf,
  type Field,
  operatorKey,
  readSession,
  type Session,
  TIMESTAMPS,
  whyInvalid,
} from "./second-reading-session.ts";
import { sessionsToLookAt } from "./second-reading-sessions.ts";
import { compareTexts, rankedText, rowText } from "./second-reading-values.ts";

/**
 * Instants are milliseconds since 1970. `hoursOfDay` has 24 lengths in hours. `groups` are the groups of the report's
 * definition by id: each has a row with its name, even without sessions, and may have goals of its own.
 */
export type OracleInput = {
  rows: readonly unknown[];
  declared: number;
  day: { from: number; to: number };
  localHour: (instant: number) => number;
  hoursOfDay: readonly number[];
  firstReplySeconds: number;
  groups: Readonly<Record<string, { name?: string; firstReplySeconds?: number; goals?: Goals }>>;
  goals?: Goals;
};

type Received = { row: unknown; session: Session };
type BreakdownRow = { key: string; name: string; hours?: number; metrics: Metrics };
type Sorting = "invalid" | "outside" | ReturnType<typeof classOf>;

/**
 * Computes the figures of a day a second time, written only from docs/metrics.md, with plain lists, filters and exact
 * fractions. It shares no code with the program that it checks. The result has the form of report.json.
 */
export function secondReading(input: OracleInput) {
  const kept = withoutDuplicates(input.rows.map((row) => ({ row, session: readSession(row) })));
  const sorting = (session: Session) => sortOut(session, input.day);
  const inDay = kept.filter((session) => !["invalid", "outside"].includes(sorting(session)));
  const breakdowns = breakDown(inDay, input);
  return {
    reconciliation: reconcile(input, kept.map(sorting)),
    metrics: metricsOf(inDay, input),
    breakdowns,
    sessions: sessionsToLookAt(inDay, { ...input, operators: breakdowns.operators }),
    goals: goalsReached(inDay, input),
    quality: quality(kept.filter((session) => sorting(session) !== "outside")),
  };
}

function sortOut(session: Session, { from, to }: OracleInput["day"]): Sorting {
  if (whyInvalid(session) !== null) return "invalid";
  const createdAt = session.createdAt.value ?? NaN;
  return from <= createdAt && createdAt < to ? classOf(session) : "outside";
}

function reconcile({ rows, declared }: OracleInput, sortings: readonly Sorting[]) {
  const count = (sorting: Sorting) => sortings.filter((other) => other === sorting).length;
  const [invalid, outside] = [count("invalid"), count("outside")];
  return {
    declared,
    short: shortOf(declared, rows.length, sortings.length),
    received: rows.length,
    duplicate: rows.length - sortings.length,
    invalid,
    outside,
    in_day: sortings.length - invalid - outside,
    spam: count("spam"),
    handled: count("handled"),
    lost: count("lost"),
    unanswered: count("unanswered"),
    waiting: count("waiting"),
    bot_only: count("bot_only"),
  };
}

/** The number of missing sessions, or below 0 of late ones. The API's count may include a repeated session once or twice. */
function shortOf(declared: number, received: number, distinct: number): number {
  if (declared > received) return declared - received;
  return declared < distinct ? declared - distinct : 0;
}

/** How a day's unreadable rows are reported: `all` fails the run, `many` is a finding, `few` is only in the reconciliation. */
export function unreadableRows(parts: {
  received: number;
  duplicate: number;
  invalid: number;
}): "none" | "few" | "many" | "all" {
  const { received, duplicate, invalid } = parts;
  if (invalid === 0) return "none";
  if (invalid === received - duplicate) return "all";
  const tenth = invalid * 10 >= received;
  return tenth || (invalid >= 5 && invalid * 100 >= received) ? "many" : "few";
}

function withoutDuplicates(received: readonly Received[]): Session[] {
  const bySession = Map.groupBy(received, ({ row, session: { id, createdAt } }) =>
    JSON.stringify(id.value === null || createdAt.value === null ? [rowText(row)] : [id.value, createdAt.value]),
  );
  return [...bySession.values()].map((rows) => rows.reduce((a, b) => (isBetter(b, a) ? b : a)).session);
}

function isBetter(a: Received, b: Received): boolean {
  const [updatedA, updatedB] = [a.session.updatedAt.value ?? -Infinity, b.session.updatedAt.value ?? -Infinity];
  if (updatedA !== updatedB) return updatedA > updatedB;
  return (compareTexts(rowText(a.row), rowText(b.row)) || compareTexts(rankedText(a.row), rankedText(b.row))) > 0;
}

function breakDown(inDay: readonly Session[], input: OracleInput) {
  const by = (keysOf: (session: Session) => string[], nameOf: (key: string, own: Session[]) => string) =>
    rowsBy(inDay, keysOf).map(([key, own]) => ({ key, name: nameOf(key, own), metrics: metricsOf(own, input) }));
  const plain = (field: "messengerType" | "botId" | "chatId" | "companyId", name?: "botName" | "chatName") =>
    by(
      (session) => [session[field].value ?? "none"],
      (key, own) => (key === "none" || name === undefined ? key : shownName(key, own, name)),
    );
  return {
    operators: by(
      (session) => [operatorKey(session)],
      (key, own) => (key === "none" ? "Unassigned" : shownName(key, own, "operatorName")),
    ).map(withoutContainment),
    groups: groupRows(inDay, input).map(withoutContainment),
    channels: plain("messengerType"),
    bots: plain("botId", "botName"),
    chats: plain("chatId", "chatName"),
    companies: plain("companyId"),
    hours: hourRows(inDay, input),
  };
}

function groupKeys({ operatorGroupIds }: Session): string[] {
  const ids = operatorGroupIds.value ?? [];
  return ids.length === 0 ? ["none"] : ids;
}

/** The rows of the groups in the definition or in the sessions. */
function groupRows(inDay: readonly Session[], input: OracleInput): BreakdownRow[] {
  const configured = new Map(Object.entries(input.groups));
  return rowsBy(inDay, groupKeys, [...configured.keys()]).map(([key, own]) => ({
    key,
    name: configured.get(key)?.name ?? key,
    metrics: metricsOf(own, input),
  }));
}

function withoutContainment(row: BreakdownRow): BreakdownRow {
  const metrics = Object.entries(row.metrics).filter(([id]) => id !== "containment");
  return { ...row, metrics: Object.fromEntries(metrics) };
}

/** One row for each key of the sessions, and for each expected key even without sessions. */
function rowsBy(
  sessions: readonly Session[],
  keysOf: (session: Session) => string[],
  expected: readonly string[] = [],
): [string, Session[]][] {
  const keys = [...new Set([...expected, ...sessions.flatMap(keysOf)])].sort(compareTexts);
  return keys.map((key) => [key, sessions.filter((session) => keysOf(session).includes(key))]);
}

function shownName(key: string, own: readonly Session[], field: "operatorName" | "botName" | "chatName"): string {
  const live = own.filter((session) => classOf(session) !== "spam");
  const spam = own.filter((session) => classOf(session) === "spam");
  return mostFrequent(live.map((s) => s[field].value)) ?? mostFrequent(spam.map((s) => s[field].value)) ?? key;
}

function mostFrequent(names: readonly (string | null)[]): string | null {
  const known = names.filter((name) => name !== null);
  const times = (name: string) => known.filter((other) => other === name).length;
  const different = [...new Set(known)].map((name) => ({ name, times: times(name) }));
  return different.sort((a, b) => b.times - a.times || compareTexts(a.name, b.name))[0]?.name ?? null;
}

function hourRows(inDay: readonly Session[], input: OracleInput): BreakdownRow[] {
  return input.hoursOfDay.map((hours, hour) => {
    const own = inDay.filter(({ createdAt }) => input.localHour(createdAt.value ?? NaN) === hour);
    return { key: String(hour), name: String(hour), hours, metrics: metricsOf(own, input) };
  });
}

function quality(sessions: readonly Session[]) {
  const fields = Object.keys(readSession(null)) as Field[];
  const reasons = ["no id", "no readable createdAt", "closedAt bad", "closedAt before createdAt"];
  const times = (reason: string) => sessions.filter((session) => whyInvalid(session) === reason).length;
  return {
    fields: Object.fromEntries(fields.map((field) => [field, fieldQuality(sessions, field)])),
    invalid: Object.fromEntries(reasons.map((reason) => [reason, times(reason)])),
  };
}

function fieldQuality(sessions: readonly Session[], field: Field) {
  const readings = sessions.map((session) => session[field]);
  const counts = {
    null: readings.filter(({ value, bad, zeroDate }) => value === null && !bad && !zeroDate).length,
    wrongType: readings.filter(({ bad, outOfRange }) => bad && !outOfRange).length,
    outOfRange: readings.filter(({ outOfRange }) => outOfRange).length,
  };
  const noOffset = readings.filter((reading) => reading.noOffset).length;
  const zeroDate = readings.filter((reading) => reading.zeroDate).length;
  return TIMESTAMPS.includes(field) ? { ...counts, noOffset, zeroDate } : counts;
}
