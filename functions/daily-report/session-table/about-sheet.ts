import type { ReportDay } from "../domain/report-day.ts";
import { cellText } from "../texts/cell-text.ts";
import type { Words } from "../texts/words.ts";
import type { Column, ColumnType } from "./column.ts";
import { cellStart, inlineCell, numberCells, rowXml, sheetStart } from "./sheet-xml.ts";
import { cellStyle } from "./styles-xml.ts";
import type { WorkbookFile } from "./workbook-file.ts";

type AboutLine = readonly [label: string, value: string | number];

/** In characters. */
const VALUE_WIDTH = 100;

export type AboutInput = { readonly columns: readonly Column[]; readonly day: ReportDay; readonly words: Words };

const layout = { widths: [32, VALUE_WIDTH], isFrozen: false, orientation: "landscape" } as const;

/**
 * Writes the sheet that shows the zone, the start and end of the day, and which columns are in local time and which in UTC.
 * Notes on the column headers would need a part and a drawing for each sheet.
 */
export async function writeAboutSheet(workbook: WorkbookFile, name: string, input: AboutInput): Promise<void> {
  workbook.openSheet(name, sheetStart(layout));
  for (const [index, [label, value]] of aboutLines(input).entries()) {
    const row = index + 1;
    const { note } = cellStyle;
    const shown = typeof value === "string" ? inlineCell(note, cellText(value)) : numberCells(note)(value);
    const cells = `${cellStart(0)}${row}${inlineCell(cellStyle.label, cellText(label))}${cellStart(1)}${row}${shown}`;
    // Some programs do not adjust the row height to the text.
    const height = 3 + 13 * Math.ceil(String(value).length / VALUE_WIDTH);
    await workbook.write(rowXml(row, cells, height));
  }
  await workbook.closeSheet({ orientation: layout.orientation, filter: null, pageHead: null });
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
