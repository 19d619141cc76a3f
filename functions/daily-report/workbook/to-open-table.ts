import type { SessionToOpen } from "../domain/watch/watched-sessions.ts";
import { reasonsText } from "../texts/watched-words.ts";
import { type DrawnTable, type SheetInput, tableOf } from "./sheet.ts";
import { watchedColumns } from "./watched-columns.ts";

/** The sessions to open first, in their order; null if there are none. */
export function toOpenTable(input: SheetInput): DrawnTable | null {
  const { report, words } = input;
  const { openFirst = [] } = report.sessions ?? {};
  if (openFirst.length === 0) return null;
  const { heading, heads, openNote } = words.texts.watch;
  const { created, operator, channel, groups, session } = watchedColumns(input);
  return tableOf<SessionToOpen>({
    title: heading,
    note: openNote,
    columns: [
      operator,
      channel,
      groups,
      { header: heads.why, width: WIDTH_OF_REASONS, format: "prose", cell: (one) => reasonsText(one, words) },
      created,
      session,
    ],
    rows: openFirst,
  });
}

/** In characters. */
const WIDTH_OF_REASONS = 44;
