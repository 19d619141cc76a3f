// Half of the code of the package: without the writers and readers of streams, which the report does not need.
import Workbook from "exceljs/lib/doc/workbook.js";
import type { Report } from "../domain/report.ts";
import { createSheetNames } from "../texts/sheet-names.ts";
import type { Locale } from "../texts/texts.ts";
import { wordsFor } from "../texts/words.ts";
import { xmlText } from "../texts/xml-text.ts";
import { drawSheet } from "./draw-sheet.ts";
import { sheetsOf } from "./sheets.ts";
import { type SheetCharts, writeWorkbook } from "./write-workbook.ts";

export type WorkbookInput = {
  report: Report;
  title: string;
  locale: Locale;
  /** ISO 4217; null shows money without a currency. */
  currency: string | null;
  /** The address for replies to the mail. Default null. */
  replyTo?: string | null;
  /** The address of sessions' pages; without it they are not linked. */
  sessionUrl?: string | null;
};

/** Returns the report as an xlsx file. The same report always gives the same content. */
export async function renderWorkbook(input: WorkbookInput): Promise<Uint8Array> {
  const { report, title, locale, currency } = input;
  const words = wordsFor(locale, currency, input);
  const workbook = new Workbook();
  workbook.title = xmlText(title);
  workbook.creator = workbook.lastModifiedBy = "daily-report";
  workbook.created = workbook.modified = new Date(report.fetchedAt);
  const nameOf = createSheetNames();
  const charts: SheetCharts[] = [];
  for (const sheet of sheetsOf({ report, title, words })) {
    const drawn = drawSheet(workbook, { ...sheet, name: nameOf(sheet.name) }, words);
    if (drawn.charts.length > 0) charts.push(drawn);
  }
  return await writeWorkbook(workbook, charts, words);
}
