import { reconciliationSums, type SumPart } from "../../domain/reconciliation.ts";
import type { Report } from "../../domain/report.ts";
import type { Words } from "../../texts/words.ts";
import type { MailSection } from "../section.ts";

/** One line for each sum of the reconciliation, such as "received 84 = duplicate 0 + invalid 0 + ...". */
export function reconciliationSection({ reconciliation }: Report, { texts, format }: Words): MailSection {
  const say = ({ part, value }: { part: SumPart; value: number }) =>
    `${texts.reconciliation[part]} ${format.count(value)}`;
  const lines = reconciliationSums(reconciliation).map(({ total, terms }) => {
    const said = terms.map((term, index) => `${index === 0 ? "" : term.sign > 0 ? " + " : " − "}${say(term)}`);
    return `${say(total)} = ${said.join("")}`;
  });
  return { heading: texts.mail.reconciliation, blocks: [{ kind: "lines", lines }] };
}
