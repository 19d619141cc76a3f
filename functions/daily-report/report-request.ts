import * as v from "valibot";
import { ReportError } from "./domain/report-error.ts";
import { asciiAddress, hasForeignLocalPart, rightLocalPart } from "./mail-address.ts";

/** The event asks for something that cannot be done; nothing was read, written or mailed. */
export class RequestError extends ReportError {
  override readonly name = "RequestError";
}

const right = {
  text: "text that is not empty",
  date: 'a date such as "2026-03-02"',
  period: 'an ISO week such as "2026-W48" or a month such as "2026-11"',
  time: 'a time such as "2026-03-02T04:30:00Z"',
  key: "1 to 100 letters, digits and . : _ -",
  flag: "true or false",
  sendTo: 'a list of e-mail addresses such as ["me@example.com"]',
  plan: 'an object such as {"from": "2026-01-01", "to": "2026-03-31", "report": "support-daily"}',
  backfill: "1 to 80 letters, digits and . _ -, a letter or digit first",
};

const text = v.pipe(v.string(right.text), v.minLength(1, right.text));
const date = v.pipe(v.string(right.date), v.regex(/^\d{4}-\d\d-\d\d$/, right.date));
const flag = v.optional(v.boolean(right.flag), false);
const address = v.pipe(
  v.string(right.sendTo),
  v.check((text) => asciiAddress(text) !== null, rightAddresses),
  v.transform((text) => asciiAddress(text) ?? text),
);

function rightAddresses({ input }: v.BaseIssue<unknown>): string {
  const isForeign = typeof input === "string" && hasForeignLocalPart(input);
  return isForeign ? `a list of e-mail addresses with ${rightLocalPart}` : right.sendTo;
}

/** Compares without letter case, as the ledger does. */
function isFirst(address: string, at: number, all: string[]): boolean {
  return all.findIndex((other) => other.toLowerCase() === address.toLowerCase()) === at;
}

/** Whether the text is an existing time in UTC, in the form that schedules use. */
function isInstant(text: string): boolean {
  const parsed = Date.parse(text);
  const isForm = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(text);
  return isForm && !Number.isNaN(parsed) && new Date(parsed).toISOString().startsWith(text.slice(0, 19));
}

/** The days of a backfill. `again`: also those that have a revision. */
const backfillPlan = v.strictObject({ from: date, to: date, report: v.optional(text), again: flag }, right.plan);

const entries = {
  /** The id of a report; without it every enabled report. */
  report: v.optional(text),
  /** One day. */
  date: v.optional(date),
  /** One ISO week or month, for a report of weeks or months. */
  period: v.optional(v.pipe(v.string(right.period), v.regex(/^\d{4}-(W\d\d|\d\d)$/, right.period))),
  /** A range of days, both ends included. */
  from: v.optional(date),
  to: v.optional(date),
  /** Set by a schedule: the id of the group of reports that it calls. */
  schedule: v.optional(text),
  /** Set by a watchdog: the id of the group of reports of which it asks whether they are done. */
  watch: v.optional(text),
  /** The report with which to begin on the first day: those before it are left out. From `next` of an earlier answer. */
  fromReport: v.optional(text),
  /** The time by which yesterday is, instead of the time of the call. From `next` of an earlier answer. */
  asOf: v.optional(v.pipe(v.string(right.time), v.check(isInstant, right.time))),
  /** Set by a schedule: the scheduled time. */
  scheduledTime: v.optional(v.pipe(v.string(right.time), v.check(isInstant, right.time))),
  /** Set by a schedule: its attempt to deliver this call, from 1. Only logged, so any value is accepted. */
  attempt: v.optional(v.pipe(v.unknown(), v.transform(readAttempt)), null),
  /** Mails the recipients of the report even if the day is not due. */
  mail: flag,
  /** Mails these addresses instead of the recipients, each once; the addresses are in ASCII. */
  sendTo: v.optional(v.pipe(v.array(address, right.sendTo), v.nonEmpty(right.sendTo), v.filterItems(isFirst))),
  /** Makes a new revision and mails it, even if nothing changed. */
  force: flag,
  /** Writes nothing, mails nobody, returns the headline figures. */
  dryRun: flag,
  /** Leaves out the days that have a revision. Set by a backfill. */
  missing: flag,
  /** Set by a backfill: its name. Its failures raise no alarm, because the backfill tells operations of them. */
  backfill: v.optional(v.pipe(v.string(right.backfill), v.regex(/^[A-Za-z0-9][\w.-]{0,79}$/, right.backfill))),
  /** Set by a backfill: the days of which to write a list. */
  plan: v.optional(backfillPlan),
  /** Set by a backfill at its end: the archive key of the list of its results. */
  results: v.optional(text),
  /** Identifies the request, so that `force` and `sendTo` are done once even if it is repeated. */
  requestKey: v.optional(v.pipe(v.string(right.key), v.regex(/^[\w.:-]{1,100}$/, right.key))),
};

/** A whole number, or a text of its digits; null for anything else. */
function readAttempt(value: unknown): number | null {
  const attempt = typeof value === "string" && /^\d{1,9}$/.test(value) ? Number(value) : value;
  return typeof attempt === "number" && Number.isSafeInteger(attempt) ? attempt : null;
}

const schema = v.strictObject(entries);

export type ReportRequest = v.InferOutput<typeof schema>;

/** Pairs of fields that contradict each other. */
const exclusive = [
  ["date", "from"],
  ["period", "date"],
  ["period", "from"],
  ["period", "scheduledTime"],
  ["date", "scheduledTime"],
  ["from", "scheduledTime"],
  ["report", "schedule"],
  ["report", "fromReport"],
  ["schedule", "mail"],
  ["schedule", "sendTo"],
  ["schedule", "dryRun"],
  ["schedule", "force"],
  ["scheduledTime", "fromReport"],
  ["scheduledTime", "asOf"],
  ["asOf", "date"],
  ["asOf", "period"],
  ["asOf", "from"],
  ["scheduledTime", "mail"],
  ["scheduledTime", "dryRun"],
  ["dryRun", "mail"],
  ["dryRun", "sendTo"],
  ["dryRun", "force"],
  ["mail", "sendTo"],
  ["missing", "mail"],
  ["missing", "sendTo"],
  ["missing", "force"],
  ["missing", "dryRun"],
  ["missing", "scheduledTime"],
] as const satisfies readonly (readonly [keyof ReportRequest, keyof ReportRequest])[];

/** Reads the event of the function. Throws RequestError, which names the wrong field and what would be right. */
export function parseRequest(event: unknown): ReportRequest {
  // The library accepts a list as an object.
  const result = v.safeParse(schema, Array.isArray(event) ? null : event);
  if (!result.success) throw badRequest(describe(result.issues[0]));
  const request = result.output;
  const clash = exclusive.find((fields) =>
    fields.every((field) => request[field] !== undefined && request[field] !== false),
  );
  if (clash) throw badRequest(`gives both ${clash[0]} and ${clash[1]}; give one of them`);
  if ((request.from === undefined) !== (request.to === undefined)) {
    throw badRequest("gives one of from and to; give both, the first and the last day");
  }
  if (request.schedule !== undefined && request.scheduledTime === undefined) {
    throw badRequest("names a schedule but no scheduledTime; give the time at which the schedule was due");
  }
  if (request.watch !== undefined) refuseMoreThanWatch(request);
  refuseHalfABackfill(request);
  if (request.period !== undefined && request.report === undefined) {
    throw badRequest("names a period but no report; name a report of weeks or months");
  }
  return request;
}

/** A watchdog's event has its group, the scheduled time and the attempt, and nothing else. */
function refuseMoreThanWatch({ watch: _watch, scheduledTime, attempt: _attempt, ...others }: ReportRequest): void {
  const other = Object.entries(others).find(([, value]) => value !== undefined && value !== false);
  if (other !== undefined) throw badRequest(`gives both watch and ${other[0]}; give one of them`);
  if (scheduledTime === undefined) {
    throw badRequest("names a watch but no scheduledTime; give the time for which to ask, or any time after it");
  }
}

/**
 * A backfill has a name. Its event has either a plan and, at its end, its results, and nothing else; or the report and the days
 * of one call.
 */
function refuseHalfABackfill({ backfill, plan, results, ...others }: ReportRequest): void {
  if (backfill === undefined && plan === undefined && results === undefined) return;
  if (backfill === undefined) throw badRequest("has a plan or results but no backfill; give its name");
  const other = Object.entries(others).find(([, value]) => value !== undefined && value !== false && value !== null);
  if (plan !== undefined && other !== undefined) throw badRequest(`gives both plan and ${other[0]}; give one of them`);
  if (plan === undefined && (results !== undefined || others.report === undefined || others.from === undefined)) {
    throw badRequest("names a backfill but no plan; give one, or a report with from and to");
  }
}

function describe(issue: v.BaseIssue<unknown>): string {
  const path = issue.path?.map(({ key }) => String(key)) ?? [];
  const [field] = path;
  if (field === undefined) return "is not an object of options; {} asks for every enabled daily report of yesterday";
  return Object.hasOwn(entries, field)
    ? `has a wrong ${field === "plan" ? path.join(".").slice(0, 40) : field}; it must be ${issue.message}`
    : `has an unknown field ${JSON.stringify(field.slice(0, 40))}; the fields are ${Object.keys(entries).join(", ")}`;
}

export function badRequest(problem: string): RequestError {
  return new RequestError("BAD_REQUEST", `The event ${problem}.`);
}
