import type { BreakdownId } from "../domain/metrics/metric.ts";
import { targetSentence } from "../texts/report-sentences.ts";
import { breakdownSheet } from "./breakdown-sheet.ts";
import { comparisonSheet } from "./comparison-sheet.ts";
import { definitionsSheet } from "./definitions-sheet.ts";
import { reconciliationSheet } from "./reconciliation-sheet.ts";
import { type ScorePlan, scoreSheet } from "./score-sheet.ts";
import type { Sheet, SheetInput } from "./sheet.ts";
import { summarySheet } from "./summary-sheet.ts";

/** All sheets in their order. A generator, so that only one is in memory at a time. */
export function* sheetsOf(input: SheetInput): Generator<Sheet> {
  yield summarySheet(input);
  const comparison = comparisonSheet(input);
  if (comparison !== null) yield comparison;
  yield breakdownSheet("operators", input);
  for (const plan of scorePlans(input)) yield scoreSheet(plan, input);
  for (const breakdown of breakdownsOf(input)) yield breakdownSheet(breakdown, input);
  yield reconciliationSheet(input);
  yield definitionsSheet(input, comparison !== null);
}

function scorePlans({ report, words }: SheetInput): ScorePlan[] {
  const { scoreNotes } = words.texts.workbook;
  return [
    {
      sheet: "nps",
      sections: ["nps"],
      answersTo: "nps",
      breakdowns: ["operators", "groups", "channels", "bots", "chats"],
      isRanked: false,
      notes: [scoreNotes.nps],
    },
    {
      sheet: "csi",
      sections: ["satisfaction"],
      answersTo: "csi",
      breakdowns: ["operators", "groups", "channels", "chats"],
      isRanked: true,
      notes: [scoreNotes.csi],
    },
    {
      sheet: "responseTimes",
      sections: ["firstReply", "duration"],
      answersTo: "frt",
      breakdowns: ["groups", "operators", "channels", "hours"],
      isRanked: false,
      notes: [targetSentence(report, words)],
    },
  ];
}

/** Companies have a sheet only if there are several. */
function breakdownsOf({ report }: SheetInput): BreakdownId[] {
  const several: BreakdownId[] = report.breakdowns.companies.length > 1 ? ["companies"] : [];
  return ["hours", "channels", "groups", "bots", "chats", ...several];
}
