import type { TrendDay } from "../../domain/history/history.ts";
import { type HeadlineId, headlineIds } from "../../domain/history/past.ts";
import { alikeWords, type Telling, unitOf } from "../../texts/history-words.ts";
import type { Words } from "../../texts/words.ts";
import { dateColumn, knownCell } from "../comparison/comparison-columns.ts";
import { formatOf, titleOf } from "../metric-columns.ts";
import { type Sheet, type SheetColumn, type SheetInput, tableOf } from "../sheet.ts";
import { topOf } from "../sheet-top.ts";
import { trendChart } from "./trend-chart.ts";
import { trendRows } from "./trend-rows.ts";

/** The figures that have a chart, two in a row; the second of a pair is shown if the first has no values. */
const charted: readonly (readonly HeadlineId[])[] = [
  ["lost_rate"],
  ["sl1"],
  ["frt_p50"],
  ["csi", "csat_top_box"],
  ["nps"],
  ["sessions"],
];

/** As few values make no line. */
const FEWEST_VALUES = 2;

/** The widths of the columns; those that are shown fill a page. */
const widths = { date: 12, figure: 11 };

/**
 * The sheet with the main figures of the time before, a chart and a table with a line for each day. Null if no earlier day is
 * known.
 */
export function trendSheet(input: SheetInput): Sheet | null {
  const { report, words } = input;
  const { history } = report;
  if (history === null || history.trend.length === 0) return null;
  const telling: Telling = { report, history, words };
  const rows = trendRows(report, history);
  const counted = (id: HeadlineId) => rows.filter(({ values }) => values[id] != null).length;
  const shown = headlineIds.filter((id) => counted(id) > 0);
  const drawn = charted.flatMap((ids) => ids.find((id) => counted(id) >= FEWEST_VALUES) ?? []);
  const columns = [
    { ...dateColumn(words.texts.history.sheet.heads.date), width: widths.date },
    ...shown.map((id) => figureColumn(id, words)),
    ...drawn.flatMap((id) => limitColumns(id, telling)),
  ];
  const table = tableOf<TrendDay>({ columns, rows });
  const columnOf = (header: string) => columns.findIndex((column) => column.header === header);
  const top = topOf("trend", input);
  return {
    ...top,
    notes: [...top.notes, words.texts.charts.trendNotes[unitOf(report)](alikeWords(telling).on)],
    tables: [table],
    charts: {
      below: null,
      charts: drawn.map((id) =>
        trendChart(id, {
          telling,
          rows,
          columns: {
            figure: columnOf(titleOf(id, words)),
            low: columnOf(limitHeader(id, "low", words)),
            high: columnOf(limitHeader(id, "high", words)),
          },
        }),
      ),
    },
    keepsHead: false,
    frozenColumns: 0,
    isOnePage: true,
    printsCharts: drawn.length > 0,
  };
}

function figureColumn(id: HeadlineId, words: Words): SheetColumn<TrendDay> {
  return {
    header: titleOf(id, words),
    width: widths.figure,
    format: formatOf(id),
    cell: ({ values }) => knownCell(values[id]),
  };
}

/** The limits of what is usual, in every row, because a line of a chart needs a cell for each of its points. */
function limitColumns(id: HeadlineId, { history, words }: Telling): SheetColumn<TrendDay>[] {
  const usual = history.usual[id];
  return (["low", "high"] as const).flatMap((limit) => {
    const value = usual[limit];
    if (value === null) return [];
    return {
      header: limitHeader(id, limit, words),
      width: widths.figure,
      format: formatOf(id),
      isDetail: true,
      cell: () => value,
    };
  });
}

function limitHeader(id: HeadlineId, limit: "low" | "high", words: Words): string {
  const { usualLow, usualHigh } = words.texts.history.sheet.heads;
  return words.texts.workbook.partOf(titleOf(id, words), limit === "low" ? usualLow : usualHigh);
}
