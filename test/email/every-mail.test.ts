import { describe, expect, test } from "vitest";
import { mailSections } from "../../functions/daily-report/email/mail-sections.ts";
import { wordsFor } from "../../functions/daily-report/texts/words.ts";
import { previewDay, previewKinds } from "../../local/preview-days.ts";
import { checkedReport } from "../checked-day.ts";
import { emptyHistory, incidentDay, quietHistory } from "../furnished-history.ts";
import { day } from "../session-rows.ts";
import { mailOf } from "./mail-of.ts";

const incident = incidentDay();
const reports = {
  "an incident": incident,
  "a day like all others": { ...incident, history: quietHistory(incident) },
  "a first day": { ...incident, history: emptyHistory(incident) },
  ...Object.fromEntries(
    previewKinds.map((kind) => {
      const { rows, declared, weekday } = previewDay(kind, { day, seed: 1 });
      return [kind, checkedReport(rows, { weekday, declared, fields: Object.keys(Object(rows[0])) })];
    }),
  ),
};
const cases = Object.entries(reports).flatMap(([name, report]) =>
  (["en", "ru"] as const).map((locale) => ({ name, report, locale })),
);

describe.each(cases)("every mail, such as that of the day $name in $locale,", ({ report, locale }) => {
  const { subject, html } = mailOf(report, { locale });

  test("has a preheader that differs from the subject", () => {
    const [, preheader = ""] = /<div style="display:none[^"]*">([^<]*)<\/div>/.exec(html) ?? [];
    expect(preheader).not.toBe("");
    expect(preheader).not.toBe(subject);
  });

  test("has the date in the first 40 UTF-16 units of its subject", () => {
    const date = report.history === null ? /\b0?2\b/ : /\b27\b/;
    expect(subject.slice(0, 40)).toMatch(date);
  });

  test("has no column without a figure in any row", () => {
    const enclosure = { attached: [], archived: [] };
    const blocks = mailSections.flatMap((build) => build(report, wordsFor(locale, null), enclosure)?.blocks ?? []);
    for (const { heads, rows } of blocks.filter((block) => block.kind === "table")) {
      for (const [column, head] of heads.entries()) {
        expect(
          rows.some(({ figures }) => /\d/.test(figures[column] ?? "")),
          head,
        ).toBe(true);
      }
    }
  });
});
