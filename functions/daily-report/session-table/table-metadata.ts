import type { ReportDay } from "../domain/report-day.ts";

/** The versions of the columns: their names, order, types and meanings; see docs/sessions.md. */
export const PARQUET_SCHEMA = "daily-report-sessions/2";
export const WORKBOOK_SCHEMA = "daily-report-sessions-workbook/3";

/** The metadata of a file: the schema version, the zone, the date, and the start and end of the day (ISO 8601, UTC). */
export function tableMetadata({ zone, date, from, to }: ReportDay, schema: string): Readonly<Record<string, string>> {
  return {
    "daily_report.schema": schema,
    "daily_report.zone": zone,
    "daily_report.day": date,
    "daily_report.from": new Date(from).toISOString(),
    "daily_report.to": new Date(to).toISOString(),
  };
}
