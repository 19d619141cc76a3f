import type { History, TrendDay } from "../../domain/history/history.ts";
import { headlineIds } from "../../domain/history/past.ts";
import type { Report } from "../../domain/report.ts";
import { dateDaysBefore } from "../../domain/report-day.ts";
import type { SpanUnit } from "../../texts/history-texts.ts";
import { unitOf } from "../../texts/history-words.ts";

const DAYS_OF_WEEK = 7;

/**
 * A row for every day (week, month) from the first known one to the report itself, the last row. A day that is not known has no
 * values. The rows of days begin with the weekday of the report, so that whole weeks are shown.
 */
export function trendRows(report: Report, { trend }: History): TrendDay[] {
  const { date } = report.day;
  const known = new Map(trend.map((day) => [day.date, day]));
  const first = trend[0]?.date ?? date;
  const dates = [date];
  for (let earliest = date; earliest > first; dates.unshift(earliest)) earliest = before(earliest, unitOf(report));
  const missing = unitOf(report) === "day" ? (DAYS_OF_WEEK - ((dates.length - 1) % DAYS_OF_WEEK)) % DAYS_OF_WEEK : 0;
  for (let more = 0; more < missing; more++) dates.unshift(dateDaysBefore(dates[0] ?? date, 1));
  const all = [...new Set([...dates, ...known.keys()])].sort();
  const own = Object.fromEntries(headlineIds.map((id) => [id, report.metrics[id].value]));
  return all.map((at) => (at === date ? { date, values: own } : (known.get(at) ?? { date: at, values: {} })));
}

/** The first date of the day, week or month before. */
function before(date: string, unit: SpanUnit): string {
  if (unit === "month") return `${dateDaysBefore(date, 1).slice(0, 8)}01`;
  return dateDaysBefore(date, unit === "week" ? DAYS_OF_WEEK : 1);
}
