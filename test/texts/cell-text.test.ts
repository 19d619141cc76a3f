import { describe, expect, test } from "vitest";
import { cellText, isCutInCell } from "../../functions/daily-report/texts/cell-text.ts";

const LONGEST = 32_767;

describe("text for a cell", () => {
  test("keeps every script and joined emoji", () => {
    const text = "Жанна d’Arc שלום 山田 👩‍👩‍👧 𝒳 — − a=b, a@b, 1+1, '=x";
    expect(cellText(text)).toBe(text);
  });

  test("contains no code point that XML forbids", () => {
    const every = Array.from({ length: 0x10000 }, (_, unit) => String.fromCharCode(unit)).join(" ");
    const pieces = every.match(/.{1,20000}/gsu) ?? [];
    const written = pieces.map(cellText).join("");
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the pattern searches for control characters.
    expect(written).not.toMatch(/[\u0000-\u001F\uFFFE\uFFFF]|\p{Cs}/u);
    expect(cellText("a\uD800b\uFFFEc\u0000d")).toBe("a\uFFFDb\uFFFDc\uFFFDd");
  });

  test("is one line", () => {
    expect(cellText("a\r\nb\tc")).toBe("a b c");
    expect(cellText(`a${"\n".repeat(300)}b`)).toBe("a b");
  });

  test("is not read as an escaped character", () => {
    expect(cellText("_x0041_ _x005f_x0041_ _x41_")).toBe("_x005F_x0041_ _x005F_x005f_x005F_x0041_ _x41_");
  });
});

describe("cellText puts an apostrophe before a text that spreadsheets would run from a CSV file:", () => {
  const signs = ["=", "+", "-", "@", "＝", "＋", "－", "＠"];
  const blanks = ["", " ", "\u00A0", "\u3000", "\u2028", "\uFEFF", "\u200B", "\u202E\u2060", "\u2003 \u202F"];

  test.each(signs)("%s, also after white space and invisible characters", (sign) => {
    for (const blank of blanks) expect(cellText(`${blank}${sign}1+1`)).toBe(`'${blank}${sign}1+1`);
  });

  test.each([
    '=HYPERLINK("http://example.com")',
    "=cmd|' /C calc'!A0",
    "@SUM(A1)",
    "+7 (916) 123-45-67",
    "+7-916-123",
    "-5 %",
    "-",
    "--5",
    "+=1",
    " -5",
    "-1e",
    `-${"9".repeat(41)}`,
  ])("%s", (text) => {
    expect(cellText(text)).toBe(`'${text}`);
  });

  test("a formula after tabs and line breaks", () => {
    expect(cellText("\t=1+1")).toBe("' =1+1");
    expect(cellText("\r\n\t@x")).toBe("' @x");
    expect(cellText("\u0000=1+1"), "U+FFFD is not a blank, so no formula can start after it").toBe("\uFFFD=1+1");
  });

  test.each(["+79991234567", "-5", "+1.5", "-1,5", "-1e+21", "+2E-7", "5", "a-1", ""])(
    "not before the plain number or harmless text %j",
    (text) => {
      expect(cellText(text)).toBe(text);
    },
  );
});

describe("a text too long for a cell", () => {
  test("is cut to the length of a cell with '…', never inside a character", () => {
    expect(cellText("a".repeat(LONGEST))).toHaveLength(LONGEST);
    expect(cellText("a".repeat(LONGEST + 1))).toBe(`${"a".repeat(LONGEST - 1)}…`);
    expect(cellText(`${"a".repeat(LONGEST - 2)}😀😀`)).toBe(`${"a".repeat(LONGEST - 2)}…`);
  });

  test("is measured with its apostrophe and escapes", () => {
    expect(cellText(`=${"a".repeat(LONGEST - 2)}`)).toBe(`'=${"a".repeat(LONGEST - 2)}`);
    expect(cellText(`=${"a".repeat(LONGEST - 1)}`)).toBe(`'=${"a".repeat(LONGEST - 3)}…`);
    expect(cellText(`_x0041_${"a".repeat(LONGEST - 13)}`)).toBe(`_x005F_x0041_${"a".repeat(LONGEST - 13)}`);
    expect(cellText(`_x0041_${"a".repeat(LONGEST - 12)}`)).toBe(`_x005F_x0041_${"a".repeat(LONGEST - 14)}…`);
  });

  test.each([0, 1, 2, 3, 4, 5, 6])("is not cut inside an escape that starts %d characters before the end", (before) => {
    const start = "a".repeat(LONGEST - 1 - before);
    expect(cellText(`${start}_x0041_x0042_`)).toBe(`${start}…`);
  });

  test.each([
    ["a".repeat(LONGEST), false],
    ["a".repeat(LONGEST + 1), true],
    [`=${"a".repeat(LONGEST - 2)}`, false],
    [`=${"a".repeat(LONGEST - 1)}`, true],
    ["_x0041".repeat(2731), false],
    ["_x0041".repeat(2732), true],
    [`${"\n".repeat(40_000)}a`, false],
  ])("is recognised by isCutInCell (case %#)", (text, isCut) => {
    expect(isCutInCell(text)).toBe(isCut);
    expect(cellText(text).endsWith("…")).toBe(isCut);
  });
});
