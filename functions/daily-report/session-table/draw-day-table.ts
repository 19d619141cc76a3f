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
  await file.add(dayEntries(report).map((entry) => dayColumns.map(({ value }) => value(entry))));
  await file.finish();
  return Buffer.concat(chunks);
}

/** The rows of the table. */
function dayEntries(report: Report): DayEntry[] {
  const day = entriesOf(report, "day", { key: "", name: "", metrics: report.metrics });
  return [
    ...day,
    ...breakdownIds.flatMap((scope) => report.breakdowns[scope].flatMap((row) => entriesOf(report, scope, row))),
  ];
}

function entriesOf(report: Report, scope: DayEntry["scope"], { key, name, metrics }: BreakdownRow): DayEntry[] {
  const figures: Partial<Record<MetricId, Figure>> = metrics;
  return metricIds.flatMap((metric) => {
    const figure = figures[metric];
    return figure === undefined ? [] : { report, scope, key, name, metric, figure };
  });
}
