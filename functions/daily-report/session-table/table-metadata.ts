import type { ReportDay } from "../domain/report-day.ts";

/** Names and types of the columns, and what they mean, by version; docs/sessions.md describes them. */
const SCHEMA = "daily-report-sessions/2";

/** What both files say of themselves to programs: the version of their schema, and zone and ends of the day (ISO 8601, UTC). */
export function tableMetadata({ zone, date, from, to }: ReportDay): Readonly<Record<string, string>> {
  return {
    "daily_report.schema": SCHEMA,
    "daily_report.zone": zone,
    "daily_report.day": date,
    "daily_report.from": new Date(from).toISOString(),
    "daily_report.to": new Date(to).toISOString(),
  };
}
