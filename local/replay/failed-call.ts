import { parseRequest } from "../../functions/daily-report/report-request.ts";
import { harmlessLine, jsonIn } from "../foreign-text.ts";

/** A call of the function that failed after all retries. */
export type FailedCall = {
  readonly event: Readonly<Record<string, unknown>>;
  /** The error of the last attempt, "Name: message"; null if the function was not reached. */
  readonly error: string | null;
};

/**
 * Reads a message of the failures queue: the record that Lambda writes about a call, or the event alone, as the scheduler puts it
 * there. The event that is returned means the same day at any later time, and is carried out once. Null for anything else.
 */
export function readFailedCall(body: string): FailedCall | null {
  const message = jsonIn(body);
  if (!isFields(message)) return null;
  const { requestPayload, responsePayload, requestContext, timestamp } = message;
  const isRecord = isFields(requestPayload) && isFields(requestContext);
  const event = isRecord ? lasting(requestPayload, { requestContext, timestamp }) : message;
  const error = isFields(responsePayload) ? `${responsePayload.errorType}: ${responsePayload.errorMessage}` : null;
  return isEvent(event) ? { event, error: error && harmlessLine(error, 1_000) } : null;
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

const naming = ["date", "period", "from", "scheduledTime", "asOf"];

/** An event that names no day is about yesterday of its call; `force` and `sendTo` are done once per id of the call. */
function lasting(event: Fields, call: { readonly requestContext: Fields; readonly timestamp: unknown }): Fields {
  const isNamed = naming.some((name) => event[name] !== undefined);
  const needsKey = Boolean(event.force || event.sendTo) && event.requestKey === undefined;
  return {
    ...event,
    ...(!isNamed && typeof call.timestamp === "string" && { asOf: call.timestamp }),
    ...(needsKey && { requestKey: call.requestContext.requestId }),
  };
}

/** The event as text, without addresses. */
export function eventAsText({ sendTo, ...event }: Fields): string {
  return `${JSON.stringify(event)}${sendTo === undefined ? "" : " with its sendTo"}`;
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
