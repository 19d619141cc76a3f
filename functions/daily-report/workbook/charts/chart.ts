import type { CellFormat } from "../sheet.ts";

/**
 * A chart that spreadsheet programs draw themselves. Its points are the rows of one of the sheet's tables, so that it follows the
 * cells. Columns of the table are counted from 0, also those that are folded away.
 */
export type Chart = {
  readonly title: string;
  /** What the chart shows, for readers who do not see it. */
  readonly description: string;
  /** Lines over dates, or columns over names. Columns of all series stand at the same place, the last one in front. */
  readonly kind: "lines" | "columns";
  /** The index of the table in the sheet. */
  readonly table: number;
  /** The column with the dates or names of the points. */
  readonly names: number;
  readonly series: readonly Series[];
  /** The unit of the values. */
  readonly format: CellFormat;
  /** Between two names of a chart of lines: days, weeks or months. */
  readonly step?: "day" | "week" | "month";
};

export type Series = {
  readonly column: number;
  readonly title: string;
  /** Whether the legend names the series. */
  readonly isInLegend: boolean;
  /** A thick line or columns, or a thin broken line. */
  readonly look: "figure" | "limit";
  readonly color: SeriesColor;
  /** The rows of a line whose points have a dot. */
  readonly dots?: readonly number[];
  /** Whether each column says its value. */
  readonly hasLabels?: boolean;
};

/** Each has a contrast of at least 4.5 : 1 with the white ground. */
export const seriesColors = {
  blue: "2F5F9E",
  red: "B42318",
  green: "1B6E3C",
  grey: "5B6672",
} as const;

export type SeriesColor = keyof typeof seriesColors;

/** Charts that stand side by side, above the first table or below one. */
export type ChartBlock = {
  /** The index of the table above the charts; null if they stand above all tables. */
  readonly below: number | null;
  readonly charts: readonly Chart[];
};
