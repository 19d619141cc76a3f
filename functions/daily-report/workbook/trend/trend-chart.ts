import type { TrendDay } from "../../domain/history/history.ts";
import type { HeadlineId } from "../../domain/history/past.ts";
import { catalogue } from "../../domain/metrics/catalogue.ts";
import { alikeWords, type Telling, unitOf } from "../../texts/history-words.ts";
import type { Chart, Series } from "../charts/chart.ts";
import { formatOf, titleOf } from "../metric-columns.ts";
import type { CellFormat } from "../sheet.ts";

const DAYS_OF_WEEK = 7;

type TrendTable = {
  readonly telling: Telling;
  readonly rows: readonly TrendDay[];
  /** Where the columns of the table are: its date, its figures and their limits. */
  readonly columns: { readonly figure: number; readonly low: number; readonly high: number };
};

/** The line of a figure over time, with the limits of what is usual as broken lines. A limit without a column is left out. */
export function trendChart(id: HeadlineId, { telling, rows, columns }: TrendTable): Chart {
  const { report, words } = telling;
  const title = titleOf(id, words);
  const limit = { title: words.texts.charts.usual(alikeWords(telling).on), look: "limit", color: "grey" } as const;
  const series: Series[] = [
    // The title of the chart is the name of the figure, and both limits have one name.
    { column: columns.figure, title, isInLegend: false, look: "figure", color: "blue", dots: dotsOf(telling, rows) },
    { column: columns.low, isInLegend: true, ...limit },
    { column: columns.high, isInLegend: false, ...limit },
  ];
  return {
    title,
    description: descriptionOf(id, telling, rows),
    kind: "lines",
    table: 0,
    names: 0,
    series: series.filter(({ column }) => column >= 0),
    format: wholeFormats[formatOf(id)] ?? formatOf(id),
    step: unitOf(report),
  };
}

const wholeFormats: Partial<Record<CellFormat, CellFormat>> = { percent: "wholePercent", nps: "wholeNps" };

/** The rows of the same weekday as the report, which are those that the limits are about; in reports of weeks and months all are. */
function dotsOf({ report }: Telling, rows: readonly TrendDay[]): number[] {
  const last = rows.length - 1;
  const every = unitOf(report) === "day" ? DAYS_OF_WEEK : 1;
  return rows.flatMap((_, index) => ((last - index) % every === 0 ? [index] : []));
}

function descriptionOf(id: HeadlineId, telling: Telling, rows: readonly TrendDay[]): string {
  const { report, history, words } = telling;
  const { charts } = words.texts;
  const text = (value: number) => words.format.whole(catalogue[id].unit, value);
  const values = rows.flatMap(({ values }) => values[id] ?? []);
  const { low, high } = history.usual[id];
  const described = charts.trendDescription({
    title: titleOf(id, words),
    dates: words.format.dates(rows[0]?.date ?? report.day.date, report.day.date),
    lowest: text(Math.min(...values)),
    highest: text(Math.max(...values)),
    last: words.format.whole(catalogue[id].unit, report.metrics[id].value),
  });
  if (low === null || high === null) return described;
  return `${described} ${charts.limitsDescription(alikeWords(telling).on, text(low), text(high))}`;
}
