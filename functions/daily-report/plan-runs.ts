import * as v from "valibot";
import { dateBefore, localDate, reportDay } from "./domain/report-day.ts";
import { ReportError } from "./domain/report-error.ts";
import type { ReportDefinition } from "./report-definition.ts";
import type { RunRequest } from "./run-report.ts";

/** The event asks for something that cannot be done; nothing has been touched. */
export class RequestError extends ReportError {
  override readonly name = "RequestError";
}

/**
 * What the function may be asked for: by the schedule `{report, scheduledTime}`, on demand `{}` (every enabled report for
 * yesterday), `{report}` and `{report, date}` or `{date}`.
 */
const eventSchema = v.strictObject({
  report: v.optional(v.string()),
  date: v.optional(v.string()),
  scheduledTime: v.optional(v.pipe(v.string(), v.isoTimestamp())),
});

/**
 * The runs an event asks for. The scheduled day is the date before the scheduled time's, in the report's zone, whenever the
 * run takes place; `now` (milliseconds since 1970) only says what yesterday is on demand, and which days are not over yet.
 * Throws RequestError, or ReportDayError for a day that is none.
 */
export function planRuns(event: unknown, definitions: readonly ReportDefinition[], now: number): RunRequest[] {
  const { report, date, scheduledTime } = parseEvent(event);
  if (date !== undefined && scheduledTime !== undefined) {
    throw new RequestError("BAD_REQUEST", "The event gives both date and scheduledTime; give one of them.");
  }
  const due = scheduledTime === undefined ? now : Date.parse(scheduledTime);
  return chosen(definitions, report).map((definition) => {
    const { zone } = definition;
    const day = reportDay(date ?? dateBefore(due, zone), zone);
    refuseUnlessOver(day.date, zone, now);
    return { definition, day };
  });
}

/** Refuses today and later days: their figures are not final. `now` in milliseconds since 1970. */
export function refuseUnlessOver(date: string, zone: string, now: number): void {
  const today = localDate(now, zone);
  if (date < today) return;
  throw new RequestError(
    "DAY_NOT_OVER",
    `The day ${date} is not over in ${zone}, where it is ${today}; ask for an earlier day.`,
  );
}

function chosen(definitions: readonly ReportDefinition[], id: string | undefined): readonly ReportDefinition[] {
  return id === undefined ? definitions.filter(({ enabled }) => enabled) : [findReport(definitions, id)];
}

/** The definition of that id. Throws RequestError naming those there are. */
export function findReport(definitions: readonly ReportDefinition[], id: string): ReportDefinition {
  const found = definitions.find((definition) => definition.id === id);
  if (found) return found;
  const known = definitions.map((definition) => definition.id).join(", ");
  throw new RequestError("UNKNOWN_REPORT", `There is no report ${JSON.stringify(id)}; the reports are: ${known}.`);
}

function parseEvent(event: unknown): v.InferOutput<typeof eventSchema> {
  // The library takes a list for an object too.
  const result = v.safeParse(eventSchema, Array.isArray(event) ? null : event);
  if (result.success) return result.output;
  const field = result.issues[0].path?.map(({ key }) => String(key)).join(".");
  throw new RequestError(
    "BAD_REQUEST",
    `The event's ${field ? `field ${JSON.stringify(field)}` : "form"} is not right; give {"report"?: id, "date"?: "YYYY-MM-DD"} or, from a schedule, {"report": id, "scheduledTime": ISO time}.`,
  );
}
