import { describe, expect, test } from "vitest";
import type { Report } from "../../functions/daily-report/domain/report.ts";
import type { Locale } from "../../functions/daily-report/texts/texts.ts";
import { textsFor } from "../../functions/daily-report/texts/texts-for.ts";
import { mailOf } from "../email/mail-of.ts";
import { incidentDay, incidentPeriod } from "../furnished-history.ts";
import { openWorkbook } from "../workbook/open-workbook.ts";
import { busyDay } from "./busy-day.ts";
import { leaves } from "./text-leaves.ts";

/** What docs/words.md says to avoid. A test may not name a word that a metric id or a field of the API needs. */
const avoided: Record<Locale, RegExp> = {
  en: /\bSL1\b|\bT1\b|\bn\s=|\bp(50|90|95)\b|\bAPI\b|\brevisions?\b|\bdeclared\b|\bworkbook\b|\boffered\b|\bunassigned\b|\bcontainment\b|\bcoverage\b|\bmarks\b|\breckon|\bread again\b|\bdialogs?\b|\bpercent\b|\bmix\b/i,
  ru: /\bSL1\b|\bT1\b|\bn\s=|\bp(50|90|95)\b|\bAPI\b|редакци|заявлен|предложен|сут(ки|ок|кам)|(^|[^\p{L}])(не)?годн|непригодн|засчитан|(^|[^\p{L}])книг|отбор|зерно|последнее слово|производные/iu,
};

/** A hyphen for a minus, and a number that can be parted from its unit. */
const badNumber: Record<Locale, RegExp> = {
  en: /(^|[\s(])-\d|\d (s|min|h|%)(?!\p{L})|\d\u00a0%/u,
  ru: /(^|[\s(])-\d|(?<![\p{L}\d])\d+ (с|мин|ч|%|₽|п\.)(?!\p{L})|\d%/u,
};

const locales: Locale[] = ["en", "ru"];

const reports: readonly (readonly [string, Report])[] = [
  ["a busy day", busyDay()],
  ["a day with an incident", incidentDay()],
  ["a week", incidentPeriod("week")],
];

describe.each(locales)("the texts in %s", (locale) => {
  const all = leaves(textsFor(locale), locale).filter(({ path }) => !path.startsWith(`${locale}.terminal`));
  const found = (pattern: RegExp) => all.filter(({ text }) => pattern.test(text));

  test("use no word that managers do not know, or that has another term", () => {
    expect(all.length).toBeGreaterThan(500);
    expect(found(avoided[locale])).toEqual([]);
  });

  test("write a minus as U+2212, and keep numbers and units together", () => {
    expect(found(badNumber[locale])).toEqual([]);
  });

  test.each(reports)("keep these rules in the mail of %s", (_, report) => {
    const { subject, text } = mailOf(report, { locale });
    const lines = [subject, ...text.split("\n")];
    expect(lines.filter((line) => avoided[locale].test(line) || badNumber[locale].test(line))).toEqual([]);
  });

  test.each(reports)("keep these rules in the workbook of %s", async (_, report) => {
    const { sheets } = await openWorkbook(report, { locale });
    const cells = sheets.flatMap(({ rows }) => rows.flat().map(({ value }) => value));
    const words = cells.filter(
      (value): value is string => typeof value === "string" && !/^[a-z0-9_]+(@|\.|$)/.test(value),
    );
    expect(words.length).toBeGreaterThan(200);
    expect(words.filter((text) => avoided[locale].test(text) || badNumber[locale].test(text))).toEqual([]);
  });
});

const PLURALS = [1, 2, 5, 21, 1001];

test("Russian counts have the plural form of their number", () => {
  const { common, mail } = textsFor("ru");
  const rules = new Intl.PluralRules("ru-RU");
  const said = (forms: Partial<Record<Intl.LDMLPluralRule, string>>) =>
    PLURALS.map((n) => (forms[rules.select(n)] ?? "").replace("#", String(n)));
  expect(said(common.sessions)).toEqual(["1 сессия", "2 сессии", "5 сессий", "21 сессия", "1001 сессия"]);
  expect(said(mail.waiting)).toEqual([
    "1 клиент ждал",
    "2 клиента ждали",
    "5 клиентов ждали",
    "21 клиент ждал",
    "1001 клиент ждал",
  ]);
  expect(said(mail.late)[3]).toBe("21 сессия появилась в TWIN уже после подсчёта и тоже учтена.");
  expect(said(mail.duplicates)[3]).toBe("TWIN прислал повторно 21 сессию; повторы не учтены.");
  expect(said(mail.tooFewEach)[3]).toBe(
    "Сессии обрабатывал 21 оператор; 10 сессий нет ни у кого, поэтому судить рано.",
  );
});
