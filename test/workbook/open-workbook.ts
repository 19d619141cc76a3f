import type { Report } from "../../functions/daily-report/domain/report.ts";
import { textsFor } from "../../functions/daily-report/texts/texts-for.ts";
import { renderWorkbook, type WorkbookInput } from "../../functions/daily-report/workbook/render-workbook.ts";
import { type ReadCell, type ReadSheet, readWorkbook } from "./read-workbook.ts";

const { sheets: names } = textsFor("en").workbook;

/** Draws the report as a workbook, in English unless the test sets a locale, and reads it back. */
export async function openWorkbook(report: Report, more: Partial<WorkbookInput> = {}) {
  const bytes = await renderWorkbook({ report, title: "Support", locale: "en", currency: "RUB", ...more });
  const { workbook, sheets } = await readWorkbook(bytes);
  const named = new Map(sheets.map((sheet) => [sheet.name, sheet]));
  const sheet = (id: keyof typeof names): ReadSheet => {
    const found = named.get(names[id]);
    if (!found) throw new Error(`the workbook has no sheet ${names[id]}`);
    return found;
  };
  return { workbook, sheets, sheet };
}

/** Converts a cell to the number in the report: cells store percentages as 0-1 and durations in days. */
export function numberOf({ value, format }: Pick<ReadCell, "value" | "format">): unknown {
  if (typeof value !== "number") return value;
  if (format.includes("%")) return value * 100;
  return format.includes("[h]") ? value * 86_400 : value;
}

/** The values of the first column, row by row. */
export function firstColumn({ rows }: ReadSheet): string {
  return rows.map(([first]) => first?.value ?? "").join("\n");
}
