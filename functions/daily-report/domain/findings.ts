import { type CheckCounter, ratingFields, timerFields } from "./checks.ts";
import { count, countClasses, type Figures, histogram } from "./metrics/metric.ts";
import { sessionFields } from "./session.ts";
import type { SessionFilters } from "./session-filters.ts";
import { type InvalidReason, invalidReasons } from "./sort-out.ts";
import { size } from "./statistics.ts";
import { figuresOf, NO_KEY, type Tally } from "./tally.ts";

/**
 * A contradiction between a day's data and an assumption about the TWIN API: some figures may not mean what they say. `count`
 * is the number of cases, and `of` the number of sessions or rows checked (null if nothing was counted). `fields` are the API
 * fields concerned. They are always requested fields, never names that come from the data.
 */
export type Finding = {
  id: FindingId;
  count: number;
  of: number | null;
  fields: string[];
  /** Why rows are invalid. Only `rows_unreadable` has this. */
  reasons?: InvalidReason[];
};

/** How many of the same weekdays in earlier weeks are known, and how many of those had sessions. */
export type WeekdayHistory = { readonly known: number; readonly withSessions: number };

/** What is known about the day besides its tally. */
type DayFacts = {
  readonly filters: SessionFilters;
  readonly inOrder: boolean;
  readonly weekday: WeekdayHistory | null;
};

type CheckedDay = DayFacts & {
  readonly tally: Tally;
  /** The counts of rows: `received`, `duplicate`, and `invalid` by reason. */
  readonly rows: Figures;
  /** The day's sessions, spam included. */
  readonly sessions: number;
  readonly figures: Figures;
  readonly check: (counter: CheckCounter) => number;
};

type Found = Omit<Finding, "id"> | null;

/** If there are fewer sessions than this, all of them may be alike by chance. */
const ENOUGH = 20;

/** If there are fewer sessions per group than this, even measured times may have no more different values than groups. */
const SESSIONS_PER_GROUP = 3;

/** The fields that make a row invalid, by reason. */
const fieldsOfReasons: Readonly<Record<InvalidReason, readonly string[]>> = {
  "no id": ["id"],
  "no readable createdAt": ["createdAt"],
  "closedAt bad": ["closedAt"],
  "closedAt before createdAt": ["closedAt", "createdAt"],
};

/** All detectors, in the order in which findings are shown. The comments state the assumptions; the functions find contradictions. */
const detectors = {
  /** Every session has an id and a creation time, and does not close before it is created. So few rows are invalid. */
  rows_unreadable: ({ rows }) => {
    const invalid = histogram(rows, "invalid");
    const [received, unreadable] = [count(rows, "received"), size(invalid)];
    const reasons = invalidReasons.filter((reason) => invalid.has(reason));
    const fields = [...new Set(reasons.flatMap((reason) => fieldsOfReasons[reason]))];
    const finding = found(areMany(unreadable, received) ? unreadable : 0, received - count(rows, "duplicate"), fields);
    return finding && { ...finding, reasons };
  },
  /** The TWIN login has the right to see the sessions. A login that lost this right gets an empty list, not an error. */
  no_sessions_unusual: ({ weekday }) => {
    const { known, withSessions } = weekday ?? { known: 0, withSessions: 0 };
    return found(2 * withSessions > known ? withSessions : 0, known);
  },
  /** `from` and `to` limit `createdAt`. They are whole seconds, and both are inclusive. No row is outside these limits. */
  rows_outside_time_asked: ({ check, rows }) => found(check("unasked_time"), count(rows, "received")),
  /** `sort=createdAt` sorts the list. If it does not, a day of several pages fails; a day of one page has only this finding. */
  rows_out_of_order: ({ inOrder }) => found(inOrder ? 0 : 1, null),
  /** The API lists a session once. If it repeats sessions, its count may include the repeats, and `short` is less reliable. */
  sessions_listed_twice: ({ rows }) => found(count(rows, "duplicate"), count(rows, "received")),
  /** Ids are texts, or whole numbers that JSON carries exactly (at most 2^53 - 1). So two ids never become one. */
  ids_not_exact: ({ check, tally, rows }) => {
    const checks = tally.get("checks");
    const fields = sessionFields.filter((field) => count(checks?.get(field) ?? new Map(), "inexact") > 0);
    return found(check("inexact_id"), count(rows, "received") - count(rows, "duplicate"), fields);
  },
  /** `companyId` filters the list: without `supervised`, no session names another company. */
  sessions_of_other_company: ({ check, sessions }) => found(check("other_company"), sessions),
  /** `botId` filters the list: every session names this bot. */
  sessions_of_other_bot: ({ check, sessions }) => found(check("other_bot"), sessions),
  /** `showSupervised` (the name is a guess) adds supervised companies to the list. So the sessions name several companies. */
  supervised_one_company: ({ filters, sessions, tally }) => {
    const companies = [...(tally.get("companies") ?? [])].filter(([key]) => key !== NO_KEY);
    const named = companies.reduce((sum, [, counters]) => sum + size(histogram(counters, "class")), 0);
    return found(filters.supervised && companies.length === 1 && named >= ENOUGH ? named : 0, sessions);
  },
  /** Items contain only the requested fields. */
  fields_not_asked: ({ check, sessions }) => found(check("unasked_field"), sessions),
  /** Every requested field is present, and null if it is empty. So no field is absent from all sessions. */
  fields_missing: (day) => {
    const fields = absentFields(day);
    return found(fields.length, day.sessions, fields);
  },
  /** The timers are measured times. Targets would depend on the operator group alone. */
  first_answer_timer_is_target: (day) => timerOf(day, timerFields[0]),
  next_answers_timer_is_target: (day) => timerOf(day, timerFields[1]),
  /**
   * An unrated session has null, not 0. But 0 is also a real mark of NPS: on a small survey day, all clients may rate and a
   * quarter of them may give 0. So it is a finding only if more than half of the sessions have 0 and none is unrated.
   */
  nps_zero_for_unrated: (day) => zerosOf(day, ratingFields[0], 0.5),
  /** The marks of csi and rating start above 0, so a single 0 is enough. */
  csi_zero_for_unrated: (day) => zerosOf(day, ratingFields[1], 0),
  rating_zero_for_unrated: (day) => zerosOf(day, ratingFields[2], 0),
  /** `userId` or `operatorName` names the operator of every handled session. */
  handled_without_operator: ({ check, figures }) => found(check("no_operator"), countClasses(figures, "handled")),
  /** `operatorGroupIds` is empty if only a bot took part. Otherwise such sessions count as offered, and none as bot_only. */
  offered_by_group_alone: ({ check, figures }) => {
    const alone = countClasses(figures, "bot_only") === 0 ? check("group_alone") : 0;
    return found(alone >= ENOUGH ? alone : 0, countClasses(figures, "unanswered", "waiting"));
  },
  /** `operatorMessageCount` counts all messages of operators: it is not 0 if there was a first message. */
  replies_not_counted: ({ check, sessions }) => found(check("uncounted_reply"), sessions),
  /** `operatorDialogDuration` is in seconds and correct: no dialog is longer than its session. One wrong value can spoil the mean. */
  duration_beyond_session: ({ check }) => found(check("overlong"), check("timed")),
} satisfies Record<string, (day: CheckedDay) => Found>;

export type FindingId = keyof typeof detectors;

export const findingIds = Object.keys(detectors) as FindingId[];

/** All findings of a day, at most one of each detector. */
export function findingsOf(tally: Tally, { filters, inOrder, weekday }: DayFacts): Finding[] {
  const [figures, checks] = [figuresOf(tally, "day", ""), figuresOf(tally, "checks", "")];
  const sessions = size(histogram(figures, "class"));
  const check = (counter: CheckCounter) => count(checks, counter);
  const rows = figuresOf(tally, "rows", "");
  const day: CheckedDay = { filters, inOrder, weekday, tally, rows, sessions, figures, check };
  return findingIds.flatMap((id) => {
    const finding = detectors[id](day);
    return finding === null ? [] : [{ id, ...finding }];
  });
}

function found(count: number, of: number | null, fields: string[] = []): Found {
  return count === 0 ? null : { count, of, fields };
}

/** Whether the figures are doubtful because many rows are invalid: at least 1 % and 5 of the rows received, or at least 10 %. */
function areMany(invalid: number, received: number): boolean {
  return (invalid >= 5 && 100 * invalid >= received) || (invalid > 0 && 10 * invalid >= received);
}

/**
 * Requested fields that no session has. If some sessions have a field that others lack, the API leaves out empty fields; then
 * a field that no session has is no contradiction, and the result is empty.
 */
function absentFields({ tally, sessions }: CheckedDay): string[] {
  const absent = [...(tally.get("checks") ?? [])].flatMap(([field, figures]) => {
    const lacking = count(figures, "absent");
    return lacking === 0 ? [] : [{ field, lacking }];
  });
  const isUniform = absent.every(({ lacking }) => lacking === sessions);
  return isUniform && sessions >= ENOUGH ? absent.map(({ field }) => field).sort() : [];
}

/** A finding if the timer has no more different values than there are groups: then it belongs to the group, not to the session. */
function timerOf({ tally }: CheckedDay, field: (typeof timerFields)[number]): Found {
  const figures = figuresOf(tally, "checks", field);
  const values = histogram(figures, "value");
  const groups = histogram(figures, "group").size;
  const isEnough = size(values) >= Math.max(ENOUGH, SESSIONS_PER_GROUP * groups);
  return found(isEnough && values.size <= groups ? size(values) : 0, size(values), [field]);
}

/** A finding if no session is unrated and more than the given share of them has 0. */
function zerosOf({ tally, figures, sessions }: CheckedDay, field: (typeof ratingFields)[number], share: number): Found {
  const marks = figuresOf(tally, "checks", field);
  const live = sessions - countClasses(figures, "spam");
  const zeros = count(marks, "unrated") === 0 && live >= ENOUGH ? count(marks, "zero") : 0;
  return found(zeros > share * live ? zeros : 0, live, [field]);
}
