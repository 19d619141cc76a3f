import { describe, expect, test } from "vitest";
import { linesOf, widthForLines } from "../../functions/daily-report/workbook/lines-of.ts";

const bold = (text: string, width: number) => linesOf(text, { width, isBold: true });

describe("linesOf", () => {
  test("returns 1 for a text that fits and for an empty text", () => {
    expect([bold("", 5), bold("NPS", 5), bold("Sessions", 10)]).toEqual([1, 1, 1]);
  });

  test("wraps between words, only as many per line as fit", () => {
    expect(bold("aaaa aaaa aaaa", 11)).toBe(2);
    expect(bold("aaaa aaaa aaaa", 9)).toBe(3);
  });

  test("wraps inside a word that is longer than a line", () => {
    expect(bold("a".repeat(30), 11)).toBe(4);
    expect(bold(`aa ${"a".repeat(30)}`, 11)).toBe(5);
  });

  test("counts capitals and wide letters as wider, and plain text as narrower than bold", () => {
    expect([bold("iiiiiiiiii", 10), bold("nnnnnnnnnn", 10), bold("MMMMMMMMMM", 10)]).toEqual([1, 2, 2]);
    expect(bold("жжжжжжжж", 10)).toBe(2);
    expect(linesOf("aaaa aaaa", { width: 9.3, isBold: false })).toBe(1);
    expect(bold("aaaa aaaa", 9.3)).toBe(2);
  });
});

describe("widthForLines", () => {
  test("returns the smallest width in which the text needs no more than the lines", () => {
    const width = widthForLines("aaaa aaaa aaaa", { lines: 2, least: 5, most: 20 });
    expect([bold("aaaa aaaa aaaa", width - 1), bold("aaaa aaaa aaaa", width)]).toEqual([3, 2]);
  });

  test("stays between the given widths", () => {
    expect(widthForLines("aaaa", { lines: 1, least: 11, most: 20 })).toBe(11);
    expect(widthForLines("a".repeat(50), { lines: 1, least: 11, most: 20 })).toBe(20);
  });
});
