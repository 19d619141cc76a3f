import * as v from "valibot";
import { either, isObject, nearest } from "./definition-words.ts";
import { addressOf, asciiAddress, asciiDomain, hasForeignLocalPart, rightLocalPart } from "./mail-address.ts";
import { reportPeriods } from "./period-fields.ts";
import { isSessionUrl } from "./session-url.ts";
import { zoneNamed } from "./zone-name.ts";

/** The fields of a report definition: which values each may have, and what is said of a wrong one. */

export const weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
export type Weekday = (typeof weekdays)[number];

/** What would be right, as the end of "it must be ...". */
export const right = {
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
  goals: 'an object such as {"sl1": 80, "lost_rate": 5}, or null',
  goodShare: "a percentage from 1 to 100 such as 80, or null",
  badShare: "a percentage from 0 to 100 such as 5, or null",
  score: "a score from -100 to 100 such as 40, or null",
  companyId: "a positive whole number such as 42, or null",
  currency: 'a code of three upper-case letters (ISO 4217) such as "RUB", or null',
  again: "a whole number of tries from 0 (none after the first) to 12, one an hour",
  restateDays: "a whole number of days from 0 (none is read again) to 14",
  holidays: 'a list of dates such as ["2026-01-01"], or the path of a file of them',
  date: 'a date such as "2026-01-01"',
  sessionUrl:
    'an https address in ASCII with {id} once, after the host, such as "https://example.com/chats/{id}", of at most 200 characters, or null',
  report: 'an object such as {"id": "support-daily", "zone": "Europe/Moscow"}',
  groups: 'an object of groups by id such as {"7": {"name": "Sales", "firstReplySeconds": 30}}',
  group: 'an object such as {"name": "Sales", "firstReplySeconds": 30}',
  groupId: 'an operator group\'s id in digits, such as "7"',
};

// Bare commas, colons and the like would start another address; in quotes they are harmless. Any script is allowed.
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

const between = (least: number, most: number, message: string) =>
  v.pipe(v.number(message), v.minValue(least, message), v.maxValue(most, message));

/** A good share starts at 1, because 0.8 would be meant as 80 %. */
const goodShare = orNull(between(1, 100, right.goodShare));

/** The metrics that may have a goal, and the goals that each may have. */
export const goalEntries = {
  sl1: goodShare,
  lost_rate: orNull(between(0, 100, right.badShare)),
  csi: goodShare,
  csat_top_box: goodShare,
  nps: orNull(between(-100, 100, right.score)),
  frt_p90: orNull(positiveInteger(`${right.seconds}, or null`)),
};

const goals = orNull(
  v.pipe(
    objectOf(v.object(goalEntries), right.goals),
    v.transform((found) => (Object.values(found).some((goal) => goal !== null) ? found : null)),
  ),
);

/** The fields of one operator group. */
export const groupEntries = {
  name: orNull(oneLine(200)),
  firstReplySeconds: orNull(positiveInteger(`${right.seconds}, or null`)),
  goals,
};

const idPattern = /^[a-z0-9][a-z0-9-]{0,62}$/;

/** The fields of a report. */
export const entries = {
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
  goals,
  personalData: v.optional(oneOf(["mask", "keep", "drop"]), "mask"),
  currency: orNull(matching(/^[A-Z]{3}$/, right.currency)),
  sessionUrl: orNull(v.pipe(v.string(right.sessionUrl), v.check(isSessionUrl, right.sessionUrl))),
  again: v.optional(
    v.pipe(v.number(right.again), v.safeInteger(right.again), v.minValue(0, right.again), v.maxValue(12, right.again)),
    3,
  ),
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
export const reportSchema = objectOf(v.object(entries), right.report);

/** Whether the text is a date that exists, as YYYY-MM-DD. */
export function isDate(text: string): boolean {
  const instant = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return !Number.isNaN(instant) && new Date(instant).toISOString().startsWith(text);
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
