import type { BreakdownId } from "../domain/metrics/metric.ts";
import type { BreakdownRow, HourRow, Report } from "../domain/report.ts";
import { NO_KEY } from "../domain/tally.ts";
import { busiestRows } from "../texts/busiest-rows.ts";
import { rowName } from "../texts/row-name.ts";
import type { Words } from "../texts/words.ts";
import type { Column, SheetInput } from "./sheet.ts";
import { type Figures, sumOfCounts } from "./sum-of-counts.ts";

/** The most rows of a drawn table (`docs/metrics.md` section 4.3). */
const MOST_ROWS = 500;

/** One line of a breakdown as drawn: a row of the report, the others, or the total. */
export type Line = {
  /** Of a row of the report; null for the others and the total. */
  key: string | null;
  name: string;
  figures: Figures;
  /** The time that stands behind the line, in hours; null where it is not told. */
  hours: number | null;
};

export type BreakdownLines = {
  /** Those with most sessions, in that order; hours in the order of the day. */
  shown: Line[];
  /** None when all are shown. */
  others: Line[];
  /** The report's own figures, not a sum of rows. */
  total: Line;
  /** What is to be said of the others. */
  notes: string[];
};

/** The lines of a breakdown's table. */
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

/** All sessions of the day. */
export function totalLine({ metrics, day }: Report, name: string): Line {
  return { key: null, name, figures: metrics, hours: day.hours };
}

function othersLine(rest: readonly BreakdownRow[], { texts, format }: Words): Line {
  const name = `${texts.workbook.others} (${format.counted(rest.length, texts.common.rows)})`;
  return { key: null, name, figures: sumOfCounts(rest.map(({ metrics }) => metrics)), hours: null };
}

/** The column of names. */
export function nameColumn(header: string): Column<Line> {
  return { header, width: 18, widest: 40, format: "prose", cell: ({ name }) => name };
}

/** The column of ids on the platform: "—" for who is known by name only, or is nobody; empty for the others and the total. */
export function idColumn({ texts }: Words): Column<Line> {
  return {
    header: texts.workbook.heads.id,
    width: 8,
    widest: 40,
    format: "text",
    cell: ({ key }) => (key === null ? "" : isId(key) ? key : null),
  };
}

/** Keeps the place of the ids where none are told, so that the columns of several tables stand in line. */
export const noIdColumn: Column<Line> = { header: "", width: 8, format: "text", cell: () => "" };

function isId(key: string): boolean {
  return key !== NO_KEY && !key.startsWith("name:");
}
