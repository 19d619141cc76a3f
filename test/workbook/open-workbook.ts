import type { Report } from "../../functions/daily-report/domain/report.ts";
import { textsFor } from "../../functions/daily-report/texts/texts-for.ts";
import { renderWorkbook, type WorkbookInput } from "../../functions/daily-report/workbook/render-workbook.ts";
import { type ReadCell, type ReadSheet, readWorkbook } from "./read-workbook.ts";

const { sheets: names } = textsFor("en").workbook;

/** Draws the report as an English workbook, but for what the test says, and opens it again. */
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

/** The number of the report that a cell shows: percentages are stored as 0-1, durations in days. */
export function numberOf({ value, format }: Pick<ReadCell, "value" | "format">): unknown {
  if (typeof value !== "number") return value;
  if (format.includes("%")) return value * 100;
  return format.includes("[h]") ? value * 86_400 : value;
}

/** All that stands in the first column, line by line. */
export function firstColumn({ rows }: ReadSheet): string {
  return rows.map(([first]) => first?.value ?? "").join("\n");
}
