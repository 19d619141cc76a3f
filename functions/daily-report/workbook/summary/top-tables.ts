import type { MetricId } from "../../domain/metrics/catalogue.ts";
import type { BreakdownId } from "../../domain/metrics/metric.ts";
import { FEWEST_ANSWERS } from "../../domain/metrics/metric.ts";
import { busiestRows } from "../../texts/busiest-rows.ts";
import { rowName } from "../../texts/row-name.ts";
import type { Figure } from "../../texts/small-n.ts";
import { formatOf, valueCell } from "../metric-columns.ts";
import { shadeAround } from "../shade-around.ts";
import { type CellFormat, type DrawnTable, type SheetColumn, type SheetInput, tableOf } from "../sheet.ts";
import { widths } from "./main-table.ts";

/** As many rows of a breakdown as a page has room for. */
const MOST_ROWS = 5;

type Row = { readonly key: string; readonly name: string; readonly metrics: Partial<Record<MetricId, Figure>> };

/** The hours of the day, with bars for the sessions and the lost, and colours for the share answered in time. */
export function hoursTable(input: SheetInput): DrawnTable {
  const { report, words } = input;
  return tableOf<Row>({
    columns: [nameColumn("hours", words.texts.summary.hours, input), ...figureColumns(input)],
    rows: report.breakdowns.hours,
  });
}

/** The channels or groups with the most sessions; null if there is only one, whose figures are those of the day. */
export function topTable(breakdown: "channels" | "groups", input: SheetInput): DrawnTable | null {
  const { report, words } = input;
  const rows = report.breakdowns[breakdown];
  if (rows.length < 2) return null;
  const { csi, nps } = report.metrics;
  return tableOf<Row>({
    columns: [
      nameColumn(breakdown, words.texts.summary.top[breakdown], input),
      ...figureColumns(input),
      ...(csi.value === null ? [] : [figureColumn("csi", words.texts.metrics.csi.title, "wholePercent")]),
      ...(nps.value === null ? [] : [figureColumn("nps", words.texts.metrics.nps.title, "wholeNps")]),
    ],
    rows: busiestRows(rows, MOST_ROWS).shown,
  });
}

function nameColumn(breakdown: BreakdownId, header: string, { words }: SheetInput): SheetColumn<Row> {
  return { header, width: widths.name, format: "prose", cell: (row) => rowName(row, breakdown, words.texts) };
}

function figureColumns({ report, words }: SheetInput): SheetColumn<Row>[] {
  const { heads } = words.texts.summary;
  const sl1 = report.metrics.sl1.value;
  const bar = { shade: { kind: "bar" } } as const;
  return [
    { ...figureColumn("sessions", heads.sessions), ...bar },
    { ...figureColumn("lost", heads.lost), ...bar },
    {
      ...figureColumn("sl1", heads.answered, "wholePercent"),
      ...(sl1 !== null && { shade: shadeAround(sl1) }),
      isShaded: ({ metrics }) => (metrics.sl1?.n ?? 0) >= FEWEST_ANSWERS,
    },
  ];
}

function figureColumn(id: MetricId, header: string, format: CellFormat = formatOf(id)): SheetColumn<Row> {
  return { header, width: widths.number, format, cell: ({ metrics }) => valueCell(id, metrics[id]) };
}
