import { describe, expect, test } from "vitest";
import { metricIds } from "../../functions/daily-report/domain/metrics/catalogue.ts";
import type { Locale } from "../../functions/daily-report/texts/texts.ts";
import { textsFor } from "../../functions/daily-report/texts/texts-for.ts";

/** Every text below a node, by its path; functions are asked with their slots marked. */
function leaves(node: unknown, path: string): { path: string; text: string }[] {
  if (typeof node === "string") return [{ path, text: node }];
  if (typeof node === "function") {
    const slots = Array.from({ length: node.length }, (_, i) => `<${i}>`);
    return leaves(node(...slots), `${path}(${slots.join()})`);
  }
  return Object.entries(node ?? {}).flatMap(([key, inner]) => leaves(inner, `${path}.${key}`));
}

const locales: Locale[] = ["en", "ru"];

describe.each(locales)("the texts in %s", (locale) => {
  const texts = textsFor(locale);
  const all = leaves(texts, locale);

  test("leave nothing empty, and no blank at an end", () => {
    expect(all.filter(({ text }) => text === "" || text.trim() !== text)).toEqual([]);
  });

  test("say every slot that they are given", () => {
    const slots = (path: string) => path.match(/<\d>/g) ?? [];
    expect(all.filter(({ path, text }) => slots(path).some((slot) => !text.includes(slot)))).toEqual([]);
  });

  test("have a form for every plural of the language, each with its number", () => {
    const { sessions, rows, late, unread } = texts.common;
    const categories = new Intl.PluralRules(texts.intl).resolvedOptions().pluralCategories;
    for (const plural of [sessions, rows, late, unread("7")]) {
      expect(Object.keys(plural).sort()).toEqual([...categories].sort());
      expect(Object.values(plural).every((form) => form.includes("#"))).toBe(true);
    }
  });

  test("give no two metrics one title", () => {
    const titles = metricIds.map((id) => texts.metrics[id].title);
    expect(new Set(titles).size).toBe(metricIds.length);
  });

  test("name sheets in a way that spreadsheets allow", () => {
    const names = Object.values(texts.workbook.sheets);
    expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^(?!History$)[^:\\/?*[\]']{1,31}$/);
  });

  test("end every definition as a sentence does", () => {
    expect(metricIds.filter((id) => !texts.metrics[id].definition.endsWith("."))).toEqual([]);
  });
});

test("are translated: no two languages share a definition", () => {
  const shared = metricIds.filter(
    (id) => textsFor("en").metrics[id].definition === textsFor("ru").metrics[id].definition,
  );
  expect(shared).toEqual([]);
});

test("are English in English: no Cyrillic letter strays in", () => {
  expect(leaves(textsFor("en"), "en").filter(({ text }) => /\p{Script=Cyrillic}/u.test(text))).toEqual([]);
});
