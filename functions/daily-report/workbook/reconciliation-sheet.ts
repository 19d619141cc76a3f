import { completeSentence, lateSentence, readAtSentence } from "../texts/report-sentences.ts";
import { definitionsTables, settingsTable } from "./definitions-tables.ts";
import { findingsTable } from "./findings-table.ts";
import { invalidRowsTable, qualityTable } from "./quality-tables.ts";
import { reconciliationTable } from "./reconciliation-table.ts";
import type { Sheet, SheetInput } from "./sheet.ts";
import { topOf } from "./sheet-top.ts";

/**
 * The sheet that shows how the received rows add up to the sessions of the day, the quality of their data, the settings of the report
 * and the definitions. Without a figure there is nothing to define.
 */
export function reconciliationSheet(
  input: SheetInput,
  { hasFigures, isCompared }: { hasFigures: boolean; isCompared: boolean },
): Sheet {
  const { report, words } = input;
  const top = topOf("reconciliation", input);
  const findings = findingsTable(report, words);
  const dataTables = [
    ...(findings === null ? [] : [findings]),
    reconciliationTable(report, words),
    invalidRowsTable(report.quality, words),
    qualityTable(report.quality, words),
  ];
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
      ...dataTables,
      settingsTable(report, words, !hasFigures),
      ...(hasFigures ? definitionsTables(words, isCompared) : []),
    ],
    // The definitions are the same every day, and would be most of what is printed.
    ...(hasFigures && { lastInPrint: dataTables.length - 1 }),
    keepsHead: false,
    frozenColumns: 0,
  };
}
