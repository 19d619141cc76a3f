import type { Report } from "../domain/report.ts";
import { findingSentences } from "../texts/report-sentences.ts";
import type { Words } from "../texts/words.ts";
import { type DrawnTable, tableOf } from "./sheet.ts";

/** The table of findings, with three lines for each; null if there are none. */
export function findingsTable(report: Report, words: Words): DrawnTable | null {
  const found = findingSentences(report, words);
  if (found.length === 0) return null;
  const { findingsNote: note, heads } = words.texts.workbook;
  const lines = found.flatMap(({ seen, means, check }) => [
    { text: seen, isFirst: true },
    { text: means, isFirst: false },
    { text: check, isFirst: false },
  ]);
  return tableOf({
    title: words.texts.common.findings,
    note,
    columns: [{ header: heads.finding, width: 34, format: "text", cell: ({ text }) => text }],
    rows: lines,
    isSum: ({ isFirst }) => isFirst,
    isWide: true,
  });
}
