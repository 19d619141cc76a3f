import { incompleteSentence, noSessionsSentence } from "../texts/report-sentences.ts";
import type { SheetId } from "../texts/texts.ts";
import type { Sheet, SheetInput } from "./sheet.ts";

/** What every sheet with figures of the day is headed with: its name, the report, the day, and what must be known of them. */
export function topOf(
  sheet: SheetId,
  { report, title, words }: SheetInput,
): Pick<Sheet, "name" | "title" | "warning" | "notes"> {
  const name = words.texts.workbook.sheets[sheet];
  const noSessions = noSessionsSentence(report, words);
  return {
    name,
    title: `${name} · ${title} · ${words.format.date(report.day.date)}`,
    warning: incompleteSentence(report, words),
    notes: noSessions === null ? [] : [noSessions],
  };
}
