import type { BreakdownId } from "../domain/metrics/metric.ts";
import type { BreakdownRow, HourRow, Report } from "../domain/report.ts";
import { NO_KEY } from "../domain/tally.ts";
import { busiestRows } from "../texts/busiest-rows.ts";
import { rowName } from "../texts/row-name.ts";
import type { Words } from "../texts/words.ts";
import { LINES_OF_NAME, type SheetColumn, type SheetInput } from "./sheet.ts";
import { type RowFigures, sumOfCounts } from "./sum-of-counts.ts";

/** The maximum number of rows in a table (`docs/metrics.md` section 4.3). */
const MOST_ROWS = 500;

/** A line of a breakdown table: a row of the report, the other rows in one line, or the total. */
export type Line = {
  /** The key of the report's row; null for the others and the total. */
  key: string | null;
  name: string;
  figures: RowFigures;
  /** The length of time that the line covers, in hours; null if it is not shown. */
  hours: number | null;
};

export type BreakdownLines = {
  /** The rows with the most sessions first; hours in the order of the day. */
  shown: Line[];
  /** Empty if all rows are shown. */
  others: Line[];
  /** The figures of the whole report, not a sum of the rows. */
  total: Line;
  /** Notes about the others. */
  notes: string[];
};

export function breakdownLines(breakdown: BreakdownId, { report, words }: SheetInput): BreakdownLines {
  const { texts, format } = words;
  const { shown, rest } = rowsOf(breakdown, report);
  return {
    shown: shown.map((row) => ({
      key: row.key,
      name: rowName(row, breakdown, texts),
      figures: row.metrics,
      hours: "hours" in row ? row.hours : null,
    })),
    others: rest.length === 0 ? [] : [othersLine(rest, words)],
    total: totalLine(report, texts.common.total),
    notes: rest.length === 0 ? [] : [texts.workbook.othersNote(format.count(shown.length))],
  };
}

function rowsOf(breakdown: BreakdownId, { breakdowns }: Report): Record<"shown" | "rest", (BreakdownRow | HourRow)[]> {
  if (breakdown === "hours") return { shown: breakdowns.hours, rest: [] };
  return busiestRows(breakdowns[breakdown], MOST_ROWS);
}

/** The line with the figures of the whole day. */
export function totalLine({ metrics, day }: Report, name: string): Line {
  return { key: null, name, figures: metrics, hours: day.hours };
}

function othersLine(rest: readonly BreakdownRow[], { texts, format }: Words): Line {
  const name = `${texts.workbook.others} (${format.counted(rest.length, texts.common.rows)})`;
  return { key: null, name, figures: sumOfCounts(rest.map(({ metrics }) => metrics)), hours: null };
}

export function nameColumn(header: string): SheetColumn<Line> {
  return { header, width: 18, widest: 36, format: "prose", mostLines: LINES_OF_NAME, cell: ({ name }) => name };
}

/** The column of platform ids: empty if only the name is known, and for the row without a key, the others and the total. */
export function idColumn({ texts }: Words): SheetColumn<Line> {
  return {
    header: texts.workbook.heads.id,
    width: 8,
    widest: 40,
    format: "text",
    isDetail: true,
    cell: ({ key }) => (key !== null && isId(key) ? key : ""),
  };
}

function isId(key: string): boolean {
  return key !== NO_KEY && !key.startsWith("name:");
}
