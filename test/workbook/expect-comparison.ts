import { expect } from "vitest";
import type { Change } from "../../functions/daily-report/domain/history/history.ts";
import { type HeadlineId, headlineIds } from "../../functions/daily-report/domain/history/past.ts";
import { wordsFor } from "../../functions/daily-report/texts/words.ts";
import type { Drawn } from "./expect-figures.ts";
import { numberOf } from "./open-workbook.ts";
import { type ReadCell, tableIn } from "./read-workbook.ts";

/** Expects the sheets "Comparison" and "Trend" to have the main figures of the history, empty where unknown. Returns how many are numbers. */
export function expectComparison({ sheets, report, locale }: Drawn): number {
  const { history, metrics, workbook } = wordsFor(locale, "RUB").texts;
  const { heads } = history.sheet;
  const sheet = sheets.find(({ name }) => name === workbook.sheets.comparison);
  const known = report.history;
  if (!sheet || !known) throw new Error("the report has no history, or the workbook has no sheet for it");

  const main = new Map(linesOf(sheet.rows, heads.usualLow).map((row) => [row[workbook.heads.figure]?.value, row]));
  const changes: Partial<Record<HeadlineId, Change>> = known.changes;
  const mainCells = headlineIds.flatMap((id) => {
    const row = main.get(metrics[id].title);
    const { low, high } = known.usual[id];
    const change = changes[id];
    return [
      expectCell(row?.[history.before.thisOne.day], report.metrics[id].value, id),
      expectCell(row?.[heads.usualLow], low, id),
      expectCell(row?.[heads.usualHigh], high, id),
      expectCell(row?.[heads.difference], change?.difference ?? null, id),
      expectCell(row?.[heads.differenceLow], change?.low ?? null, id),
      expectCell(row?.[heads.differenceHigh], change?.high ?? null, id),
    ];
  });

  const trendSheet = sheets.find(({ name }) => name === workbook.sheets.trend);
  const trend = tableIn(trendSheet ?? { rows: [] }, heads.date);
  const trendCells = known.trend.flatMap(({ date, values }) => {
    const row = trend.find((one) => isDate(one[heads.date], date));
    return headlineIds.map((id) => expectCell(row?.[metrics[id].title], values[id] ?? null, id));
  });
  return [...mainCells, ...trendCells].filter((isNumber) => isNumber).length;
}

function isDate(cell: ReadCell | undefined, date: string): boolean {
  const value = cell?.value;
  return (value instanceof Date ? value.toISOString() : String(value)).startsWith(date);
}

/** The rows below the last head that contains the text. */
function linesOf(rows: readonly ReadCell[][], head: string): Record<string, ReadCell>[] {
  const at = rows.findLastIndex((row) => row.some(({ value }) => value === head));
  const first = String(rows[at]?.[0]?.value);
  return tableIn({ rows: rows.slice(at) }, first);
}

/** Expects the number, or an empty cell for null. Returns whether it is a number. */
function expectCell(cell: ReadCell | undefined, value: number | null, id: HeadlineId): boolean {
  const seen = cell && numberOf(cell);
  if (value === null) expect.soft(seen, id).toBeNull();
  else expect.soft(seen, id).toBeCloseTo(value, id === "frt_p50" ? 2 : 9);
  return value !== null;
}
