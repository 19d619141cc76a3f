import { type MetricId, metricIds } from "../domain/metrics/catalogue.ts";
import { breakdownIds } from "../domain/metrics/metric.ts";
import type { BreakdownRow, Report } from "../domain/report.ts";
import { type DayEntry, dayColumns, type Figure } from "./day-columns.ts";
import { createParquetFile } from "./write-parquet.ts";

/** The version of the columns: their names, types and meanings; see docs/archive.md. */
const SCHEMA = "daily-report-days/1";

/**
 * Returns the bytes of days.parquet: one row per scope, row and metric of the report, in the order of report.json. A metric
 * without a value has a row too; a breakdown row has no row for a metric that it leaves out. Equal reports give equal bytes.
 */
export async function drawDayTable(report: Report): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  const { zone, date, from, to } = report.day;
  const metadata = {
    "daily_report.schema": SCHEMA,
    "daily_report.zone": zone,
    "daily_report.day": date,
    "daily_report.from": from,
    "daily_report.to": to,
  };
  const file = createParquetFile({ fileColumns: dayColumns, rowColumns: dayColumns, metadata }, async (chunk) => {
    chunks.push(chunk);
  });
  // Row by row, so that a report with a thousand operators does not need all its cells at once.
  for (const [scope, row] of rowsOf(report)) {
    await file.add(entriesOf(report, scope, row).map((entry) => dayColumns.map(({ value }) => value(entry))));
  }
  await file.finish();
  return Buffer.concat(chunks);
}

/** The day as a whole, then the rows of every breakdown. */
function rowsOf({ metrics, breakdowns }: Report): (readonly [DayEntry["scope"], BreakdownRow])[] {
  const rows = breakdownIds.flatMap((scope) => breakdowns[scope].map((row) => [scope, row] as const));
  return [["day", { key: "", name: "", metrics }], ...rows];
}

function entriesOf(report: Report, scope: DayEntry["scope"], { key, name, metrics }: BreakdownRow): DayEntry[] {
  const figures: Partial<Record<MetricId, Figure>> = metrics;
  return metricIds.flatMap((metric) => {
    const figure = figures[metric];
    return figure === undefined ? [] : { report, scope, key, name, metric, figure };
  });
}
