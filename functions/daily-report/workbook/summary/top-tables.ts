import { dayHoursOf } from "../../domain/day-hours.ts";
import type { MetricId } from "../../domain/metrics/catalogue.ts";
import type { BreakdownId } from "../../domain/metrics/metric.ts";
import { FEWEST_ANSWERS } from "../../domain/metrics/metric.ts";
import type { Report } from "../../domain/report.ts";
import { NO_KEY } from "../../domain/tally.ts";
import { busiestRows } from "../../texts/busiest-rows.ts";
import { rowName } from "../../texts/row-name.ts";
import type { Figure } from "../../texts/small-n.ts";
import type { Words } from "../../texts/words.ts";
import { shadeAround } from "../shade-around.ts";
import { type DrawnTable, LINES_OF_NAME, type SheetColumn, type SheetInput, tableOf } from "../sheet.ts";
import { figureColumn, inTimeHead } from "./figure-columns.ts";
import { widths } from "./widths.ts";

/** As many rows of a breakdown as a page has room for. */
const MOST_ROWS = 5;

type Row = { readonly key: string; readonly name: string; readonly metrics: Partial<Record<MetricId, Figure>> };

/**
 * The hours of the day, with bars for the sessions and the lost, and colours for the share answered in time. Only the hours among
 * which the mail finds the slowest one have a colour.
 */
export function hoursTable(input: SheetInput): DrawnTable {
  const { report, words } = input;
  return tableOf<Row>({
    columns: [
      nameColumn("hours", words.texts.summary.hours, input),
      ...figureColumns(input, dayHoursOf(report).fewest),
    ],
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
      ...(csi.value === null ? [] : [figureColumn<Row>("csi", words.texts.metrics.csi.title, "wholePercent")]),
      ...(nps.value === null ? [] : [figureColumn<Row>("nps", words.texts.metrics.nps.title, "wholeNps")]),
    ],
    rows: busiestRows(rows, MOST_ROWS).shown,
  });
}

function nameColumn(breakdown: BreakdownId, header: string, { words }: SheetInput): SheetColumn<Row> {
  return {
    header,
    width: widths.name,
    format: "prose",
    mostLines: LINES_OF_NAME,
    cell: (row) => nameOf(row, breakdown, words),
  };
}

/** A number alone would not say that it is the id of a group: "Group 12". */
function nameOf(row: Row, breakdown: BreakdownId, { texts }: Words): string {
  const isNameless = breakdown === "groups" && row.key !== NO_KEY && row.name === row.key;
  return isNameless ? texts.history.drivers.rows.groups(row.key) : rowName(row, breakdown, texts);
}

/** `fewest`: the share answered in time of a row with fewer sessions has no colour. */
function figureColumns({ report, words }: SheetInput, fewest = FEWEST_ANSWERS): SheetColumn<Row>[] {
  const { heads } = words.texts.summary;
  const middle = middleOf(report);
  const bar = { shade: { kind: "bar" } } as const;
  return [
    { ...figureColumn<Row>("sessions", heads.sessions), ...bar },
    { ...figureColumn<Row>("lost", heads.lost), ...bar },
    {
      ...figureColumn<Row>("sl1", inTimeHead(report, words), "wholePercent"),
      ...(middle !== null && { shade: shadeAround(middle) }),
      isShaded: ({ metrics }) => (metrics.sl1?.n ?? 0) >= fewest,
    },
  ];
}

/** The share answered in time that has no colour: the goal, or else what is usual, or else that of the day. */
function middleOf({ goals, history, metrics }: Report): number | null {
  return goals?.metrics.sl1?.goal ?? history?.usual.sl1.mean ?? metrics.sl1.value;
}
