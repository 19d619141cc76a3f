import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createSheetNames } from "../../functions/daily-report/texts/sheet-names.ts";
import { textsFor } from "../../functions/daily-report/texts/texts-for.ts";

const named = (...wanted: string[]) => wanted.map(createSheetNames());

describe("a sheet's name", () => {
  test.each(["en", "ru"] as const)(
    "is the unchanged text of %s, and a second sheet of that name gets ' 2'",
    (locale) => {
      const own = Object.values(textsFor(locale).workbook.sheets);
      expect(named(...own)).toEqual(own);
      expect(named(...own, ...own)).toEqual([...own, ...own.map((name) => `${name} 2`)]);
    },
  );

  test.each([
    ["a:b\\c/d?e*f[g]h", "a b c d e f g h"],
    ["'quoted'", "quoted"],
    ["' '", "Sheet"],
    ["", "Sheet"],
    ["History", "History 2"],
    ["hISTORY", "hISTORY 2"],
    ["x".repeat(31), "x".repeat(31)],
    ["Ж".repeat(32), "Ж".repeat(31)],
    [`${"x".repeat(30)}😀`, "x".repeat(30)],
    [`${"x".repeat(29)}😀`, `${"x".repeat(29)}😀`],
    [`${"x".repeat(30)}'y`, "x".repeat(30)],
    ["a\nb\u0000c\uD800", "a b\uFFFDc\uFFFD"],
    ["_x0041_", "x0041_"],
  ])("%j becomes %j", (wanted, name) => {
    expect(named(wanted)).toEqual([name]);
  });

  test("differs from all earlier names, ignoring case, also at the maximum length", () => {
    expect(named("Сессии", "СЕССИИ", "сессии 2", "Сессии")).toEqual(["Сессии", "СЕССИИ 2", "сессии 2 2", "Сессии 3"]);
    const long = "x".repeat(40);
    expect(named(long, long)).toEqual(["x".repeat(31), `${"x".repeat(29)} 2`]);
    expect(named(...Array<string>(12).fill(`${"x".repeat(28)}😀`)).at(-1)).toBe(`${"x".repeat(28)} 12`);
  });

  test("is always valid, unique and reproducible for hostile names", () => {
    const hostile = fc.oneof(
      fc.string({ unit: "binary", maxLength: 40 }),
      fc
        .array(fc.constantFrom("'", " ", "/", "[", "History", "😀", "\uD83D", "ё", "A", "a", "_x0041_"), {
          maxLength: 34,
        })
        .map((pieces) => pieces.join("")),
    );
    const law = fc.property(fc.array(hostile, { maxLength: 30 }), (wanted) => {
      const names = named(...wanted);
      for (const name of names) {
        expect(name).toMatch(/^(?!history$)[^:\\/?*[\]]{1,31}$/i);
        expect(name).not.toMatch(/^'|'$|\p{Cc}|\p{Cs}|^\s*$|_x[0-9a-f]{4}_/iu);
      }
      expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(wanted.length);
      expect(named(...wanted)).toEqual(names);
    });
    fc.assert(law, { numRuns: 500 });
  });
});
