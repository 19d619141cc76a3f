import { describe, expect, test } from "vitest";
import { cellText } from "../../functions/daily-report/texts/cell-text.ts";

describe("text for a cell", () => {
  test("keeps what starts like a formula, every script and joined emoji", () => {
    for (const text of ["=1+1", "+7 900", "-5", "@SUM", "Жанна d’Arc שלום 山田 👩‍👩‍👧 𝒳"])
      expect(cellText(text)).toBe(text);
  });

  test("has no code point that XML forbids", () => {
    const every = Array.from({ length: 0x10000 }, (_, unit) => String.fromCharCode(unit)).join(" ");
    const pieces = every.match(/.{1,20000}/gsu) ?? [];
    const written = pieces.map(cellText).join("");
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
    expect(written).not.toMatch(/[\u0000-\u001F\uFFFE\uFFFF]|\p{Cs}/u);
    expect(cellText("a\uD800b\uFFFEc\u0000d")).toBe("a\uFFFDb\uFFFDc\uFFFDd");
  });

  test("stands in one line", () => {
    expect(cellText("a\r\nb\tc")).toBe("a b c");
  });

  test("is not read as an escaped character", () => {
    expect(cellText("_x0041_ _x005f_x0041_ _x41_")).toBe("_x005F_x0041_ _x005F_x005f_x005F_x0041_ _x41_");
  });

  test("is cut where a cell ends, and not inside a character", () => {
    expect(cellText("a".repeat(32_767))).toHaveLength(32_767);
    expect(cellText("a".repeat(32_768))).toBe(`${"a".repeat(32_766)}…`);
    expect(cellText(`${"a".repeat(32_765)}😀😀`)).toBe(`${"a".repeat(32_765)}…`);
  });
});
