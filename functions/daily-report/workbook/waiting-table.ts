import type { Report } from "../domain/report.ts";
import type { WaitingSession } from "../domain/watch/watched-sessions.ts";
import { hasWaitingSheet } from "../texts/watched-words.ts";
import { type DrawnTable, type SheetInput, tableOf } from "./sheet.ts";
import { watchedColumns } from "./watched-columns.ts";

/** The sessions whose client waits for an operator or for an answer, the most urgent first; null if there are none. */
export function waitingTable(input: SheetInput): DrawnTable | null {
  const { report, words } = input;
  if (!hasWaitingSheet(report)) return null;
  const { texts, format } = words;
  const { heads, states, waitingNote, mostWaiting } = texts.watch;
  const { counts, rows } = report.sessions.waiting;
  const all = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const { created, operator, channel, groups, session } = watchedColumns(input);
  const notes = [
    waitingNote(format.instant(report.fetchedAt, report.day.zone)),
    ...(all > rows.length ? [mostWaiting(format.count(rows.length), format.count(all))] : []),
  ];
  return tableOf<WaitingSession>({
    title: texts.workbook.sheets.waiting,
    note: notes.join(" "),
    columns: [
      operator,
      channel,
      groups,
      { header: heads.waitsFor, width: 32, format: "prose", cell: ({ state }) => states[state] },
      created,
      session,
      { header: heads.minutes, width: 12, format: "count", cell: (one) => minutesSince(one, report) },
    ],
    rows,
    hasFilter: true,
  });
}

/** Whole minutes from creation until the data was fetched; null for a closed session, whose client no longer waits in it. */
function minutesSince({ state, createdAt }: WaitingSession, { fetchedAt }: Report): number | null {
  if (state === "last_message_closed") return null;
  // A day that is not over may have sessions that were created after the first request.
  return Math.max(0, Math.floor((Date.parse(fetchedAt) - Date.parse(createdAt)) / 60_000));
}
