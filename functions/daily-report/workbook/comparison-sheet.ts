import type { Telling } from "../texts/history-words.ts";
import { driversTable, partsTable } from "./comparison/drivers-tables.ts";
import { operatorsTables } from "./comparison/operators-tables.ts";
import { leftOutTable, notReadTable, readAgainTable } from "./comparison/read-again-tables.ts";
import { usualTable } from "./comparison/usual-table.ts";
import type { Sheet, SheetInput } from "./sheet.ts";
import { topOf } from "./sheet-top.ts";

/**
 * The sheet that compares the report with earlier days, weeks or months; null if there is no history, or nothing is known. Its
 * name is not "History", because Excel reserves that name.
 */
export function comparisonSheet(input: SheetInput): Sheet | null {
  const { report, words } = input;
  const { history } = report;
  if (history === null || (history.before.known === 0 && history.trend.length === 0)) return null;
  const telling: Telling = { report, history, words };
  const top = topOf("comparison", input);
  const { notes } = words.texts.history.sheet;
  // An empty day has nothing to compare; only what changed in earlier days is told.
  const isEmpty = report.metrics.sessions.value === 0;
  const compared = [usualTable, driversTable, partsTable];
  const tables = [...(isEmpty ? [] : compared), readAgainTable, notReadTable, ...(isEmpty ? [] : [leftOutTable])]
    .map((draw) => draw(telling))
    .filter((table) => table !== null);
  if (isEmpty && tables.length === 0) return null;
  return {
    ...top,
    notes: [...top.notes, notes.usual, notes.before],
    tables: [...tables, ...(isEmpty ? [] : operatorsTables(telling))],
    // Hundreds of operators in three orders are for the screen.
    lastInPrint: tables.length - 1,
    keepsHead: false,
    frozenColumns: 1,
  };
}
