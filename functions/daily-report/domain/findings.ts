import { type CheckCounter, ratingFields, timerFields } from "./checks.ts";
import { count, countClasses, type Figures, histogram } from "./metrics/metric.ts";
import { sessionFields } from "./session.ts";
import type { SessionFilters } from "./session-filters.ts";
import { type InvalidReason, invalidReasons } from "./sort-out.ts";
import { size } from "./statistics.ts";
import { figuresOf, NO_KEY, type Tally } from "./tally.ts";

/**
 * What in a day's data contradicts an assumption about the TWIN API, so that figures may mean something else than they say.
 * `count` is how much of it was seen, `of` among how many (null: nothing to count); `fields` are the API's fields concerned,
 * only ever such as were asked for: what comes from outside is never named.
 */
export type Finding = {
  id: FindingId;
  count: number;
  of: number | null;
  fields: string[];
  /** Why rows are invalid; of `rows_unreadable` alone. */
  reasons?: InvalidReason[];
};

/** How many of the same weekdays before are known, and how many of those had sessions. */
export type WeekdayHistory = { readonly known: number; readonly withSessions: number };

/** What is known of the day beside its tally. */
type DayFacts = {
  readonly filters: SessionFilters;
  readonly inOrder: boolean;
  readonly weekday: WeekdayHistory | null;
};

type CheckedDay = DayFacts & {
  readonly tally: Tally;
  /** Counts of rows by what became of them: `received`, `duplicate`, `invalid` (by reason). */
  readonly rows: Figures;
  /** The day's sessions, spam included. */
  readonly sessions: number;
  readonly figures: Figures;
  readonly check: (counter: CheckCounter) => number;
};

type Found = Omit<Finding, "id"> | null;

/** Fewer sessions than this can be alike by chance. */
const ENOUGH = 20;

/** With fewer sessions than this for each group, measured times could be no more than the groups. */
const SESSIONS_PER_GROUP = 3;

/** The fields that speak against a row, by the reason why it is invalid. */
const fieldsOfReasons: Readonly<Record<InvalidReason, readonly string[]>> = {
  "no id": ["id"],
  "no readable createdAt": ["createdAt"],
  "closedAt bad": ["closedAt"],
  "closedAt before createdAt": ["closedAt", "createdAt"],
};

/** Every detector, in the order in which findings are shown: the assumption, and what contradicts it. */
const detectors = {
  /** Every session has an id, a creation time, and a closing time that is not before it: few rows are invalid. */
  rows_unreadable: ({ rows }) => {
    const invalid = histogram(rows, "invalid");
    const [received, unreadable] = [count(rows, "received"), size(invalid)];
    const reasons = invalidReasons.filter((reason) => invalid.has(reason));
    const fields = [...new Set(reasons.flatMap((reason) => fieldsOfReasons[reason]))];
    const finding = found(areMany(unreadable, received) ? unreadable : 0, received - count(rows, "duplicate"), fields);
    return finding && { ...finding, reasons };
  },
  /** The TWIN login sees the sessions it should. A login that lost its rights gets an empty list, not an error. */
  no_sessions_unusual: ({ weekday }) => {
    const { known, withSessions } = weekday ?? { known: 0, withSessions: 0 };
    return found(2 * withSessions > known ? withSessions : 0, known);
  },
  /** `from` and `to` bound `createdAt`, in whole seconds with both ends inclusive: no row lies before, or past that second. */
  rows_outside_time_asked: ({ check, rows }) => found(check("unasked_time"), count(rows, "received")),
  /** `sort=createdAt` orders the list; a day of one page does not need it, and is where its loss would go unseen. */
  rows_out_of_order: ({ inOrder }) => found(inOrder ? 0 : 1, null),
  /** The API lists a session once. Where it does not, its count may include the repeats, so that `short` says less. */
  sessions_listed_twice: ({ rows }) => found(count(rows, "duplicate"), count(rows, "received")),
  /** Ids are texts, or numbers that JSON carries exactly (at most 2^53 - 1): two ids never become one on the way. */
  ids_not_exact: ({ check, tally, rows }) => {
    const checks = tally.get("checks");
    const fields = sessionFields.filter((field) => count(checks?.get(field) ?? new Map(), "inexact") > 0);
    return found(check("inexact_id"), count(rows, "received") - count(rows, "duplicate"), fields);
  },
  /** `companyId` narrows the list: without `supervised`, no session names another company. */
  sessions_of_other_company: ({ check, sessions }) => found(check("other_company"), sessions),
  /** `botId` narrows the list: no session names another bot, or none. */
  sessions_of_other_bot: ({ check, sessions }) => found(check("other_bot"), sessions),
  /** `showSupervised`, a name that is guessed, widens the list to further companies: then not all sessions are of one. */
  supervised_one_company: ({ filters, sessions, tally }) => {
    const companies = [...(tally.get("companies") ?? [])].filter(([key]) => key !== NO_KEY);
    const named = companies.reduce((sum, [, counters]) => sum + size(histogram(counters, "class")), 0);
    return found(filters.supervised && companies.length === 1 && named >= ENOUGH ? named : 0, sessions);
  },
  /** Items carry only the fields asked for. */
  fields_not_asked: ({ check, sessions }) => found(check("unasked_field"), sessions),
  /** A field asked for is there, null when empty: it is not absent from all of many sessions. */
  fields_missing: (day) => {
    const fields = absentFields(day);
    return found(fields.length, day.sessions, fields);
  },
  /** The timers measure: they do not follow from the operator group, as its targets would. */
  first_answer_timer_is_target: (day) => timerOf(day, timerFields[0]),
  next_answers_timer_is_target: (day) => timerOf(day, timerFields[1]),
  /**
   * Unrated is null, not 0. A day on which all rated may be a survey, and 0 is a mark of NPS that clients do give, even a
   * quarter of them on a small day; but most sessions of a contact centre stay unrated.
   */
  nps_zero_for_unrated: (day) => zerosOf(day, ratingFields[0], 0.5),
  /** Of csi and rating, whose marks begin above 0, a single 0 is enough. */
  csi_zero_for_unrated: (day) => zerosOf(day, ratingFields[1], 0),
  rating_zero_for_unrated: (day) => zerosOf(day, ratingFields[2], 0),
  /** `userId` and `operatorName` are the operator's: who wrote is named. */
  handled_without_operator: ({ check, figures }) => found(check("no_operator"), countClasses(figures, "handled")),
  /** `operatorGroupIds` is empty where only a bot was: else such sessions count as offered, and none as the bot's alone. */
  offered_by_group_alone: ({ check, figures }) => {
    const alone = countClasses(figures, "bot_only") === 0 ? check("group_alone") : 0;
    return found(alone >= ENOUGH ? alone : 0, countClasses(figures, "unanswered", "waiting"));
  },
  /** `operatorMessageCount` counts all messages of operators: it is not 0 where there was a first one. */
  replies_not_counted: ({ check, sessions }) => found(check("uncounted_reply"), sessions),
  /** `operatorDialogDuration` is in seconds, and right: no dialog is longer than the session it is part of. One can spoil the mean. */
  duration_beyond_session: ({ check }) => found(check("overlong"), check("timed")),
} satisfies Record<string, (day: CheckedDay) => Found>;

export type FindingId = keyof typeof detectors;

export const findingIds = Object.keys(detectors) as FindingId[];

/** All that is found on a day, each detector's finding once at most. */
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

/** Whether so many invalid rows change what the figures say: 1 % of the rows received and 5 rows, or a tenth of them. */
function areMany(invalid: number, received: number): boolean {
  return (invalid >= 5 && 100 * invalid >= received) || (invalid > 0 && 10 * invalid >= received);
}

/**
 * Fields that no session has, of sessions that have all their fields in common. Where some have a field that others lack, the
 * API leaves out what is empty, and a field that nobody has says nothing.
 */
function absentFields({ tally, sessions }: CheckedDay): string[] {
  const absent = [...(tally.get("checks") ?? [])].flatMap(([field, figures]) => {
    const lacking = count(figures, "absent");
    return lacking === 0 ? [] : [{ field, lacking }];
  });
  const isUniform = absent.every(({ lacking }) => lacking === sessions);
  return isUniform && sessions >= ENOUGH ? absent.map(({ field }) => field).sort() : [];
}

/** Found where the timer takes no more different values than there are groups: it is theirs, not the session's. */
function timerOf({ tally }: CheckedDay, field: (typeof timerFields)[number]): Found {
  const figures = figuresOf(tally, "checks", field);
  const values = histogram(figures, "value");
  const groups = histogram(figures, "group").size;
  const isEnough = size(values) >= Math.max(ENOUGH, SESSIONS_PER_GROUP * groups);
  return found(isEnough && values.size <= groups ? size(values) : 0, size(values), [field]);
}

/** Found where no session is unrated, and more than the given share of them has 0. */
function zerosOf({ tally, figures, sessions }: CheckedDay, field: (typeof ratingFields)[number], share: number): Found {
  const marks = figuresOf(tally, "checks", field);
  const live = sessions - countClasses(figures, "spam");
  const zeros = count(marks, "unrated") === 0 && live >= ENOUGH ? count(marks, "zero") : 0;
  return found(zeros > share * live ? zeros : 0, live, [field]);
}
