import type { Report } from "../domain/report.ts";
import {
  incompleteSentence,
  noSessionsSentence,
  unreadableSentence,
  unusualSentences,
} from "../texts/report-sentences.ts";
import type { SheetId } from "../texts/texts.ts";
import type { Words } from "../texts/words.ts";
import type { Sheet, SheetInput } from "./sheet.ts";

/** What every sheet with figures of the day is headed with: its name, the report, the day, and what must be known of them. */
export function topOf(
  sheet: SheetId,
  { report, title, words }: SheetInput,
): Pick<Sheet, "name" | "title" | "warning" | "notes"> {
  const name = words.texts.workbook.sheets[sheet];
  return {
    name,
    title: `${name} · ${title} · ${words.format.date(report.day.date)}`,
    ...warningsOf(report, words),
  };
}

/** What must be known of all figures: the line that is not to be overlooked, and those that say more. */
export function warningsOf(report: Report, words: Words): Pick<Sheet, "warning" | "notes"> {
  const [unusual, noSessions] = [unusualSentences(report, words), noSessionsSentence(report, words)];
  const warnings = [incompleteSentence(report, words), unreadableSentence(report, words), unusual?.seen ?? null].filter(
    (line) => line !== null,
  );
  return {
    warning: warnings.length === 0 ? null : warnings.join(" "),
    // Where no sessions are unusual, the warning says already that there were none, and that it may not be so.
    notes: unusual === null ? [noSessions].filter((line) => line !== null) : [unusual.means, unusual.check],
  };
}
