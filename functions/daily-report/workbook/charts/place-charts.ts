import type { Worksheet } from "exceljs";
import type { TablePosition } from "../draw-table.ts";
import type { Chart, ChartBlock, Series } from "./chart.ts";

/** A chart at its place on a sheet, with the cells that it shows. Lengths are in EMU: 12 700 are a point. */
export type PlacedChart = {
  readonly chart: Chart;
  /** The upper left and the lower right corner. */
  readonly from: Corner;
  readonly to: Corner;
  readonly names: CellRange;
  /** One for each series. */
  readonly values: readonly CellRange[];
};

/** A cell, counted from 0, and how far right of its left edge, or below its upper edge, the corner is. */
type Corner = { readonly column: number; readonly right: number; readonly row: number; readonly down: number };

/** The address of a column of cells, and what they contain: dates as numbers, null for an empty cell. */
export type CellRange = { readonly address: string; readonly cells: readonly (string | number | null)[] };

/** The place that is kept free for charts; rows are counted from 1. */
export type ChartArea = { readonly first: number; readonly end: number };

const EMU_PER_POINT = 12_700;
const EMU_PER_PIXEL = 9525;
/** A character of a column's width on a screen. */
const PIXELS_PER_CHARACTER = 7;

const ROW_POINTS = 15;
/** How many rows a chart needs: one alone is wide, two beside each other are half as wide. */
const ROWS_OF_CHART = 14;
/** The space between two charts, and below them. */
const GAP_POINTS = 6;

/** The widest block of charts, in characters of a column's width: what a page has room for at full size. */
const WIDEST = 102;

/** Keeps rows free for the charts, starting in the given row. */
export function reserveRows(worksheet: Worksheet, { charts }: ChartBlock, first: number): ChartArea {
  const end = first + ROWS_OF_CHART * Math.ceil(charts.length / perRow(charts.length)) - 1;
  // Explicit heights, because programs differ in the height of a row that has none.
  for (let row = first; row <= end; row++) worksheet.getRow(row).height = ROW_POINTS;
  return { first, end };
}

/** The charts at their places: two in a row, if there are several. `tables` are the positions of the sheet's tables. */
export function placeCharts(
  worksheet: Worksheet,
  { charts }: ChartBlock,
  { area, tables }: { area: ChartArea; tables: readonly TablePosition[] },
): PlacedChart[] {
  const gap = GAP_POINTS * EMU_PER_POINT;
  const width =
    (Math.min(WIDEST, shownWidth(worksheet)) * PIXELS_PER_CHARACTER * EMU_PER_PIXEL) / perRow(charts.length);
  return charts.flatMap((chart, index) => {
    const table = tables[chart.table];
    if (table === undefined) return [];
    const line = Math.floor(index / perRow(charts.length));
    const left = width * (index % perRow(charts.length));
    const row = area.first - 1 + line * ROWS_OF_CHART;
    return {
      chart,
      from: { ...columnAt(worksheet, left), row, down: 0 },
      to: {
        ...columnAt(worksheet, left + width - gap),
        row: row + ROWS_OF_CHART - 1,
        down: ROW_POINTS * EMU_PER_POINT - gap,
      },
      names: rangeOf(worksheet, chart.names, table),
      values: chart.series.map(({ column }: Series) => rangeOf(worksheet, column, table)),
    };
  });
}

function perRow(charts: number): 1 | 2 {
  return charts > 1 ? 2 : 1;
}

function shownWidth(worksheet: Worksheet): number {
  return worksheet.columns.reduce((sum, { hidden, width = 0 }) => sum + (hidden ? 0 : width), 0);
}

/** The column that is so far from the left edge of the sheet. */
function columnAt(worksheet: Worksheet, left: number): Pick<Corner, "column" | "right"> {
  let [column, edge] = [0, 0];
  for (const { hidden, width = 0 } of worksheet.columns) {
    const next = edge + (hidden ? 0 : width * PIXELS_PER_CHARACTER * EMU_PER_PIXEL);
    if (next > left) break;
    [column, edge] = [column + 1, next];
  }
  return { column, right: Math.round(left - edge) };
}

function rangeOf(worksheet: Worksheet, column: number, { head, lastRow }: TablePosition): CellRange {
  const { letter } = worksheet.getColumn(column + 1);
  const sheet = `'${worksheet.name.replaceAll("'", "''")}'`;
  const cells = Array.from({ length: lastRow - head }, (_, index) =>
    contentOf(worksheet, head + 1 + index, column + 1),
  );
  return { address: `${sheet}!$${letter}$${head + 1}:$${letter}$${lastRow}`, cells };
}

function contentOf(worksheet: Worksheet, row: number, column: number): string | number | null {
  const { value } = worksheet.getCell(row, column);
  if (value instanceof Date) return (value.getTime() - FIRST_DAY) / DAY;
  return typeof value === "string" || typeof value === "number" ? value : null;
}

/** Spreadsheets store a date as the number of days after this one. */
const FIRST_DAY = Date.UTC(1899, 11, 30);
const DAY = 86_400_000;
