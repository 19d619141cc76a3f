import { type Session, sessionFields } from "../domain/session.ts";
import { isCutInCell } from "../texts/cell-text.ts";
import type { CellRow, CellValue, Column } from "./column.ts";
import { problemsColumn } from "./table-columns.ts";
import type { TableEntry } from "./table-entry.ts";

/**
 * Returns a function that reads the cells of a row, one per column. Every column is read once; its problems go into the column
 * of problems: first the faults of the fields that the domain reads, including fields that have no column, then the problems
 * of the columns in their order. A text that is too long for a cell is complete in the row, and its problem is "cut".
 */
export function cellReader(columns: readonly Column[]): (entry: TableEntry) => CellRow {
  const problemsAt = columns.findIndex(({ name }) => name === problemsColumn.name);
  return (entry) => {
    const problems = faultsOf(entry.session);
    const note = (problem: string) => {
      problems.push(problem);
    };
    const cells = columns.map(({ field, value }): CellValue => {
      const cell = value(entry, note);
      if (field !== null && typeof cell === "string" && isCutInCell(cell)) note(`${field}: cut`);
      return cell;
    });
    if (problemsAt !== -1) cells[problemsAt] = problems.join("; ") || null;
    return cells;
  };
}

function faultsOf(session: Session): string[] {
  const faults: string[] = [];
  for (const field of sessionFields) {
    const { fault } = session[field];
    if (fault !== null) faults.push(`${field}: ${fault}`);
  }
  return faults;
}
