import type { SessionToOpen } from "../domain/watch/watched-sessions.ts";
import { reasonsText } from "../texts/watched-words.ts";
import { type Sheet, type SheetInput, tableOf } from "./sheet.ts";
import { topOf } from "./sheet-top.ts";
import { watchedColumns } from "./watched-columns.ts";

/** The sheet of the sessions to open first, in their order; null if there are none. */
export function toOpenSheet(input: SheetInput): Sheet | null {
  const { report, words } = input;
  const { openFirst = [] } = report.sessions ?? {};
  if (openFirst.length === 0) return null;
  const top = topOf("toOpen", input);
  const { heads, openNote } = words.texts.watch;
  const { created, operator, channel, groups, session } = watchedColumns(input);
  return {
    ...top,
    notes: [...top.notes, openNote],
    tables: [
      tableOf<SessionToOpen>({
        columns: [
          created,
          operator,
          channel,
          groups,
          { header: heads.why, width: 44, format: "prose", cell: (one) => reasonsText(one, words) },
          session,
        ],
        rows: openFirst,
      }),
    ],
    keepsHead: true,
    frozenColumns: 0,
  };
}
