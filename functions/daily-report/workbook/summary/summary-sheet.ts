import { spanName } from "../../texts/period-words.ts";
import { filtersSentence, isFresh, unusualSentences } from "../../texts/report-sentences.ts";
import { verdictSentence } from "../../texts/verdict-sentence.ts";
import type { Sheet, SheetInput } from "../sheet.ts";
import { warningsOf } from "../sheet-top.ts";
import { mainTable } from "./main-table.ts";
import { mainFigures } from "./summary-lines.ts";
import { hoursTable, topTable } from "./top-tables.ts";

/** The first sheet, one page: whether the day was as usual, its main figures, its hours, and its top channels and groups. */
export function summarySheet(input: SheetInput): Sheet {
  const { report, title, words } = input;
  const { warning, notes: warnings } = warningsOf(report, words);
  const figures = mainFigures(report);
  const { lead, rest } = verdictSentence(report, words);
  const notes = [...warnings, waitingSentence(input), filtersSentence(report, words)];
  const hours = report.metrics.sessions.value > 0 ? [hoursTable(input)] : [];
  const tops = (["channels", "groups"] as const).map((breakdown) => topTable(breakdown, input));
  return {
    name: words.texts.workbook.sheets.summary,
    title: `${title} · ${spanName(report, words)}`,
    // The warning above says the same of a day that is unexpectedly empty.
    ...(unusualSentences(report, words) === null && { lead: `${lead}${rest}` }),
    warning,
    notes: notes.filter((note) => note !== null),
    tables: [mainTable(figures, input), ...hours, ...tops.filter((table) => table !== null)],
    keepsHead: false,
    frozenColumns: 0,
    isOnePage: true,
  };
}

/** Says how many clients still waited; null if none did, and if the data was fetched so late that nothing can be done. */
function waitingSentence({ report, words: { texts, format } }: SheetInput): string | null {
  const { metrics, day, fetchedAt } = report;
  const waiting = metrics.waiting.value;
  if (waiting === 0 || !isFresh(report)) return null;
  return format.counted(waiting, texts.summary.waiting(format.instant(fetchedAt, day.zone)));
}
