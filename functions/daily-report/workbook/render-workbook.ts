import ExcelJS from "exceljs";
import type { Report } from "../domain/report.ts";
import type { Locale } from "../texts/texts.ts";
import { wordsFor } from "../texts/words.ts";
import { cellText } from "./cell-text.ts";
import { definitionsSheet } from "./definitions-sheet.ts";
import { drawSheet } from "./draw-sheet.ts";
import { operatorsSheet } from "./operators-sheet.ts";
import { summarySheet } from "./summary-sheet.ts";

export type WorkbookInput = {
  report: Report;
  title: string;
  locale: Locale;
  /** ISO 4217; null: money is shown without a currency. */
  currency: string | null;
};

/** The report as an xlsx file. The same report gives the same content, whenever it is drawn. */
export async function renderWorkbook({ report, title, locale, currency }: WorkbookInput): Promise<Uint8Array> {
  const words = wordsFor(locale, currency);
  const workbook = new ExcelJS.Workbook();
  workbook.title = cellText(title);
  workbook.creator = workbook.lastModifiedBy = "daily-report";
  workbook.created = workbook.modified = new Date(report.fetchedAt);
  const sheets = [
    summarySheet(report, title, words),
    operatorsSheet(report, title, words),
    definitionsSheet(report, words),
  ];
  for (const sheet of sheets) drawSheet(workbook, sheet);
  return new Uint8Array(await workbook.xlsx.writeBuffer());
}
