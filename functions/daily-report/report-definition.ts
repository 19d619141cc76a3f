import * as v from "valibot";
import { either, isObject, nearest, segment, show } from "./definition-words.ts";
import { asciiAddress, asciiDomain, hasForeignLocalPart, rightLocalPart } from "./mail-address.ts";
import {
  type DailyReports,
  isOverPeriod,
  periodProblems,
  type ReportPeriod,
  reportPeriods,
  usualTime,
  withTakenFields,
} from "./period-fields.ts";
import { zoneNamed } from "./zone-name.ts";

/**
 * The contract between `cdk.json`, the function and the command line: what a report is. Each of them checks it once.
 * It imports nothing but the schema library and other contracts, so that the stack can use it without pulling in the function.
 */

export const weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
type Weekday = (typeof weekdays)[number];

/** The settings of one operator group; null: as for the whole report. */
type GroupDefinition = { readonly name: string | null; readonly firstReplySeconds: number | null };

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
  readonly personalData: "mask" | "keep" | "drop";
  /** ISO 4217; null: prices are shown without a currency. */
  readonly currency: string | null;
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
    throw new ReportDefinitionError(`${source}: found ${found} where a non-empty array of reports must be.`);
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

/** Whether the text is a date that exists, as YYYY-MM-DD. */
export function isDate(text: string): boolean {
  const instant = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return !Number.isNaN(instant) && new Date(instant).toISOString().startsWith(text);
}

/** The bare address of a checked sender: "reports@example.com" of "Daily report <reports@example.com>". */
export function addressOf(sender: string): string {
  return /<([^<>]+)>$/.exec(sender)?.[1] ?? sender;
}

/** What would be right, as the end of "it must be ...". */
const right = {
  id: 'a name of its own such as "support-daily": 1 to 63 lower-case letters, digits and hyphens, no hyphen first',
  at: 'a local time of day from "00:00" to "23:59", such as "07:30"',
  of: 'the id of a daily report such as "support-daily"',
  monthDay: "a day of the month from 1 to 28",
  flag: "true or false",
  address: 'an e-mail address such as "team@example.com"',
  addressOrNull: 'an e-mail address such as "team@example.com", or null',
  domain: 'a domain such as "example.com"',
  domains: 'a list of domains such as ["example.com"]',
  addresses: 'a list of e-mail addresses such as ["team@example.com"]',
  once: "named only once, whatever the letter case or the script of its domain",
  sender: 'an address such as "reports@example.com" or "Daily report <reports@example.com>"',
  seconds: "a positive whole number of seconds such as 60",
  companyId: "a positive whole number such as 42, or null",
  currency: 'a code of three upper-case letters (ISO 4217) such as "RUB", or null',
  restateDays: "a whole number of days from 0 (none is read again) to 14",
  holidays: 'a list of dates such as ["2026-01-01"], or the path of a file of them',
  date: 'a date such as "2026-01-01"',
  report: 'an object such as {"id": "support-daily", "zone": "Europe/Moscow"}',
  groups: 'an object of groups by id such as {"7": {"name": "Sales", "firstReplySeconds": 30}}',
  group: 'an object such as {"name": "Sales", "firstReplySeconds": 30}',
  groupId: 'an operator group\'s id in digits, such as "7"',
};

// Bare commas, colons and the like would start another address; in quotes they are harmless. Any script may stand.
const named = /^(?! )(?:[^"<>,;:@()[\]\\\p{Cc}\p{Cs}\p{Zl}\p{Zp}]+|"[^"\\\p{Cc}\p{Cs}\p{Zl}\p{Zp}]+" ?)<([^<>]+)>$/u;

type Message = string | ((issue: v.BaseIssue<unknown>) => string);

const matching = (pattern: RegExp, message: string) => v.pipe(v.string(message), v.regex(pattern, message));
/** Converts the text with `read`; refuses it if the result is null. */
const readBy = (read: (text: string) => string | null, message: Message) =>
  v.pipe(
    v.string(message),
    v.check((text) => read(text) !== null, message),
    v.transform((text) => read(text) ?? text),
  );
const positiveInteger = (message: string) => v.pipe(v.number(message), v.safeInteger(message), v.minValue(1, message));
const oneOf = <const T extends readonly string[]>(values: T) => v.picklist(values, either(values));
const orNull = <S extends v.GenericSchema>(schema: S) => v.optional(v.nullable(schema), null);
const noDoubles = <T extends string>(key: (item: T) => string, message: string) =>
  v.checkItems<T[], string>((item, at, all) => all.findIndex((other) => key(other) === key(item)) === at, message);

function oneLine(most: number) {
  const message = `text of 1 to ${most} characters in one line`;
  const harmless = (text: string) => text.trim() !== "" && !/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/u.test(text);
  // A character as people see it may have any number of combining marks.
  const units = 4 * most;
  return v.pipe(
    v.string(message),
    v.check((text) => harmless(text) && hasAtMost(most, text), message),
    v.maxLength(units, `${message}, and of at most ${units} UTF-16 code units`),
  );
}

/** Whether the text has at most `most` characters, as people count them. */
function hasAtMost(most: number, text: string): boolean {
  let count = 0;
  for (const _ of new Intl.Segmenter("en").segment(text)) {
    count += 1;
    if (count > most) return false;
  }
  return true;
}

/** The sender with its address in ASCII; null if it is not one mailbox. */
function asciiSender(text: string): string | null {
  const inBrackets = named.exec(text)?.[1];
  const address = asciiAddress(inBrackets ?? text);
  if (address === null || inBrackets === undefined) return address;
  return `${text.slice(0, text.lastIndexOf("<"))}<${address}>`;
}

/** The message for a wrong address; `plain` is used unless its local part is not ASCII. */
const rightAddress =
  (plain: string) =>
  ({ input }: v.BaseIssue<unknown>): string => {
    const address = typeof input === "string" ? addressOf(input) : "";
    return hasForeignLocalPart(address) ? `an e-mail address with ${rightLocalPart}` : plain;
  };

/** The library accepts a list as an object; here a list is refused. */
function objectOf<S extends v.GenericSchema<Record<string, unknown>>>(schema: S, message: string) {
  return v.pipe(v.custom<v.InferInput<S>>(isObject, message), schema);
}

const groupEntries = {
  name: orNull(oneLine(200)),
  firstReplySeconds: orNull(positiveInteger(`${right.seconds}, or null`)),
};

const idPattern = /^[a-z0-9][a-z0-9-]{0,62}$/;

const entries = {
  id: matching(idPattern, right.id),
  title: v.optional(oneLine(120)),
  zone: readBy(zoneNamed, rightZone),
  locale: v.optional(oneOf(["en", "ru"]), "en"),
  at: v.optional(matching(/^([01]\d|2[0-3]):[0-5]\d$/, right.at)),
  period: v.optional(oneOf(reportPeriods), "day"),
  of: orNull(matching(idPattern, right.of)),
  weekdays: v.optional(
    v.pipe(
      v.array(oneOf(weekdays), `a list of ${either(weekdays)}`),
      noDoubles<Weekday>((day) => day, "named only once"),
    ),
  ),
  monthDay: orNull(
    v.pipe(
      v.number(right.monthDay),
      v.integer(right.monthDay),
      v.minValue(1, right.monthDay),
      v.maxValue(28, right.monthDay),
    ),
  ),
  enabled: v.optional(v.boolean(right.flag), true),
  recipients: v.optional(
    v.pipe(
      v.array(readBy(asciiAddress, rightAddress(right.address)), right.addresses),
      noDoubles<string>((recipient) => recipient.toLowerCase(), right.once),
    ),
    [],
  ),
  testDomains: v.optional(v.array(readBy(asciiDomain, right.domain), right.domains), []),
  replyTo: orNull(readBy(asciiAddress, rightAddress(right.addressOrNull))),
  sender: orNull(readBy(asciiSender, rightAddress(`${right.sender}, or null`))),
  companyId: orNull(positiveInteger(right.companyId)),
  botId: orNull(oneLine(200)),
  supervised: v.optional(v.boolean(right.flag), false),
  firstReplySeconds: v.optional(positiveInteger(right.seconds), 60),
  groups: v.optional(
    objectOf(
      v.record(matching(/^(0|[1-9]\d{0,15})$/, right.groupId), objectOf(v.object(groupEntries), right.group)),
      right.groups,
    ),
    {},
  ),
  personalData: v.optional(oneOf(["mask", "keep", "drop"]), "mask"),
  currency: orNull(matching(/^[A-Z]{3}$/, right.currency)),
  restateDays: v.optional(
    v.pipe(
      v.number(right.restateDays),
      v.safeInteger(right.restateDays),
      v.minValue(0, right.restateDays),
      v.maxValue(14, right.restateDays),
    ),
  ),
  holidays: v.optional(
    v.pipe(
      v.array(v.pipe(v.string(right.date), v.check(isDate, right.date)), right.holidays),
      v.transform((dates) => [...new Set(dates)].sort()),
    ),
    [],
  ),
};
const reportSchema = objectOf(v.object(entries), right.report);

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
  const inGroups = groups.flatMap(([id, group]) =>
    isObject(group) ? unknownKeys(group, Object.keys(groupEntries), `groups.${segment(id)}.`) : [],
  );
  return [...unknownKeys(report, Object.keys(entries), ""), ...inGroups];
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

function rightZone(issue: v.BaseIssue<unknown>): string {
  const text = typeof issue.input === "string" ? issue.input.trim() : "";
  if (/^([+-]|(utc|gmt)[+-])/i.test(text)) {
    return 'a place\'s IANA zone such as "Europe/Moscow", since an offset knows no change of the clocks';
  }
  const meant = text === "" ? null : likelyZone(text);
  return meant === null ? 'an IANA time zone such as "Europe/Moscow"' : `an IANA time zone, here probably "${meant}"`;
}

function likelyZone(text: string): string | null {
  const zones = [...Intl.supportedValuesOf("timeZone"), "UTC"];
  const city = `/${text
    .slice(text.lastIndexOf("/") + 1)
    .toLowerCase()
    .replaceAll(" ", "_")}`;
  const known = zoneNamed(text) ?? zones.find((zone) => zone.toLowerCase().endsWith(city));
  if (known !== undefined) return known;
  const guess = nearest(text, zones);
  return guess.edits <= 2 ? guess.name : null;
}

function andMore(count: number): string {
  return count === 0 ? "" : ` (and ${count} more ${count === 1 ? "problem" : "problems"})`;
}
