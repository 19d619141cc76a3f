import type { Sheet, SheetInput } from "./sheet.ts";
import { topOf } from "./sheet-top.ts";
import { toOpenTable } from "./to-open-table.ts";
import { waitingTable } from "./waiting-table.ts";

/**
 * The sheet of single sessions: at most 10 to open first, then those whose client waits. It is named after the waiting ones, which
 * the mail and the Summary refer to, if there are any. Null if no table has a session.
 */
export function sessionsSheet(input: SheetInput): Sheet | null {
  const [toOpen, waiting] = [toOpenTable(input), waitingTable(input)];
  if (toOpen === null && waiting === null) return null;
  return {
    ...topOf(waiting === null ? "toOpen" : "waiting", input),
    tables: [toOpen, waiting].filter((table) => table !== null),
    keepsHead: false,
    frozenColumns: 0,
  };
}
