import type { MetricId } from "../domain/metrics/catalogue.ts";
import type { HourRow } from "../domain/report.ts";
import type { Words } from "../texts/words.ts";
import { breakdownColumns } from "./breakdown-columns.ts";
import { type BreakdownLines, breakdownLines, type Line } from "./breakdown-lines.ts";
import type { Chart } from "./charts/chart.ts";
import { type Sheet, type SheetColumn, type SheetInput, tableOf } from "./sheet.ts";
import { topOf } from "./sheet-top.ts";

/** The sheet of operators or hours: the total, then the rows with the most sessions first, or the hours in their order. */
export function breakdownSheet(breakdown: "operators" | "hours", input: SheetInput): Sheet {
  const { report, words } = input;
  const lines = breakdownLines(breakdown, input);
  const top = topOf(breakdown, input);
  const changesClocks = breakdown === "hours" && lengthsOf(report.breakdowns.hours).size > 1;
  const columns = [
    ...breakdownColumns(breakdown, input, changesClocks ? timeColumns(words) : []),
    ...(breakdown === "hours" ? [hourColumn(words)] : []),
  ];
  return {
    ...top,
    notes: [
      ...top.notes,
      words.texts.workbook.breakdownNotes[breakdown],
      ...(changesClocks ? [words.texts.workbook.clocksNote] : []),
      ...(breakdown === "hours" ? busiestHour(lines, words) : []),
      ...lines.notes,
      words.texts.workbook.smallN,
    ],
    tables: [
      tableOf({
        columns,
        top: [lines.total],
        rows: lines.shown,
        foot: lines.others,
        hasFilter: true,
      }),
    ],
    ...(breakdown === "hours" && { charts: { below: null, charts: [hoursChart(columns, lines, words)] } }),
    // A frozen head would keep the chart above it on the screen; the hours need no scrolling.
    keepsHead: breakdown !== "hours",
    frozenColumns: 1,
  };
}

/** The sessions of each hour, in front of them the lost ones. */
function hoursChart(columns: readonly SheetColumn<Line>[], lines: BreakdownLines, { texts, format }: Words): Chart {
  const columnOf = (id: MetricId) => columns.findIndex(({ header }) => header === texts.metrics[id].title);
  const sessionsOf = ({ figures }: Line) => figures.sessions?.value ?? 0;
  const [busiest] = [...lines.shown].sort((a, b) => sessionsOf(b) - sessionsOf(a));
  const description =
    busiest === undefined ? "" : texts.charts.hoursDescription(busiest.name, format.count(sessionsOf(busiest)));
  return {
    title: texts.charts.hours,
    description,
    kind: "columns",
    table: 0,
    names: columns.length - 1,
    series: [
      {
        column: columnOf("sessions"),
        title: texts.metrics.sessions.title,
        isInLegend: true,
        look: "figure",
        color: "blue",
      },
      { column: columnOf("lost"), title: texts.metrics.lost.title, isInLegend: true, look: "figure", color: "red" },
    ],
    format: "count",
  };
}

/** The number of the hour, 0 to 23: a short name below a chart. */
function hourColumn({ texts }: Words): SheetColumn<Line> {
  return {
    header: texts.charts.hour,
    width: 8,
    format: "number",
    isDetail: true,
    cell: ({ key }) => (key === null ? "" : Number(key)),
  };
}

/** A single length on most days; a report on a week has every hour 7 times. */
function lengthsOf(rows: readonly HourRow[]): ReadonlySet<number> {
  return new Set(rows.map(({ hours }) => hours));
}

/** How long each hour was, and its sessions per hour, on days when clocks change. */
function timeColumns({ texts: { workbook } }: Words): SheetColumn<Line>[] {
  const { heads } = workbook;
  return [
    { header: heads.hoursOfTime, width: 12, format: "decimal", cell: ({ hours }) => hours },
    { header: heads.perHour, width: 12, format: "decimal", cell: sessionsPerHour },
  ];
}

/** Null if the day did not have this hour. */
function sessionsPerHour({ figures, hours }: Line): number | null {
  const sessions = figures.sessions?.value ?? null;
  return sessions === null || hours === null || hours === 0 ? null : sessions / hours;
}

/** Empty on a day without sessions. */
function busiestHour({ shown }: BreakdownLines, { texts, format }: Words): string[] {
  const [busiest] = [...shown].sort((a, b) => (sessionsPerHour(b) ?? 0) - (sessionsPerHour(a) ?? 0));
  const most = busiest && sessionsPerHour(busiest);
  return busiest && most ? [texts.workbook.busiestHour(busiest.name, format.figure("points", most))] : [];
}
