import { judgementOf, sideOf } from "../domain/history/direction.ts";
import type { Verdict } from "../domain/history/history.ts";
import type { HeadlineId } from "../domain/history/past.ts";
import { FEWEST_ANSWERS } from "../domain/metrics/metric.ts";
import type { Report } from "../domain/report.ts";
import type { Figure } from "./small-n.ts";
import type { Words } from "./words.ts";

/** Whether the figure is usual, as mail and workbook show it: null if that is not known, or if it has fewer than 10 sessions or ratings. */
export function shownVerdict(
  id: HeadlineId,
  { metrics, history }: Pick<Report, "metrics" | "history">,
): Verdict | null {
  const { n }: Figure = metrics[id];
  return (n ?? FEWEST_ANSWERS) < FEWEST_ANSWERS ? null : (history?.usual[id].verdict ?? null);
}

/** "▲ higher than usual: worse": the side on which the value lies, and what that means if it is better or worse. */
export function verdictText(id: HeadlineId, verdict: Verdict, { texts }: Words): string {
  const { verdicts, sheet } = texts.history;
  const judgement = judgementOf(id, sideOf(verdict));
  return judgement === null ? verdicts[verdict] : `${verdicts[verdict]}: ${sheet.judgements[judgement]}`;
}
