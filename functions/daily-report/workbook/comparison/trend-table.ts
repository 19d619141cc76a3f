import type { TrendDay } from "../../domain/history/history.ts";
import { headlineIds } from "../../domain/history/past.ts";
import type { Telling } from "../../texts/history-words.ts";
import { formatOf, titleOf } from "../metric-columns.ts";
import { type DrawnTable, tableOf } from "../sheet.ts";
import { dateColumn, numberColumn } from "./comparison-columns.ts";

/** The main figures of every known day of the time before, and of the report itself as the last line. */
export function trendTable({ report, history, words }: Telling): DrawnTable | null {
  if (history.trend.length === 0) return null;
  const { tables, heads } = words.texts.history.sheet;
  const own = Object.fromEntries(headlineIds.map((id) => [id, report.metrics[id].value]));
  return tableOf<TrendDay>({
    title: tables.trend,
    columns: [
      dateColumn(heads.date),
      ...headlineIds.map((id) => numberColumn<TrendDay>(titleOf(id, words), formatOf(id), ({ values }) => values[id])),
    ],
    rows: [...history.trend, { date: report.day.date, values: own }],
  });
}
