import type { FieldQuality, Report } from "../../domain/report.ts";
import { sessionFields } from "../../domain/session.ts";
import { invalidReasons } from "../../domain/sort-out.ts";
import type { Words } from "../../texts/words.ts";
import type { MailSection } from "../section.ts";

const faults = ["wrongType", "outOfRange", "zeroDate", "noOffset"] as const satisfies (keyof FieldQuality)[];

/** One line for unusable rows by reason, and one for each field with bad values; one sentence if there are none. */
export function dataQualitySection({ quality }: Report, { texts, format }: Words): MailSection {
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
  const shown = lines.length === 0 ? [texts.mail.noBadData] : lines;
  return { heading: texts.mail.data, blocks: [{ kind: "lines", lines: shown }] };
}
