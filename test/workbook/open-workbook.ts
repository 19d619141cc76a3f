import { expect } from "vitest";
import { catalogue, type MetricId } from "../../functions/daily-report/domain/metrics/catalogue.ts";
import type { Report } from "../../functions/daily-report/domain/report.ts";
import { renderWorkbook, type WorkbookInput } from "../../functions/daily-report/workbook/render-workbook.ts";
import { type ReadCell, type ReadSheet, readWorkbook } from "./read-workbook.ts";

/** Draws the report as an English workbook, but for what the test says, and opens it again. */
export async function openWorkbook(report: Report, more: Partial<WorkbookInput> = {}) {
  const bytes = await renderWorkbook({ report, title: "Support", locale: "en", currency: "RUB", ...more });
  const { workbook, sheets } = await readWorkbook(bytes);
  const [summary, operators, definitions] = sheets as [ReadSheet, ReadSheet, ReadSheet];
  return { workbook, sheets, summary, operators, definitions };
}

/** The number of the report that a cell shows: percentages are stored as 0-1, durations in days. */
export function numberOf({ value, format }: Pick<ReadCell, "value" | "format">): unknown {
  if (typeof value !== "number") return value;
  if (format.includes("%")) return value * 100;
  return format.includes("[h]") ? value * 86_400 : value;
}

/** Durations are read back to the millisecond, all else is as it was written. */
const digitsOf = (id: MetricId) => (catalogue[id].unit === "seconds" ? 2 : 9);

/** Expects the cell to show the metric's value. */
export function expectShown(cell: ReadCell | undefined, value: number | null, id: MetricId): void {
  const shown = cell && numberOf(cell);
  if (value === null) expect.soft(shown, id).toBe("—");
  else expect.soft(shown, id).toBeCloseTo(value, digitsOf(id));
}
