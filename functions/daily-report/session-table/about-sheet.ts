import type { stream } from "exceljs";
import type { ReportDay } from "../domain/report-day.ts";
import { cellText } from "../texts/cell-text.ts";
import type { Words } from "../texts/words.ts";
import type { Column, ColumnType } from "./column.ts";
import { tableFont } from "./open-sheets.ts";

type AboutLine = readonly [label: string, value: string | number];

/** In characters. */
const VALUE_WIDTH = 100;

export type AboutInput = { readonly columns: readonly Column[]; readonly day: ReportDay; readonly words: Words };

/**
 * Writes the sheet that shows the zone, the start and end of the day, and which columns are in local time and which in UTC.
 * Notes on the column headers do not work: exceljs gives the notes of all sheets the same shape ids, and Excel reports the
 * file as damaged if more than one sheet has notes (exceljs pull request 3070).
 */
export function writeAboutSheet(workbook: stream.xlsx.WorkbookWriter, name: string, input: AboutInput): void {
  const sheet = workbook.addWorksheet(name, { pageSetup: { orientation: "landscape", fitToWidth: 1, fitToHeight: 0 } });
  sheet.columns = [{ width: 32 }, { width: VALUE_WIDTH }];
  for (const [label, value] of aboutLines(input)) {
    const row = sheet.addRow([cellText(label), typeof value === "string" ? cellText(value) : value]);
    const alignment = { vertical: "top", horizontal: "left", wrapText: true } as const;
    row.getCell(1).style = { font: { ...tableFont, bold: true }, alignment };
    row.getCell(2).style = { font: tableFont, alignment };
    // Some programs do not adjust the row height to the text.
    row.height = 3 + 13 * Math.ceil(String(value).length / VALUE_WIDTH);
    row.commit();
  }
  sheet.commit();
}

function aboutLines({ columns, day, words: { texts, format } }: AboutInput): AboutLine[] {
  const [from, to] = [new Date(day.from).toISOString(), new Date(day.to).toISOString()];
  const { settingNames, aboutTable } = texts.workbook;
  const namesOf = (wanted: ColumnType) =>
    columns
      .filter(({ type }) => type === wanted)
      .map(({ name }) => name)
      .join(", ");
  return [
    [settingNames.zone, day.zone],
    [settingNames.date, format.date(day.date)],
    [settingNames.from, format.instant(from, day.zone)],
    [settingNames.to, format.instant(to, day.zone)],
    [aboutTable.fromUtc, format.instant(from, "UTC")],
    [aboutTable.toUtc, format.instant(to, "UTC")],
    [settingNames.hours, day.hours],
    [aboutTable.localColumns, namesOf("timestamp")],
    [aboutTable.utcColumns, namesOf("utcTimestamp")],
    ...aboutTable.notes.map(({ title, text }): AboutLine => [title, text]),
  ];
}
