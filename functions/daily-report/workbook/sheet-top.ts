import type { Report } from "../domain/report.ts";
import { periodSentences, spanName } from "../texts/period-words.ts";
import {
  incompleteSentence,
  isUnusuallyEmpty,
  noSessionsSentence,
  unreadableSentence,
} from "../texts/report-sentences.ts";
import type { SheetId } from "../texts/texts.ts";
import { verdictSentence } from "../texts/verdict-sentence.ts";
import { toDoSentence } from "../texts/watched-words.ts";
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
    ...(isUnusuallyEmpty(report) ? emptyWarnings(report, words) : warningsOf(report, words)),
  };
}

/** Of a day that is unexpectedly empty, other sheets say the same as the Summary sheet: the verdict and what to do. */
function emptyWarnings(report: Report, words: Words): Pick<Sheet, "warning" | "notes"> {
  const { lead, rest } = verdictSentence(report, words);
  return { warning: lead + rest, notes: [toDoSentence(report, words)].filter((note) => note !== null) };
}

/** The warning about all figures of the report, and that there were no sessions unless the verdict says why that is odd. */
export function warningsOf(report: Report, words: Words): Pick<Sheet, "warning" | "notes"> {
  const noSessions = isUnusuallyEmpty(report) ? null : noSessionsSentence(report, words);
  const warnings = [
    incompleteSentence(report, words),
    ...periodSentences(report, words),
    unreadableSentence(report, words),
  ].filter((line) => line !== null);
  return {
    warning: warnings.length === 0 ? null : warnings.join(" "),
    notes: noSessions === null ? [] : [noSessions],
  };
}
