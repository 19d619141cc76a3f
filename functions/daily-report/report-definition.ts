import * as v from "valibot";
import {
  entries,
  goalEntries,
  groupEntries,
  reportSchema,
  right,
  type Weekday,
  weekdays,
} from "./definition-fields.ts";
import { either, isObject, nearest, segment, show } from "./definition-words.ts";
import {
  type DailyReports,
  isOverPeriod,
  periodProblems,
  type ReportPeriod,
  usualTime,
  withTakenFields,
} from "./period-fields.ts";

/**
 * The contract between `cdk.json`, the function and the command line: what a report is. Each of them checks it once.
 * It imports nothing but the schema library and other contracts, so that the stack can use it without pulling in the function.
 */

/**
 * What metrics should reach: percentages, points for `nps`, seconds for `frt_p90`; at most this for `lost_rate` and `frt_p90`, at
 * least this for the others. Null: no goal.
 */
type GoalsDefinition = Readonly<Record<keyof typeof goalEntries, number | null>>;

/** The settings of one operator group. Null: no name, the target of the whole report, no goals. */
type GroupDefinition = {
  readonly name: string | null;
  readonly firstReplySeconds: number | null;
  readonly goals: GoalsDefinition | null;
};

/** One report, with every field filled in; null means "not set". Parsing the result again gives the same result. */
export type ReportDefinition = {
  readonly id: string;
  readonly title: string;
  /** IANA name in its right spelling. */
  readonly zone: string;
  readonly locale: "en" | "ru";
  /** Local time of day in `zone`, "HH:MM". */
  readonly at: string;
  /** What the report is about: the day, ISO week or calendar month before. */
  readonly period: ReportPeriod;
  /** The id of the daily report whose days a report of weeks or months merges; null for a daily report. */
  readonly of: string | null;
  /** The days on which the report is made, at least one; empty for a report of months. */
  readonly weekdays: readonly Weekday[];
  /** The day of the month on which a report of months is made, 1-28; null for the others. */
  readonly monthDay: number | null;
  /** How many more times the report is tried on its day, every hour after `at`, unless it is done; 0-12. */
  readonly again: number;
  readonly enabled: boolean;
  /** Addresses and domains are in ASCII: a domain in another script is in punycode. */
  readonly recipients: readonly string[];
  /** Domains to which test mails may be sent, in addition to those of the recipients. */
  readonly testDomains: readonly string[];
  readonly replyTo: string | null;
  /** An address, or "Name <address>". */
  readonly sender: string | null;
  /** Only sessions of this company; null: all sessions that the login can see. */
  readonly companyId: number | null;
  /** Only sessions of this bot; null: all. */
  readonly botId: string | null;
  /** Whether the sessions of all supervised companies are asked for. */
  readonly supervised: boolean;
  /** The target for the first reply. */
  readonly firstReplySeconds: number;
  /** By the id of the operator group. */
  readonly groups: Readonly<Record<string, GroupDefinition>>;
  /** The goals of the whole report; groups do not take them over. */
  readonly goals: GoalsDefinition | null;
  readonly personalData: "mask" | "keep" | "drop";
  /** ISO 4217; null: prices are shown without a currency. */
  readonly currency: string | null;
  /** The address of a session's page, with `{id}` in place of its id; see `sessionLink`. */
  readonly sessionUrl: string | null;
  /** How many days before each report's day are read again for late data, 0-14; 0 for a report of weeks or months. */
  readonly restateDays: number;
  /** Dates that are left out of every comparison with earlier days; sorted, each once. */
  readonly holidays: readonly string[];
};

/** A definition cannot be used; the message names the report, the field, the value and what would be right. */
export class ReportDefinitionError extends Error {
  override readonly name = "ReportDefinitionError";
  readonly code = "REPORT_DEFINITION";
}

/**
 * Reads report definitions from decoded JSON: a non-empty array of objects with known keys and unique ids.
 * `source` says where they come from ("cdk.json"), for the message. Throws `ReportDefinitionError`.
 */
export function parseReportDefinitions(input: unknown, source: string): ReportDefinition[] {
  if (!Array.isArray(input) || input.length === 0) {
    const found = input === undefined ? "nothing" : show(input);
    throw new ReportDefinitionError(`${source}: found ${found} instead of a non-empty array of reports.`);
  }
  const readings = readReports(input);
  const problems = [...readings.flatMap((reading) => reading.problems), ...repeatedIds(input)];
  if (problems.length > 0) {
    throw new ReportDefinitionError(`${source}: ${problems[0]}${andMore(problems.length - 1)}.`);
  }
  return readings.flatMap((reading) => reading.definitions);
}

/** Throws `ReportDefinitionError` if the report has recipients but no sender. */
export function assertMailable(definition: ReportDefinition): void {
  if (definition.recipients.length === 0 || definition.sender !== null) return;
  throw new ReportDefinitionError(
    `report "${definition.id}": sender is missing, but there are recipients; it must be ${right.sender}.`,
  );
}

type Reading = { definitions: ReportDefinition[]; problems: string[] };

/** Reads the daily reports first, because the others take fields from them. */
function readReports(reports: readonly unknown[]): Reading[] {
  const none: DailyReports = new Map();
  const readings = reports.map((report, index) => (isOverPeriod(report) ? null : readReport(report, index, none)));
  const daily: DailyReports = new Map(
    readings.flatMap((reading, index) => {
      const [id, [definition = null]] = [idOf(reports[index]), reading?.definitions ?? []];
      return reading === null || id === null ? [] : [[id, definition] as const];
    }),
  );
  return readings.map((reading, index) => reading ?? readReport(reports[index], index, daily));
}

function readReport(report: unknown, index: number, daily: DailyReports): Reading {
  const who = nameOf(report, index);
  // A missing required key is read as undefined, so that the message says what would be right for that key.
  const input = isObject(report) ? { id: undefined, zone: undefined, ...withTakenFields(report, daily) } : report;
  const result = v.safeParse(reportSchema, input, { abortPipeEarly: true });
  const keys = isObject(report) ? keyProblems(report) : [];
  const definitions = result.success ? [withDefaults(result.output, daily)] : [];
  const ofPeriod = definitions.flatMap((definition) => [
    ...noWeekday(definition),
    ...(isObject(report) ? periodProblems(definition, report, daily) : []),
  ]);
  const problems = [...keys, ...(result.issues ?? []).map(describe), ...ofPeriod];
  return { definitions, problems: problems.map((problem) => `${who}${problem}`) };
}

const usualWeekdays: Readonly<Record<ReportPeriod, readonly Weekday[]>> = { day: weekdays, week: ["mon"], month: [] };

/** Fills in the defaults that depend on other fields. */
function withDefaults(fields: v.InferOutput<typeof reportSchema>, daily: DailyReports): ReportDefinition {
  return {
    ...fields,
    title: fields.title ?? fields.id,
    at: fields.at ?? usualTime(fields.of, daily),
    weekdays: fields.weekdays ?? [...usualWeekdays[fields.period]],
    monthDay: fields.monthDay ?? (fields.period === "month" ? 1 : null),
    restateDays: fields.restateDays ?? (fields.period === "day" ? 3 : 0),
  };
}

function noWeekday({ period, weekdays: chosen }: ReportDefinition): string[] {
  if (period === "month" || chosen.length > 0) return [];
  const right = `a list of ${either(weekdays)}, at least one of them ("enabled": false stops a report)`;
  return [`: weekdays is []; it must be ${right}`];
}

function describe(issue: v.BaseIssue<unknown>): string {
  const path = issue.path?.map((item) => segment(String(item.key))).join(".");
  const found = issue.input === undefined ? "missing" : show(issue.input);
  return `${path === undefined ? "" : `: ${path}`} is ${found}; it must be ${issue.message}`;
}

/** Finds all unknown keys. The library stops at the first one and does not suggest a similar key. */
function keyProblems(report: Record<string, unknown>): string[] {
  const groups = Object.entries(isObject(report.groups) ? report.groups : {});
  const inGroups = groups.flatMap(([id, group]) => {
    if (!isObject(group)) return [];
    const path = `groups.${segment(id)}.`;
    return [...unknownKeys(group, Object.keys(groupEntries), path), ...unknownGoals(group, path)];
  });
  return [...unknownKeys(report, Object.keys(entries), ""), ...unknownGoals(report, ""), ...inGroups];
}

function unknownGoals({ goals }: Record<string, unknown>, path: string): string[] {
  return isObject(goals) ? unknownKeys(goals, Object.keys(goalEntries), `${path}goals.`) : [];
}

function unknownKeys(found: Record<string, unknown>, known: readonly string[], path: string): string[] {
  return Object.entries(found)
    .filter(([key]) => !known.includes(key))
    .map(([key, value]) => {
      const meant = `the nearest known field is ${path}${nearest(key, known).name}`;
      return `: ${path}${segment(key)} (here ${show(value)}) is not a known field; ${meant}`;
    });
}

function repeatedIds(reports: readonly unknown[]): string[] {
  const ids = reports.map(idOf);
  return ids.flatMap((id, index) =>
    id === null || ids.indexOf(id) === index
      ? []
      : [`report ${index + 1}: id is ${show(id)} as in report ${ids.indexOf(id) + 1}; it must be ${right.id}`],
  );
}

function idOf(report: unknown): string | null {
  return isObject(report) && typeof report.id === "string" ? report.id : null;
}

function nameOf(report: unknown, index: number): string {
  const usable = isObject(report) && v.is(entries.id, report.id);
  return usable ? `report "${report.id}"` : `report ${index + 1}`;
}

function andMore(count: number): string {
  return count === 0 ? "" : ` (and ${count} more ${count === 1 ? "problem" : "problems"})`;
}
