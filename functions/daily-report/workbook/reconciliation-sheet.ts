import { completeSentence, lateSentence, readAtSentence } from "../texts/report-sentences.ts";
import { settingsTable } from "./definitions-sheet.ts";
import { findingsTable } from "./findings-table.ts";
import { invalidRowsTable, qualityTable } from "./quality-tables.ts";
import { reconciliationTable } from "./reconciliation-table.ts";
import type { Sheet, SheetInput } from "./sheet.ts";
import { topOf } from "./sheet-top.ts";

/** The sheet that shows how the received rows add up to the sessions of the day, and the quality of their data; on demand the settings. */
export function reconciliationSheet(input: SheetInput, hasSettings: boolean): Sheet {
  const { report, words } = input;
  const top = topOf("reconciliation", input);
  const findings = findingsTable(report, words);
  return {
    ...top,
    notes: [
      completeSentence(report, words),
      lateSentence(report, words),
      ...top.notes,
      readAtSentence(report, words),
      words.texts.workbook.duplicatesNote,
    ].filter((note) => note !== null),
    tables: [
      ...(findings === null ? [] : [findings]),
      reconciliationTable(report, words),
      invalidRowsTable(report.quality, words),
      qualityTable(report.quality, words),
      ...(hasSettings ? [settingsTable(report, words)] : []),
    ],
    keepsHead: false,
    frozenColumns: 0,
  };
}
