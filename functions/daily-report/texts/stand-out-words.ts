import { catalogue } from "../domain/metrics/catalogue.ts";
import type { Report } from "../domain/report.ts";
import { canCompareOperators, type StandOut, type StandOutReason, standOutsOf } from "../domain/stand-out.ts";
import { NO_KEY } from "../domain/tally.ts";
import { targetOf } from "./report-sentences.ts";
import type { Words } from "./words.ts";

/** Says why there is nobody to talk to; null if there is somebody, and if no operator had a session. */
export function nobodySentence(report: Report, { texts }: Words): string | null {
  const { nobody, tooFew, onlyOne } = texts.mail.people;
  const named = report.breakdowns.operators.filter(({ key }) => key !== NO_KEY).length;
  if (named === 0 || standOutsOf(report).talkTo.length > 0) return null;
  if (named === 1) return onlyOne;
  return canCompareOperators(report) ? nobody : tooFew;
}

/** Why an operator stands out: "NPS −42 (26 ratings; others +44), 42% within 1 min (64 of 154; others 62%)". */
export function standOutReasons({ reasons }: StandOut, report: Report, words: Words): string {
  return reasons.map((reason) => reasonText(reason, report, words)).join(", ");
}

function reasonText({ id, value, n, hits, others }: StandOutReason, report: Report, words: Words): string {
  const { texts, format } = words;
  const { unit } = catalogue[id];
  return texts.mail.people.reasons[id]({
    value: format.whole(unit, value),
    counts:
      hits === null ? format.counted(n, texts.mail.ratings) : texts.common.kOfN(format.count(hits), format.count(n)),
    others: format.whole(unit, others),
    target: targetOf(report, words),
  });
}
