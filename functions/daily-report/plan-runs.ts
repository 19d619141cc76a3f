import { sha256 } from "./delivery/sha256.ts";
import { dateBefore, datesBetween, localDate, type ReportDay, ReportDayError, reportDay } from "./domain/report-day.ts";
import { domainOf } from "./mail-address.ts";
import type { ReportDefinition } from "./report-definition.ts";
import { badRequest, parseRequest, type ReportRequest, RequestError } from "./report-request.ts";
import type { RunRequest } from "./run-report.ts";

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
 * in each report's zone. Throws RequestError, or ReportDayError for a date that does not exist, before anything is done.
 *
 * | event | reports | days | mailed | archived |
 * |---|---|---|---|---|
 * | `{}` | enabled | yesterday | readers who lack the day's mail | if the figures are new |
 * | `{scheduledTime}` | enabled | yesterday | the same; a day that is done is not read again | if the figures are new |
 * | `{report}` | that one, even if disabled | as without it | as without it | as without it |
 * | `{date}` | enabled | that day | if it is yesterday: readers who lack the day's mail; else nobody | if the figures are new |
 * | `{from, to}` | enabled | those days, without days that the zone skipped | nobody | if the figures are new |
 * | `{..., mail: true}` | | | readers, once per revision | |
 * | `{..., sendTo}` | | | those addresses, once per request key; no readers | |
 * | `{..., force: true}` | | | readers, once per revision, if it is yesterday or `mail` is given | a new revision, once per request key |
 * | `{..., dryRun: true}` | | | nobody | nothing |
 */
export function planRuns(event: unknown, context: PlanContext): DayPlan[] {
  const request = parseRequest(event);
  const definitions = chosen(context.definitions, request.report);
  for (const definition of definitions) refuseForeignAddresses(request, definition);
  const { from, to } = request;
  const days = from !== undefined && to !== undefined ? rangeOf(from, to) : [request.date ?? null];
  return days.map((date) => planDay(date, request, { ...context, definitions }));
}

function planDay(date: string | null, request: ReportRequest, { definitions, now, requestId }: PlanContext): DayPlan {
  const runs = definitions.flatMap((definition) => {
    const { zone } = definition;
    const due = dateBefore(request.scheduledTime === undefined ? now : Date.parse(request.scheduledTime), zone);
    const day = request.from === undefined ? reportDay(date ?? due, zone) : existingDay(date ?? due, zone);
    if (day === null) return [];
    refuseUnlessOver(day.date, zone, now);
    const circumstances = { isDue: day.date === due, requestId };
    const repeatHint = howToRepeat(request, { ...circumstances, report: definition.id, date: day.date, now });
    return [{ definition, day, repeatHint, ...howToRun(request, circumstances) }];
  });
  return { date: date ?? runs[0]?.day.date ?? "", runs };
}

type Circumstances = { readonly isDue: boolean; readonly requestId: string };

function howToRun(
  request: ReportRequest,
  { isDue, requestId }: Circumstances,
): Omit<RunRequest, "definition" | "day" | "repeatHint"> {
  const { mail, sendTo, force, dryRun, scheduledTime = null, attempt } = request;
  const key = hashOf(request.requestKey ?? requestId);
  const isOwed = isOwedBy(request, isDue);
  return {
    call: { requestId, scheduledTime, attempt },
    deliver: sendTo ? { name: `to-${key}`, recipients: sendTo } : whomToMail({ mail, force, isOwed }),
    skipIfDone: request.scheduledTime !== undefined && !force && !sendTo,
    force: force ? key : null,
    dryRun,
  };
}

/** Whether the readers get the day's mail without `mail`: the day is yesterday, and no range of days is asked for. */
function isOwedBy({ from }: ReportRequest, isDue: boolean): boolean {
  return isDue && from === undefined;
}

type Repeated = Circumstances & { readonly report: string; readonly date: string; readonly now: number };

/**
 * The event that does the same at any later time: it names the day, or the time of the call. Addresses are left out,
 * because the sentence goes to operations.
 */
function howToRepeat(request: ReportRequest, { report, date, isDue, requestId, now }: Repeated): string {
  const { from, to, mail, sendTo, force, dryRun, requestKey = requestId } = request;
  const scheduledTime = request.scheduledTime ?? new Date(now).toISOString();
  const isOwed = isOwedBy(request, isDue) && !mail && !dryRun;
  const when =
    from === undefined ? (isOwed || request.scheduledTime ? { scheduledTime } : { date }) : { from: date, to };
  const flags = { ...(mail && { mail }), ...(force && { force }), ...(dryRun && { dryRun }) };
  const event = { report, ...when, ...flags, ...((force || sendTo) && { requestKey }) };
  return `To run it again: ${JSON.stringify(event)}${sendTo ? " with the same sendTo" : ""}.`;
}

/** "daily": the readers, once a day. "revision": the readers, once per revision, because the request asks for it. */
function whomToMail({ mail, force, isOwed }: { mail: boolean; force: boolean; isOwed: boolean }) {
  if (!mail && !isOwed) return "none";
  return mail || force ? "revision" : "daily";
}

/** Throws RequestError for today and later days, whose figures are not final. `now` in milliseconds since 1970. */
export function refuseUnlessOver(date: string, zone: string, now: number): void {
  const today = localDate(now, zone);
  if (date < today) return;
  const message = `The day ${date} is not over in ${zone}, where it is ${today}; ask for an earlier day.`;
  throw new RequestError("DAY_NOT_OVER", message);
}

/** The definition of that id. Throws RequestError, which names the known ids. */
export function findReport(definitions: readonly ReportDefinition[], id: string): ReportDefinition {
  const found = definitions.find((definition) => definition.id === id);
  if (found) return found;
  const known = definitions.map((definition) => definition.id).join(", ");
  throw new RequestError("UNKNOWN_REPORT", `There is no report ${JSON.stringify(id)}; the reports are: ${known}.`);
}

function chosen(definitions: readonly ReportDefinition[], id: string | undefined): readonly ReportDefinition[] {
  return id === undefined ? definitions.filter(({ enabled }) => enabled) : [findReport(definitions, id)];
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

function rangeOf(from: string, to: string): string[] {
  if (from > to) throw badRequest(`asks from ${from} to ${to}, which is before; give the first day first`);
  const dates = datesBetween(from, to, MOST_DAYS + 1);
  if (dates.length > MOST_DAYS) throw badRequest(`asks for more than ${MOST_DAYS} days; ask for fewer at a time`);
  return dates;
}

/** Null for a day that the zone skipped: a range leaves it out. */
function existingDay(date: string, zone: string): ReportDay | null {
  try {
    return reportDay(date, zone);
  } catch (error) {
    if (error instanceof ReportDayError && error.code === "NO_SUCH_DAY") return null;
    throw error;
  }
}

/** 16 hexadecimal digits: short enough for a key of the archive, and safe there. */
function hashOf(requestKey: string): string {
  return sha256(requestKey).slice(0, 16);
}
