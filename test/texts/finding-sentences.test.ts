import { describe, expect, test } from "vitest";
import { type Finding, type FindingId, findingIds } from "../../functions/daily-report/domain/findings.ts";
import type { Report } from "../../functions/daily-report/domain/report.ts";
import { findingSentences, isUnusuallyEmpty } from "../../functions/daily-report/texts/report-sentences.ts";
import type { Locale } from "../../functions/daily-report/texts/texts.ts";
import { textsFor } from "../../functions/daily-report/texts/texts-for.ts";
import { wordsFor } from "../../functions/daily-report/texts/words.ts";
import { checkedReport } from "../checked-day.ts";

const listed = findingIds.filter((id) => id !== "no_sessions_unusual");
const locales: Locale[] = ["en", "ru"];
const found = (id: FindingId, more: Partial<Finding> = {}): Finding => ({
  id,
  count: 3,
  of: 1234,
  fields: [],
  ...more,
});
const day = (...findings: Finding[]): Report => ({ ...checkedReport([]), findings });

describe.each(locales)("the sentences of findings in %s", (locale) => {
  const words = wordsFor(locale, null);

  test.each(listed)("are whole sentences for %s: what was seen, what it may mean, what to check", (id) => {
    const report = day(found(id));
    const said = findingSentences(report, words)[0];
    for (const sentence of [said?.seen, said?.means, said?.check]) expect(sentence).toMatch(/^\p{Lu}.*\.$/u);
  });

  test("do not include the finding no_sessions_unusual, which the verdict tells", () => {
    const report = day(found("no_sessions_unusual"), found("rows_out_of_order"));
    expect(findingSentences(report, words)).toHaveLength(1);
    expect(isUnusuallyEmpty(report)).toBe(true);
  });

  test("are empty on a day without findings", () => {
    expect([findingSentences(day(), words), isUnusuallyEmpty(day())]).toEqual([[], false]);
  });
});

test("finding sentences contain numbers in the format of the language", () => {
  const seen = (locale: Locale) =>
    findingSentences(day(found("handled_without_operator")), wordsFor(locale, null)).map((said) => said.seen);
  expect(seen("en")).toEqual(["Handled sessions that name no operator: 3 of 1,234."]);
  expect(
    seen("ru")
      .join()
      .replace(/[\u00a0\u202f]/g, " "),
  ).toBe("Обработанные сессии, в которых не указан оператор: 3 из 1 234.");
});

test("the finding of missing fields names at most the first eight fields", () => {
  const fields = Array.from({ length: 9 }, (_, i) => `f${i}`);
  const seen = (n: number) =>
    findingSentences(day(found("fields_missing", { count: n, fields: fields.slice(0, n) })), wordsFor("en", null))[0]
      ?.seen;
  expect(seen(8)).toContain("8 (f0, f1, f2, f3, f4, f5, f6, f7).");
  expect(seen(9)).toContain("9 (f0, f1, f2, f3, f4, f5, f6, f7, …).");
});

test("finding sentences are different in every language", () => {
  const [en, ru] = [textsFor("en").findings, textsFor("ru").findings];
  for (const id of listed) expect([ru[id].means, ru[id].check]).not.toEqual([en[id].means, en[id].check]);
});
