import type { ReportDay } from "../domain/report-day.ts";
import type { Words } from "../texts/words.ts";
import type { NoteLine, NoteSheet } from "./note-sheet.ts";
import type { SheetColumn, Shown } from "./sheet-columns.ts";

/** The sheet that shows the zone, the start and end of the day, and which columns are in local time and which in UTC. */
export function aboutSheet(columns: readonly SheetColumn[], day: ReportDay, words: Words): NoteSheet {
  const { sheets } = words.texts.workbook;
  return { name: sheets.about, widths: [32, 100], hasHead: false, lines: aboutLines(columns, day, words) };
}

function aboutLines(columns: readonly SheetColumn[], day: ReportDay, { texts, format }: Words): NoteLine[] {
  const [from, to] = [new Date(day.from).toISOString(), new Date(day.to).toISOString()];
  const { settingNames, aboutTable } = texts.workbook;
  const headsOf = (...wanted: readonly Shown["as"][]) =>
    columns
      .filter(({ shown }) => wanted.includes(shown.as))
      .map(({ head }) => head)
      .join(", ");
  return [
    [settingNames.zone, day.zone],
    [settingNames.date, format.date(day.date)],
    [settingNames.from, format.instant(from, day.zone)],
    [settingNames.to, format.instant(to, day.zone)],
    [aboutTable.fromUtc, format.instant(from, "UTC")],
    [aboutTable.toUtc, format.instant(to, "UTC")],
    [settingNames.hours, day.hours],
    [aboutTable.localColumns, headsOf("timestamp", "date", "halfHour")],
    [aboutTable.utcColumns, headsOf("utcTimestamp")],
    ...aboutTable.notes.map(({ title, text }): NoteLine => [title, text]),
  ];
}
