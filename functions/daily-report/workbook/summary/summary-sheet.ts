import { checkedSentence } from "../../texts/checked-words.ts";
import { groupGoalsSentence } from "../../texts/goal-words.ts";
import { emptyDaySentence, notComparedSentence, usualSentences } from "../../texts/history-words.ts";
import { spanName } from "../../texts/period-words.ts";
import { doubtfulSentences, filtersSentence } from "../../texts/report-sentences.ts";
import { meaningSentences } from "../../texts/score-words.ts";
import { verdictSentence } from "../../texts/verdict-sentence.ts";
import { toDoSentence } from "../../texts/watched-words.ts";
import type { Sheet, SheetInput } from "../sheet.ts";
import { warningsOf } from "../sheet-top.ts";
import { mainTable } from "./main-table.ts";
import { peopleTables } from "./people-tables.ts";
import { mainFigures } from "./summary-lines.ts";
import { hoursTable, topTable } from "./top-tables.ts";

/** The first sheet, one page: whether the day was as usual, its main figures, whom to talk to, its hours, and its top channels and groups. */
export function summarySheet(input: SheetInput): Sheet {
  const { report, title, words } = input;
  const { warning, notes: warnings } = warningsOf(report, words);
  const figures = mainFigures(report);
  const { lead, rest } = verdictSentence(report, words);
  const groups = groupGoalsSentence(report, words);
  const doubtful = doubtfulSentences(report, words);
  const red = [...(warning === null ? [] : [warning]), ...doubtful];
  const hours = report.metrics.sessions.value > 0 ? [hoursTable(input)] : [];
  const [channelTable, groupTable] = [topTable("channels", input), topTable("groups", input)];
  const { smallN, breakdownNotes } = words.texts.workbook;
  const meanings = meaningSentences(report, words);
  const notes = [
    ...warnings,
    groups && groups.lead + groups.rest,
    checkedSentence(report, words),
    emptyDaySentence(report, words),
    notComparedSentence(report, words),
    ...usualSentences(report, words),
    meanings.length === 0 ? null : meanings.join(" "),
    filtersSentence(report, words),
    hours.length === 0 ? null : smallN,
    groupTable && breakdownNotes.groups,
  ];
  return {
    name: words.texts.workbook.sheets.summary,
    title: `${title} · ${spanName(report, words)}`,
    lead: `${lead}${rest}`,
    warning: red.length === 0 ? null : red.join(" "),
    action: toDoSentence(report, words),
    notes: notes.filter((note) => note !== null),
    tables: [mainTable(figures, input), ...peopleTables(input), ...hours, channelTable, groupTable].filter(
      (table) => table !== null,
    ),
    keepsHead: false,
    frozenColumns: 0,
    isOnePage: true,
  };
}
