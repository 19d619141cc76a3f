import { sha256 } from "./delivery/sha256.ts";
import { datesBetween } from "./domain/report-day.ts";
import { dueTimeOf, isLastTry } from "./due-time.ts";
import { domainOf } from "./mail-address.ts";
import type { ReportDefinition } from "./report-definition.ts";
import { badRequest, parseRequest, type ReportRequest, RequestError } from "./report-request.ts";
import { dueSpan, type ReportSpan, spanAskedFor } from "./report-span.ts";
import type { RunRequest } from "./run-report.ts";
import { type ScheduleGroup, scheduleGroupsOf } from "./schedule-groups.ts";

export type PlanContext = {
  readonly definitions: readonly ReportDefinition[];
  /** Milliseconds since 1970: says which days are over, and on demand what yesterday is. */
  readonly now: number;
  /** The same over all retries of one call. */
  readonly requestId: string;
};

/** The runs of one date, in the order of the definitions. */
export type DayPlan = { readonly date: string; readonly runs: readonly RunRequest[] };

const MOST_DAYS = 366;

/**
 * The runs that an event asks for, by date. "Yesterday" is the date before `now`, or before `scheduledTime` if that is given,
 * in each report's zone; likewise the last week or month. Throws RequestError, or ReportDayError or ReportPeriodError for a date
 * or period that does not exist, before anything is done.
 *
 * | event | reports | days | mailed | archived |
 * |---|---|---|---|---|
 * | `{}` | enabled daily reports | yesterday | readers who lack the day's mail | if the figures are new |
 * | `{scheduledTime}` | enabled daily reports | yesterday | the same; a day that is done is not read again | if the figures are new |
 * | `{schedule, scheduledTime}` | those of the group, see schedule-groups.ts | as with `{report, scheduledTime}` at the time at which the group was due, not at that of the try | the same | the same; if an earlier try archived the day, its revision or a newer one is mailed, and nothing is read |
 * | `{watch, scheduledTime}` | none: see watch-days.ts | | | |
 * | `{report}` | that one, even if disabled | as without it; for a report of weeks or months the last one that is over | as without it | as without it |
 * | `{date}` | enabled daily reports | that day; with `report` also the week or month that holds it | if it is yesterday (the last week, the last month): readers who lack its mail; else nobody | if the figures are new |
 * | `{report, period}` | that one, of weeks or months | that week or month | as with `date` | if the figures are new |
 * | `{from, to}` | enabled daily reports | those days, without days that the zone skipped; with `report` also the weeks or months that are over and begin on one of them | nobody | if the figures are new |
 * | `{..., mail: true}` | | | readers, once per revision | |
 * | `{..., sendTo}` | | | those addresses, once per request key; no readers | |
 * | `{..., force: true}` | | | readers, once per revision, if it is yesterday or `mail` is given | a new revision, once per request key |
 * | `{..., dryRun: true}` | | | nobody | nothing |
 * | `{from, to, missing: true}` | | of those days the ones that have no revision yet | nobody | |
 * | `{..., asOf}` | | "yesterday" is the date before that time | | |
 * | `{..., fromReport}` | on the first day only that one and those after it | | | |
 */
export function planRuns(event: unknown, context: PlanContext): DayPlan[] {
  const request = parseRequest(event);
  if (request.watch !== undefined) {
    // Nothing is run, but an unknown group is refused here, as everything else that is wrong.
    findGroup(context.definitions, request.watch);
    return [];
  }
  const asked = askedFor(request, context);
  for (const definition of asked.definitions) refuseForeignAddresses(request, definition);
  const { from, to } = request;
  const days = from !== undefined && to !== undefined ? rangeOf(from, to) : [request.date ?? null];
  return days.map((date, index) => {
    const definitions = index === 0 ? fromReportOn(asked.definitions, request) : asked.definitions;
    return planDay(date, request, { ...context, ...asked, definitions });
  });
}

/** The reports of a request, and the time by which it is said which day is due, milliseconds since 1970. */
type Asked = {
  readonly definitions: readonly ReportDefinition[];
  readonly at: number;
  /** Whether the schedule calls no more for that time; null on demand. */
  readonly isLastTry: boolean | null;
};

function askedFor({ schedule, scheduledTime, report, asOf }: ReportRequest, { definitions, now }: PlanContext): Asked {
  if (schedule !== undefined && scheduledTime !== undefined) {
    const group = findGroup(definitions, schedule);
    const called = Date.parse(scheduledTime);
    const ofGroup = group.reports.map((id) => findReport(definitions, id));
    // All tries of a day are about the day that was due first, also those after midnight.
    return { definitions: ofGroup, at: dueTimeOf(group, called), isLastTry: isLastTry(group, called) };
  }
  const time = scheduledTime ?? asOf;
  const at = time === undefined ? now : Date.parse(time);
  return { definitions: chosen(definitions, report), at, isLastTry: scheduledTime === undefined ? null : true };
}

/** The group of that id. Throws RequestError, which names the known ids. */
export function findGroup(definitions: readonly ReportDefinition[], id: string): ScheduleGroup {
  const groups = scheduleGroupsOf(definitions);
  const found = groups.find((group) => group.id === id);
  if (found) return found;
  const known = groups.map((group) => group.id).join(", ");
  const what = `There is no schedule ${JSON.stringify(id.slice(0, 60))}; the schedules are: ${known || "none"}.`;
  throw new RequestError("UNKNOWN_SCHEDULE", `${what} A report may have been moved: ask for it with report.`);
}

/** The definitions from `fromReport` on. */
function fromReportOn(
  definitions: readonly ReportDefinition[],
  { fromReport }: ReportRequest,
): readonly ReportDefinition[] {
  if (fromReport === undefined) return definitions;
  const index = definitions.indexOf(findReport(definitions, fromReport));
  return definitions.slice(index);
}

function planDay(
  date: string | null,
  request: ReportRequest,
  { definitions, now, requestId, at, isLastTry }: PlanContext & Asked,
): DayPlan {
  const runs = definitions.flatMap((definition) => {
    const span = spanAskedFor(definition, { request, date, at, now });
    if (span === null) return [];
    const circumstances = { isDue: span.day.date === dueSpan(definition, at).day.date, requestId };
    const repeatHint = howToRepeat(request, { ...circumstances, report: definition.id, span, at });
    const tries = isLastTry === null ? {} : { isLastTry };
    return [{ definition, ...span, repeatHint, ...tries, ...howToRun(request, circumstances) }];
  });
  return { date: date ?? runs[0]?.day.date ?? "", runs };
}

/** The fields that make of an event the event for what is left of it. */
export type Next = {
  readonly from?: string;
  readonly to?: string;
  readonly fromReport?: string;
  readonly asOf?: string;
};

/**
 * What to put into the event to go on with the report of that date. It names the day, or the time by which yesterday is, so that
 * it means the same at any later time.
 */
export function nextOf(event: unknown, rest: { date: string; report: string; now: number }): Next {
  const { from, to, date, period, report, asOf = new Date(rest.now).toISOString() } = parseRequest(event);
  const isDayNamed = from !== undefined || date !== undefined || period !== undefined;
  return {
    ...(from !== undefined && to !== undefined && { from: rest.date, to }),
    ...(isDayNamed ? {} : { asOf }),
    ...(report === undefined && { fromReport: rest.report }),
  };
}

type Circumstances = { readonly isDue: boolean; readonly requestId: string };

function howToRun(
  request: ReportRequest,
  { isDue, requestId }: Circumstances,
): Omit<RunRequest, "definition" | "day" | "period" | "repeatHint"> {
  const { mail, sendTo, force, dryRun, scheduledTime = null, attempt } = request;
  const key = hashOf(request.requestKey ?? requestId);
  const isOwed = isOwedBy(request, isDue);
  return {
    call: { requestId, scheduledTime, attempt },
    deliver: sendTo ? { name: `to-${key}`, recipients: sendTo } : whomToMail({ mail, force, isOwed }),
    skipIfDone: request.scheduledTime !== undefined && !force && !sendTo,
    ...(request.schedule !== undefined && { bySchedule: true }),
    force: force ? key : null,
    dryRun,
  };
}

/** Whether the readers get the day's mail without `mail`: the day is yesterday, and no range of days is asked for. */
function isOwedBy({ from }: ReportRequest, isDue: boolean): boolean {
  return isDue && from === undefined;
}

/**
 * Whether the event that makes a failed day of a range again goes on with the days after it, because the range is of one report.
 * It does not if only missing days are asked for: the failed day may have a revision by now, and must not be left out.
 */
export function isRestRepeated({ report, missing }: ReportRequest): boolean {
  return report !== undefined && !missing;
}

type Repeated = Circumstances & { readonly report: string; readonly span: ReportSpan; readonly at: number };

/**
 * The event that does the same at any later time: it names the day, or the time of the call. Addresses are left out,
 * because the sentence goes to operations.
 */
function howToRepeat(request: ReportRequest, { report, span, isDue, requestId, at }: Repeated): string {
  const { from, to, mail, sendTo, force, dryRun, requestKey = requestId } = request;
  // The event is for one report, so it names the time at which its group was due, not that of the try.
  const given = request.schedule === undefined ? request.scheduledTime : undefined;
  const scheduledTime = given ?? new Date(at).toISOString();
  const isOwed = isOwedBy(request, isDue) && !mail && !dryRun;
  const { day, period } = span;
  const named = period === null ? { date: day.date } : { period: period.name };
  const when =
    from === undefined
      ? isOwed || request.scheduledTime
        ? { scheduledTime }
        : named
      : { from: day.date, to: isRestRepeated(request) ? to : day.date };
  const flags = { ...(mail && { mail }), ...(force && { force }), ...(dryRun && { dryRun }) };
  const event = { report, ...when, ...flags, ...((force || sendTo) && { requestKey }) };
  return `To run it again: ${JSON.stringify(event)}${sendTo ? " with the same sendTo" : ""}.`;
}

/** "daily": the readers, once a day. "revision": the readers, once per revision, because the request asks for it. */
function whomToMail({ mail, force, isOwed }: { mail: boolean; force: boolean; isOwed: boolean }) {
  if (!mail && !isOwed) return "none";
  return mail || force ? "revision" : "daily";
}

/** The definition of that id. Throws RequestError, which names the known ids. */
export function findReport(definitions: readonly ReportDefinition[], id: string): ReportDefinition {
  const found = definitions.find((definition) => definition.id === id);
  if (found) return found;
  const known = definitions.map((definition) => definition.id).join(", ");
  throw new RequestError("UNKNOWN_REPORT", `There is no report ${JSON.stringify(id)}; the reports are: ${known}.`);
}

/** The report of that id, or every enabled report of days. Throws RequestError if there is no such report. */
export function chosen(definitions: readonly ReportDefinition[], id: string | undefined): readonly ReportDefinition[] {
  if (id !== undefined) return [findReport(definitions, id)];
  return definitions.filter(({ enabled, period }) => enabled && period === "day");
}

/** Throws RequestError if `sendTo` holds an address outside the domains of the report's readers and its `testDomains`, all in ASCII. */
function refuseForeignAddresses({ sendTo = [] }: ReportRequest, definition: ReportDefinition): void {
  const { id, sender, recipients, testDomains } = definition;
  if (sendTo.length > 0 && sender === null) {
    throw badRequest(`sends report ${id}, whose definition names no sender; give it one`);
  }
  const allowed = [...new Set([...recipients.map(domainOf), ...testDomains.map((domain) => domain.toLowerCase())])];
  const foreign = sendTo.map(domainOf).find((domain) => !allowed.includes(domain));
  if (foreign === undefined) return;
  const known = allowed.length === 0 ? "none" : allowed.join(", ");
  throw badRequest(`sends report ${id} to an address at ${foreign}; its domains are: ${known} (see testDomains)`);
}

/** All dates from `from` to `to`. Throws RequestError if there are more than `most`, or none. */
export function rangeOf(from: string, to: string, most: number = MOST_DAYS): string[] {
  if (from > to) throw badRequest(`asks from ${from} to ${to}, which is before; give the first day first`);
  const dates = datesBetween(from, to, most + 1);
  if (dates.length > most) throw badRequest(`asks for more than ${most} days; ask for fewer at a time`);
  return dates;
}

/** 16 hexadecimal digits: short enough for a key of the archive, and safe there. */
function hashOf(requestKey: string): string {
  return sha256(requestKey).slice(0, 16);
}
