import type { ReportDay } from "../domain/report-day.ts";

/** The version of the columns: their names, types and meanings; see docs/sessions.md. */
const SCHEMA = "daily-report-sessions/2";

/** The metadata of both files: the schema version, the zone, the date, and the start and end of the day (ISO 8601, UTC). */
export function tableMetadata({ zone, date, from, to }: ReportDay): Readonly<Record<string, string>> {
  return {
    "daily_report.schema": SCHEMA,
    "daily_report.zone": zone,
    "daily_report.day": date,
    "daily_report.from": new Date(from).toISOString(),
    "daily_report.to": new Date(to).toISOString(),
  };
}
