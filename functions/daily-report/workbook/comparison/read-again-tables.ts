import type { RestatedMetric } from "../../domain/history/history.ts";
import { leftOutReason, type Telling } from "../../texts/history-words.ts";
import type { Words } from "../../texts/words.ts";
import { formatOf } from "../metric-columns.ts";
import { type DrawnTable, tableOf } from "../sheet.ts";
import { dateColumn, numberColumn, textColumn, titleColumn } from "./comparison-columns.ts";

type RestatedLine = RestatedMetric & { readonly date: string; readonly revision: number };

/** The main figures of earlier days before and after they were read again; null if none changed. */
export function readAgainTable({ history, words }: Telling): DrawnTable | null {
  const rows = history.restatements.flatMap(({ date, revision, changes }) =>
    changes.map((change): RestatedLine => ({ ...change, date, revision })),
  );
  if (rows.length === 0) return null;
  const { heads, tables, tableNotes } = words.texts.history.sheet;
  const format = ({ metric }: RestatedLine) => formatOf(metric);
  return tableOf<RestatedLine>({
    title: tables.again,
    note: tableNotes.again,
    columns: [
      dateColumn(heads.date),
      titleColumn(words, ({ metric }) => metric),
      numberColumn(heads.revision, "count", ({ revision }) => revision),
      numberColumn(heads.was, format, ({ before }) => before.value),
      numberColumn(heads.wasN, "count", ({ before }) => before.n),
      numberColumn(heads.is, format, ({ after }) => after.value),
      numberColumn(heads.isN, "count", ({ after }) => after.n),
    ],
    rows,
    startsGroup: (row, previous) => row.date !== previous.date,
  });
}

/** The days that were not read again, with the reason; null if there are none. */
export function notReadTable({ history, words }: Telling): DrawnTable | null {
  const { again, sheet } = words.texts.history;
  return datesTable(
    history.notReadAgain.map(({ date, reason }) => ({ date, reason: again.reasons[reason] })),
    { title: sheet.tables.notRead, words },
  );
}

/** The days that are left out of the comparison, with the reason; null if there are none. */
export function leftOutTable({ history, words }: Telling): DrawnTable | null {
  const days = history.before.leftOut.map((day) => ({ date: day.date, reason: leftOutReason(day, words) }));
  return datesTable(days, { title: words.texts.history.sheet.tables.leftOut, words });
}

type DateLine = { readonly date: string; readonly reason: string };

function datesTable(rows: readonly DateLine[], { title, words }: { title: string; words: Words }): DrawnTable | null {
  if (rows.length === 0) return null;
  const { texts } = words;
  return tableOf<DateLine>({
    title,
    columns: [
      dateColumn(texts.history.sheet.heads.date),
      // As plain text, it continues over the empty cells beside it.
      { ...textColumn<DateLine>(texts.workbook.heads.reason, ({ reason }) => reason), format: "text" },
    ],
    rows,
  });
}
