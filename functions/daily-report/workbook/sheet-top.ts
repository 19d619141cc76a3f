import type { Report } from "../domain/report.ts";
import { periodSentences, spanName } from "../texts/period-words.ts";
import {
  incompleteSentence,
  noSessionsSentence,
  unreadableSentence,
  unusualSentences,
} from "../texts/report-sentences.ts";
import type { SheetId } from "../texts/texts.ts";
import type { Words } from "../texts/words.ts";
import type { Sheet, SheetInput } from "./sheet.ts";

/** The top of every sheet with figures: the name of the sheet, the title of the report, the date and the warnings. */
export function topOf(
  sheet: SheetId,
  { report, title, words }: SheetInput,
): Pick<Sheet, "name" | "title" | "warning" | "notes"> {
  const name = words.texts.workbook.sheets[sheet];
  return {
    name,
    title: `${name} · ${title} · ${spanName(report, words)}`,
    ...warningsOf(report, words),
  };
}

/** The warning about all figures of the report, and notes with more details. */
export function warningsOf(report: Report, words: Words): Pick<Sheet, "warning" | "notes"> {
  const [unusual, noSessions] = [unusualSentences(report, words), noSessionsSentence(report, words)];
  const warnings = [
    incompleteSentence(report, words),
    ...periodSentences(report, words),
    unreadableSentence(report, words),
    unusual?.seen ?? null,
  ].filter((line) => line !== null);
  return {
    warning: warnings.length === 0 ? null : warnings.join(" "),
    // If a day without sessions is unusual, the warning already says that there were none.
    notes: unusual === null ? [noSessions].filter((line) => line !== null) : [unusual.means, unusual.check],
  };
}
