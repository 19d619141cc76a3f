import { expect } from "vitest";
import { catalogue, type MetricId, metricIds } from "../../functions/daily-report/domain/metrics/catalogue.ts";
import { type BreakdownId, breakdownIds } from "../../functions/daily-report/domain/metrics/metric.ts";
import type { Report } from "../../functions/daily-report/domain/report.ts";
import { cellText } from "../../functions/daily-report/texts/cell-text.ts";
import { rowName } from "../../functions/daily-report/texts/row-name.ts";
import { certaintyOf, type Figure } from "../../functions/daily-report/texts/small-n.ts";
import { type Locale, parts } from "../../functions/daily-report/texts/texts.ts";
import { wordsFor } from "../../functions/daily-report/texts/words.ts";
import { partTitle } from "../../functions/daily-report/workbook/metric-columns.ts";
import { numberOf } from "./open-workbook.ts";
import { type ReadCell, type ReadSheet, tableIn } from "./read-workbook.ts";

/** Durations are read back with a precision of a millisecond, all other values exactly. */
const digitsOf = (id: MetricId) => (catalogue[id].unit === "seconds" ? 2 : 9);

/** Expects the cell to show the metric's value. */
export function expectShown(cell: Pick<ReadCell, "value" | "format"> | undefined, value: number | null, id: MetricId) {
  const shown = cell && numberOf(cell);
  if (value === null) expect.soft(shown ?? null, id).toBeNull();
  else expect.soft(shown, id).toBeCloseTo(value, digitsOf(id));
}

type Cells = Record<string, ReadCell>;

/** The sheets that a program read, and the report and language they show. */
export type Drawn = { sheets: readonly Pick<ReadSheet, "name" | "rows">[]; report: Report; locale: Locale };

/**
 * Expects a table for every breakdown with every figure of every row of the report, except for those of a single row, which would
 * repeat the total. Returns the number of figures.
 */
export function expectBreakdownSheets(drawn: Drawn): number {
  const { sheets } = wordsFor(drawn.locale, "RUB").texts.workbook;
  const nameOf = (breakdown: BreakdownId) =>
    breakdown === "operators" || breakdown === "hours" ? sheets[breakdown] : sheets.places;
  const isShown = (breakdown: BreakdownId) =>
    nameOf(breakdown) !== sheets.places || drawn.report.breakdowns[breakdown].length > 1;
  return breakdownIds
    .filter(isShown)
    .map((breakdown) => expectTable(breakdown, nameOf(breakdown), drawn))
    .reduce((a, b) => a + b);
}

/**
 * Expects the table of a breakdown to show the figures of the report in all its columns. If metrics are given, it has only the rows
 * with an answer to one of them.
 */
export function expectTable(
  breakdown: BreakdownId,
  name: string,
  { sheets, report, locale, answersTo }: Drawn & { answersTo?: readonly MetricId[] },
): number {
  const words = wordsFor(locale, "RUB");
  const head = words.texts.workbook.rowHeads[breakdown];
  const sheet = sheets.find((found) => found.name === name);
  const lines = Map.groupBy(sheet ? tableIn(sheet, head) : [], (row) => row[head]?.value);
  const isOf = (key: string) => (cells: Cells) =>
    (cells[words.texts.workbook.heads.id]?.value ?? null) === (key.startsWith("name:") ? null : key);
  const counts = report.breakdowns[breakdown].map((row) => {
    // Programs show an escaped character unescaped.
    const shown = cellText(rowName(row, breakdown, words.texts)).replaceAll("_x005F_", "_");
    // Operators of the same name are told apart by their ids.
    const named = lines.get(shown) ?? [];
    const cells = named.length > 1 ? named.find(isOf(row.key)) : named[0];
    const figures: Partial<Record<MetricId, Figure>> = row.metrics;
    if (answersTo?.every((id) => !figures[id]?.n && !figures[id]?.invalid)) {
      expect.soft(cells, `${name}, ${shown}`).toBeUndefined();
      return 0;
    }
    expect.soft(cells, `${name}, ${shown}`).toBeDefined();
    return cells ? expectRow(cells, row.metrics, words) : 0;
  });
  return counts.reduce((a, b) => a + b, 0);
}

function expectRow(cells: Cells, figures: Partial<Record<MetricId, Figure>>, words: ReturnType<typeof wordsFor>) {
  let seen = 0;
  for (const id of metricIds) {
    const title = words.texts.metrics[id].title + (catalogue[id].unit === "money" ? ", RUB" : "");
    const [cell, figure] = [cells[title], figures[id]];
    if (!cell || !figure) continue;
    seen++;
    expectShown(cell, certaintyOf(id, figure) === "counts" ? null : figure.value, id);
    for (const part of parts) {
      const partCell = cells[words.texts.workbook.partOf(title, partTitle(id, part, words))];
      const isHidden = (part === "low" || part === "high") && certaintyOf(id, figure) === "counts";
      if (partCell) expectShown(partCell, isHidden ? null : (figure[part] ?? null), id);
    }
  }
  return seen;
}
