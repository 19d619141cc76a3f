import { reconciliationSums, type SumPart } from "../domain/reconciliation.ts";
import type { FieldQuality, Report } from "../domain/report.ts";
import { sessionFields } from "../domain/session.ts";
import { invalidReasons } from "../domain/sort-out.ts";
import { findingSentences } from "../texts/report-sentences.ts";
import type { Words } from "../texts/words.ts";

/** The three sums of the reconciliation as lines: "received 84 = duplicate 0 + invalid 0 + ...". */
export function reconciliationLines({ reconciliation }: Report, { texts, format }: Words): string[] {
  const say = ({ part, value }: { part: SumPart; value: number }) =>
    `${texts.reconciliation[part]} ${format.count(value)}`;
  return reconciliationSums(reconciliation).map(({ total, terms }) => {
    const said = terms.map((term, index) => `${index === 0 ? "" : term.sign > 0 ? " + " : " − "}${say(term)}`);
    return `${say(total)} = ${said.join("")}`;
  });
}

/** What was found to contradict what the report takes for granted, a line each. */
export function findingLines(report: Report, words: Words): string[] {
  return findingSentences(report, words).map(({ seen, means, check }) => `• ${seen} ${means} ${check}`);
}

const faults = ["wrongType", "outOfRange", "zeroDate", "noOffset"] as const satisfies (keyof FieldQuality)[];

/** What was wrong with the data, field by field; one sentence when nothing was. */
export function qualityLines({ quality }: Report, { texts, format }: Words): string[] {
  const reasons = invalidReasons.filter((reason) => quality.invalid[reason] > 0);
  const counts = reasons.map((reason) => `${texts.invalidReasons[reason]} ${format.count(quality.invalid[reason])}`);
  const lines = [
    ...(counts.length === 0 ? [] : [texts.mail.invalidRows(counts.join(", "))]),
    ...sessionFields.flatMap((field) => {
      const found = faults.filter((fault) => (quality.fields[field][fault] ?? 0) > 0);
      const said = found.map((fault) => `${texts.quality[fault]} ${format.count(quality.fields[field][fault] ?? 0)}`);
      return said.length === 0 ? [] : [texts.mail.badField(field, said.join(", "))];
    }),
  ];
  return lines.length === 0 ? [texts.mail.noBadData] : lines;
}
