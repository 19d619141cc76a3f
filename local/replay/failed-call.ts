import { isObject } from "../../functions/daily-report/definition-words.ts";
import { jsonIn } from "../../functions/daily-report/json-in.ts";
import type { ReportDefinition } from "../../functions/daily-report/report-definition.ts";
import { parseRequest } from "../../functions/daily-report/report-request.ts";
import { dueSpan } from "../../functions/daily-report/report-span.ts";
import { harmlessLine } from "../foreign-text.ts";

/** A call of the function that failed after all retries. */
export type FailedCall = {
  readonly event: Readonly<Record<string, unknown>>;
  /** The error of the last attempt, "Name: message"; null if the function was not reached. */
  readonly error: string | null;
  /** Why the event must not be run: nobody can tell which day it is about. Null if it may be run. */
  readonly doubt: string | null;
};

/**
 * Reads a message of the failures queue: the record that Lambda writes about a call, or the event alone, as the scheduler puts it
 * there. The event that is returned means the same day at any later time, and is carried out once. Null for anything else.
 * `definitions` are asked for only if the event names no day.
 */
export function readFailedCall(body: string, definitions: () => readonly ReportDefinition[]): FailedCall | null {
  const message = jsonIn(body);
  if (!isObject(message)) return null;
  const { requestPayload, responsePayload, requestContext, timestamp } = message;
  const isRecord = isObject(requestPayload) && isObject(requestContext);
  const event = isRecord ? carriedOutOnce(requestPayload, requestContext) : message;
  const error = isObject(responsePayload) ? `${responsePayload.errorType}: ${responsePayload.errorMessage}` : null;
  if (!isEvent(event)) return null;
  return { ...ofOneDay(event, timestamp, definitions), error: error && harmlessLine(error, 1_000) };
}

type Fields = Readonly<Record<string, unknown>>;

function isEvent(event: Fields): boolean {
  try {
    parseRequest(event);
    return true;
  } catch {
    return false;
  }
}

/** `force` and `sendTo` are done once per id of the call. */
function carriedOutOnce(event: Fields, requestContext: Fields): Fields {
  const needsKey = Boolean(event.force || event.sendTo) && event.requestKey === undefined;
  return { ...event, ...(needsKey && { requestKey: requestContext.requestId }) };
}

const naming = ["date", "period", "from", "scheduledTime", "asOf", "plan", "results"];

/**
 * How long before its record a call may have been made: Lambda keeps an event for 6 hours, and the last attempt may take 15
 * minutes. Milliseconds.
 */
const LONGEST_WAIT = (6 * 60 + 15) * 60_000;

/**
 * An event that names no day is about yesterday of its call. Its record has only the time at which it was given up. So it is run
 * as of that time if yesterday was the same all the time since the call may have been made, in the zone of each of its reports.
 */
function ofOneDay(
  event: Fields,
  timestamp: unknown,
  definitions: () => readonly ReportDefinition[],
): Pick<FailedCall, "event" | "doubt"> {
  if (naming.some((name) => event[name] !== undefined)) return { event, doubt: null };
  const end = typeof timestamp === "string" ? Date.parse(timestamp) : Number.NaN;
  if (Number.isNaN(end)) return { event, doubt: `It names no day, and nothing tells when it was called. ${BY_HAND}` };
  const asked = definitions().filter(({ id, enabled, period }) =>
    event.report === undefined ? enabled && period === "day" : id === event.report,
  );
  const spans = asked.map((one) => [end - LONGEST_WAIT, end].map((instant) => dueSpan(one, instant)));
  const torn = spans.find(([first, last]) => first?.day.date !== last?.day.date);
  if (torn === undefined) return { event: { ...event, asOf: new Date(end).toISOString() }, doubt: null };
  const [first, last] = torn.map(({ day, period }) => period?.name ?? day.date);
  return { event, doubt: `It names no day, and may be about ${first} or ${last}. ${BY_HAND}` };
}

const BY_HAND = "Run it with npm run invoke and the day, then delete the message.";

/** The event as text, without addresses. */
export function eventAsText({ sendTo, ...event }: Fields): string {
  return `${JSON.stringify(event)}${sendTo === undefined ? "" : " with its sendTo"}`;
}
