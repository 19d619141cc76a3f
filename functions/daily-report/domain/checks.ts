import { hasPerson } from "./classify.ts";
import { Counts } from "./counts.ts";
import { judgeDuration } from "./judge.ts";
import { readNumber, readText } from "./read-values.ts";
import { fieldsOf, isIdField, type Session, sessionFields } from "./session.ts";
import type { SessionFilters } from "./session-filters.ts";
import type { ClassifiedSession, SortedRows } from "./sort-out.ts";
import type { Tally } from "./tally.ts";

/**
 * Checks a day's rows against the assumptions that this project makes about the TWIN API. This file only counts, so that the
 * counts add up like all others. `findings.ts` names the assumptions and judges the counts of the day.
 */

/** What was asked of the API: its rows are held against it. */
export type Asked = {
  readonly fields: readonly string[];
  readonly filters: SessionFilters;
  /** Fields that were asked for in the same request on behalf of other reports: their presence or absence tells nothing. */
  readonly fieldsOfOthers?: readonly string[];
};

/** Fields that are requested only for the checks. No figure uses them. */
export const timerFields = ["operatorTimerFirstAnswer", "operatorTimerNextAnswers"] as const;

/** Fields that must be null if a session is not rated. */
export const ratingFields = ["nps", "csi", "rating"] as const;

type Check = (classified: ClassifiedSession, asked: Asked) => boolean;

/** The checks of each session, spam included. Each is a counter of the row "". */
const checks = {
  /** A session without a company does not count: it may belong to the requested company. */
  other_company: ({ session: { companyId } }, { filters }) =>
    filters.companyId !== null &&
    !filters.supervised &&
    companyId.value !== null &&
    companyId.value !== String(filters.companyId),
  /** A session without a bot counts, because the request was for one bot. */
  other_bot: ({ session }, { filters: { botId } }) => botId !== null && session.botId.value !== readText(botId).value,
  no_operator: ({ session: { userId, operatorName }, class: name }) =>
    name === "handled" && userId.value === null && operatorName.value === null,
  /** A session without a bot does not count, because it cannot be a bot-only session. */
  group_alone: ({ session, class: name }) =>
    (name === "unanswered" || name === "waiting") && hasBot(session) && !hasPerson(session),
  uncounted_reply: ({ session: { operatorFirstMessageCreatedAt, operatorMessageCount } }) =>
    operatorFirstMessageCreatedAt.value !== null && operatorMessageCount.value === 0,
  timed: ({ session }) => excessSeconds(session) !== null,
  overlong: ({ session }) => (excessSeconds(session) ?? 0) > CLOCK_SLACK,
} satisfies Record<string, Check>;

const checkList = Object.entries<Check>(checks).map(([counter, isFound]) => ({ counter, isFound }));

/** Every counter of the row "". */
export type CheckCounter = keyof typeof checks | "unasked_time" | "unasked_field" | "inexact_id";

/** How many seconds two clocks of one platform may differ. */
const CLOCK_SLACK = 60;

type Note = (row: string, counter: string, key?: string) => void;

/** Counts the rows of one piece in the scope "checks" of a tally. Row "" is for sessions, every other row for one field. */
export function checksOf(rows: SortedRows, asked: Asked): Tally {
  const counts = new Counts();
  countChecks(counts, rows, asked);
  return counts.tally();
}

/** Counts the rows of one piece in the scope "checks". */
export function countChecks(counts: Counts, { unasked, invalid, sessions }: SortedRows, asked: Asked): void {
  const note: Note = (row, counter, key = "") => counts.add(counts.row("checks", row), counts.key(counter, key));
  if (unasked > 0) counts.add(counts.row("checks", ""), counts.key("unasked_time", ""), unasked);
  const compare = fieldComparison(asked);
  const checkSession = (classified: ClassifiedSession): void => {
    for (const { counter, isFound } of checkList) if (isFound(classified, asked)) note("", counter);
    const { hasUnknown, absent } = compare(classified.row);
    // Counts unknown field names but does not store them, because they may contain anything.
    if (hasUnknown) note("", "unasked_field");
    for (const field of absent) note(field, "absent");
    noteInexactIds(classified.session, note);
    if (classified.class === "spam") return;
    noteTimers(classified, note);
    noteRatings(classified.session, note);
  };
  for (const { session } of invalid) noteInexactIds(session, note);
  for (const classified of sessions) checkSession(classified);
}

/** How the fields of a row differ from the requested ones. */
type FieldDifference = { readonly hasUnknown: boolean; readonly absent: readonly string[] };

/** Returns a function that compares the fields of a row with the requested ones. */
function fieldComparison({ fields, fieldsOfOthers = [] }: Asked): (row: unknown) => FieldDifference {
  const asked = new Set(fields);
  const known = new Set([...fields, ...fieldsOfOthers]);
  let lastNames: readonly string[] = [];
  let last: FieldDifference = { hasUnknown: false, absent: [...asked] };
  return (row) => {
    const names = Object.keys(fieldsOf(row));
    // Nearly every row has the same fields in the same order as the row before: one comparison instead of two look-ups a field.
    if (!isSameList(names, lastNames)) {
      const present = new Set(names);
      lastNames = names;
      last = {
        hasUnknown: names.some((name) => !known.has(name)),
        absent: [...asked].filter((field) => !present.has(field)),
      };
    }
    return last;
  };
}

function isSameList(a: readonly string[], b: readonly string[]): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

const idFields = sessionFields.filter(isIdField);

/** Counts ids that are numbers which JSON does not carry exactly: once for the row, and once for each field. */
function noteInexactIds(session: Session, note: Note): void {
  let isFirst = true;
  for (const field of idFields) {
    if (session[field].fault !== "outOfRange") continue;
    if (isFirst) note("", "inexact_id");
    isFirst = false;
    note(field, "inexact");
  }
}

/** Counts the values of the timers and the groups of their sessions. Ignores a timer of 0: it is neither a time nor a target. */
function noteTimers({ row, session }: ClassifiedSession, note: Note): void {
  for (const field of timerFields) {
    const { value } = readNumber(fieldsOf(row)[field]);
    if (value === null || value <= 0) continue;
    note(field, "value", String(value));
    for (const group of session.operatorGroupIds.value ?? []) note(field, "group", group);
  }
}

function noteRatings(session: Session, note: Note): void {
  for (const field of ratingFields) {
    const { value, fault } = session[field];
    if (value === 0) note(field, "zero");
    if (value === null && fault === null) note(field, "unrated");
  }
}

function hasBot({ botId, botMessageCount }: Session): boolean {
  return botId.value !== null || (botMessageCount.value ?? 0) > 0;
}

/** How many seconds the operator's dialog is longer than the whole session; null if one of the two lengths is unknown. */
function excessSeconds(session: Session): number | null {
  const duration = judgeDuration(session);
  const from = session.createdAt.value;
  const to = session.closedAt.value;
  if (duration.is !== "valid" || from === null || to === null) return null;
  return duration.value - (to - from) / 1000;
}
