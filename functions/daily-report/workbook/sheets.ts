import { targetSentence } from "../texts/report-sentences.ts";
import { breakdownSheet } from "./breakdown-sheet.ts";
import { comparisonSheet } from "./comparison-sheet.ts";
import { figuresSheet } from "./figures-sheet.ts";
import { placesSheet } from "./places-sheet.ts";
import { reconciliationSheet } from "./reconciliation-sheet.ts";
import { type ScorePlan, scoreSheet } from "./score-sheet.ts";
import { sessionsSheet } from "./sessions-sheet.ts";
import type { Sheet, SheetInput } from "./sheet.ts";
import { summarySheet } from "./summary/summary-sheet.ts";
import { trendSheet } from "./trend/trend-sheet.ts";

/** All sheets in their order; a sheet without a value is left out. A generator, so that only one is in memory at a time. */
export function* sheetsOf(input: SheetInput): Generator<Sheet> {
  const { breakdowns, metrics } = input.report;
  const hasSessions = metrics.sessions.value > 0;
  yield summarySheet(input);
  const comparison = comparisonSheet(input);
  if (comparison !== null) yield comparison;
  const trend = trendSheet(input);
  if (trend !== null) yield trend;
  if (breakdowns.operators.length > 0) yield breakdownSheet("operators", input);
  const sessions = sessionsSheet(input);
  if (sessions !== null) yield sessions;
  if (hasSessions) yield breakdownSheet("hours", input);
  const places = placesSheet(input);
  if (places !== null) yield places;
  for (const plan of scorePlans(input)) {
    const sheet = scoreSheet(plan, input);
    if (sheet !== null) yield sheet;
  }
  const hasFigures = hasSessions || metrics.spam.value > 0;
  if (hasFigures) yield figuresSheet(input);
  yield reconciliationSheet(input, { hasFigures, isCompared: comparison !== null });
}

function scorePlans({ report, words }: SheetInput): ScorePlan[] {
  const { scoreNotes } = words.texts.workbook;
  return [
    {
      sheet: "nps",
      sections: ["nps"],
      answersTo: ["nps", "nps_bot"],
      breakdowns: ["operators", "groups", "channels", "bots", "chats"],
      isRanked: false,
      notes: [scoreNotes.nps],
    },
    {
      sheet: "csi",
      sections: ["satisfaction"],
      answersTo: ["csi", "rating"],
      breakdowns: ["operators", "groups", "channels", "chats"],
      isRanked: true,
      notes: [scoreNotes.csi],
    },
    {
      sheet: "responseTimes",
      sections: ["firstReply", "duration"],
      answersTo: ["frt", "duration", "sl1"],
      breakdowns: ["groups", "operators", "channels", "hours"],
      isRanked: false,
      notes: [targetSentence(report, words)],
    },
  ];
}
