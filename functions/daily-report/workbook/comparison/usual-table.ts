import { judgementOf, sideOf } from "../../domain/history/direction.ts";
import type { Change } from "../../domain/history/history.ts";
import { type HeadlineId, headlineIds } from "../../domain/history/past.ts";
import { catalogue } from "../../domain/metrics/catalogue.ts";
import { type Telling, timeBefore, togetherSentence, unitOf } from "../../texts/history-words.ts";
import { shownVerdict } from "../../texts/shown-verdict.ts";
import { formatOf } from "../metric-columns.ts";
import { type DrawnTable, type SheetColumn, tableOf } from "../sheet.ts";
import { FIRST_WIDTH, numberColumn, textColumn, titleColumn } from "./comparison-columns.ts";

/** Whether each main figure is usual, and how it differs from the time before. */
export function usualTable(telling: Telling): DrawnTable {
  const { tables, tableNotes } = telling.words.texts.history.sheet;
  const together = togetherSentence(telling);
  return tableOf({
    title: tables.usual,
    note: [tableNotes.usual, ...(together === null ? [] : [together])].join(" "),
    columns: [
      titleColumn(telling.words, (id: HeadlineId) => id, FIRST_WIDTH),
      ...usualColumns(telling),
      ...changeColumns(telling),
    ],
    rows: headlineIds,
  });
}

function usualColumns({ report, history, words }: Telling): SheetColumn<HeadlineId>[] {
  const { before, sheet, verdicts } = words.texts.history;
  const { heads, judgements } = sheet;
  const judgementShown = (id: HeadlineId) => judgementOf(id, sideOf(shownVerdict(id, report)));
  return [
    numberColumn<HeadlineId>(before.thisOne[unitOf(report)], formatOf, (id) => report.metrics[id].value),
    numberColumn<HeadlineId>(heads.usualLow, formatOf, (id) => history.usual[id].low),
    numberColumn<HeadlineId>(heads.usualHigh, formatOf, (id) => history.usual[id].high),
    textColumn(heads.verdict, (id) => {
      const verdict = shownVerdict(id, report);
      return verdict === null ? "" : verdicts[verdict];
    }),
    {
      ...textColumn<HeadlineId>(heads.judgement, (id) => {
        const judgement = judgementShown(id);
        return judgement === null ? "" : judgements[judgement];
      }),
      tone: judgementShown,
    },
    numberColumn(heads.known, "count", (id) => history.usual[id].known),
  ];
}

function changeColumns(telling: Telling): SheetColumn<HeadlineId>[] {
  const { history, words } = telling;
  const { workbook, history: texts } = words.texts;
  const { heads } = texts.sheet;
  const changes: Partial<Record<HeadlineId, Change>> = history.changes;
  return [
    numberColumn<HeadlineId>(timeBefore(telling), formatOf, (id) => beforeOf(id, telling)),
    numberColumn(heads.difference, "nps", (id) => changes[id]?.difference),
    numberColumn(heads.differenceLow, "nps", (id) => changes[id]?.low),
    numberColumn(heads.differenceHigh, "nps", (id) => changes[id]?.high),
    textColumn(heads.isReal, (id) => {
      const change = changes[id];
      if (change === undefined || change.difference === null) return "";
      return change.isReal ? workbook.yes : workbook.no;
    }),
  ];
}

/** The figure of the time before. A number of sessions is left out, because it grows with the time. */
function beforeOf(id: HeadlineId, { history }: Telling): number | null {
  return catalogue[id].unit === "sessions" ? null : history.before.metrics[id].value;
}
