import fc from "fast-check";
import { expect, test } from "vitest";
import { headerText } from "../../functions/daily-report/mail/header-text.ts";

const family = "👨‍👩‍👧‍👦";
const graphemes = (text: string) => [...new Intl.Segmenter("en").segment(text)].map(({ segment }) => segment);

test.each([
  ["200 code points", "x".repeat(200), "x".repeat(200)],
  ["201 code points", "x".repeat(201), `${"x".repeat(199)}…`],
  ["an emoji of 7 code points at the limit", `${"x".repeat(195)}${family}${"y".repeat(9)}`, `${"x".repeat(195)}…`],
  ["a letter with a combining mark at the limit", `${"x".repeat(198)}и\u0306${"y".repeat(9)}`, `${"x".repeat(198)}…`],
  ["a flag at the limit", `${"x".repeat(198)}🇷🇺${"y".repeat(9)}`, `${"x".repeat(198)}…`],
  ["40 emoji of 7 code points", family.repeat(40), `${family.repeat(28)}…`],
  ["one letter with 300 combining marks", `z${"\u0335".repeat(300)}`, `z${"\u0335".repeat(198)}…`],
])("cuts to 200 code points, never inside a character: %s", (_, text, expected) => {
  expect(headerText(text)).toBe(expected);
});

test("a cut text is the longest start of the text in whole characters that fits", () => {
  const unit = fc.constantFrom("a", " ", "ё", "и\u0306", family, "🇷🇺", "👍🏽", "क्षि", "각", "\u0301");
  const property = fc.property(fc.array(unit, { minLength: 110, maxLength: 260 }), (units) => {
    const line = units.join("").trim();
    const cut = headerText(line);
    fc.pre(cut !== line);
    const kept = graphemes(cut.slice(0, -1));
    const all = graphemes(line);
    expect(all.slice(0, kept.length)).toEqual(kept);
    expect([...cut].length).toBeLessThanOrEqual(200);
    expect([...kept.join(""), ...(all[kept.length] ?? "")].length).toBeGreaterThan(199);
  });
  fc.assert(property, { seed: 9, numRuns: 300 });
});
