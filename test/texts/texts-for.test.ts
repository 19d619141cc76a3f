import { describe, expect, test } from "vitest";
import { metricIds } from "../../functions/daily-report/domain/metrics/catalogue.ts";
import type { Locale } from "../../functions/daily-report/texts/texts.ts";
import { textsFor } from "../../functions/daily-report/texts/texts-for.ts";
import { leaves } from "./text-leaves.ts";

const locales: Locale[] = ["en", "ru"];

describe.each(locales)("the texts in %s", (locale) => {
  const texts = textsFor(locale);
  const all = leaves(texts, locale);

  test("are not empty and do not start or end with a blank", () => {
    expect(all.filter(({ text }) => text === "" || text.trim() !== text)).toEqual([]);
  });

  test("use every argument", () => {
    const slots = (path: string) => path.match(/<\d>/g) ?? [];
    expect(all.filter(({ path, text }) => slots(path).some((slot) => !text.includes(slot)))).toEqual([]);
  });

  test("have every plural form of the language, each with the number", () => {
    const { sessions, rows, unread } = texts.common;
    const categories = new Intl.PluralRules(texts.intl).resolvedOptions().pluralCategories;
    const { mail } = texts;
    const ofMail = [
      mail.toDo("08:29", null),
      mail.toDo("08:29", "Waiting"),
      texts.watch.lastOf,
      mail.waiting,
      mail.ratings,
      mail.day.fewRatings("NPS"),
      mail.botOnly,
      mail.noOperator,
      mail.moreOperators("5"),
      mail.tooFewEach,
      mail.late,
      mail.duplicates,
      mail.dropped("without id"),
      mail.badValues,
      mail.stillOpen("28 November"),
    ];
    for (const plural of [sessions, rows, unread("7"), ...ofMail]) {
      expect(Object.keys(plural).sort()).toEqual([...categories].sort());
      expect(Object.values(plural).every((form) => form.includes("#"))).toBe(true);
    }
  });

  test("give every metric a different title", () => {
    const titles = metricIds.map((id) => texts.metrics[id].title);
    expect(new Set(titles).size).toBe(metricIds.length);
  });

  test("have sheet names that spreadsheets allow", () => {
    const names = Object.values(texts.workbook.sheets);
    expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^(?!History$)[^:\\/?*[\]']{1,31}$/);
  });

  test("end every definition as a sentence", () => {
    expect(metricIds.filter((id) => !texts.metrics[id].definition.endsWith("."))).toEqual([]);
  });
});

test("definitions of metrics are different in every language", () => {
  const shared = metricIds.filter(
    (id) => textsFor("en").metrics[id].definition === textsFor("ru").metrics[id].definition,
  );
  expect(shared).toEqual([]);
});

test("English texts contain no Cyrillic letters", () => {
  expect(leaves(textsFor("en"), "en").filter(({ text }) => /\p{Script=Cyrillic}/u.test(text))).toEqual([]);
});
