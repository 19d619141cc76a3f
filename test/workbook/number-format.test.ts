import { fc, test as propertyTest } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { wordsFor } from "../../functions/daily-report/texts/words.ts";
import { numberFormatOf } from "../../functions/daily-report/workbook/number-format.ts";
import type { CellFormat } from "../../functions/daily-report/workbook/sheet.ts";

const [en, ru] = [wordsFor("en", "RUB"), wordsFor("ru", "RUB")];

const cell = (value: number, format: CellFormat, isLow = false) => ({ value, format, isLow, isLeft: false });

describe("the number format of a cell", () => {
  test.each([
    [0, "0.0%", "0.0%"],
    [100 / 3000, '"<0.1%"', '"<0,1%"'],
    [0.05, "0.0%", "0.0%"],
    [99.9, "0.0%", "0.0%"],
    [(100 * 1999) / 2000, '">99.9%"', '">99,9%"'],
    [(100 * 2999) / 3000, '">99.9%"', '">99,9%"'],
    [100, "0.0%", "0.0%"],
  ])("for a share of %d %% is %s in English and %s in Russian", (share, english, russian) => {
    expect([en, ru].map((words) => numberFormatOf(cell(share, "percent"), words))).toEqual([english, russian]);
  });

  const plainNps = '+0.0;"−"0.0;0.0';
  test.each([
    [0, plainNps, plainNps],
    [0.04, "0.0;0.0", "0.0;0.0"],
    [-0.04, "0.0;0.0", "0.0;0.0"],
    [-0.05, plainNps, plainNps],
    [99.97, '">+99.9"', '">+99,9"'],
    [-99.97, '"<−99.9";"<−99.9"', '"<−99,9";"<−99,9"'],
    [100, plainNps, plainNps],
    [-100, plainNps, plainNps],
  ])("for an NPS of %d is %s in English and %s in Russian", (nps, english, russian) => {
    expect([en, ru].map((words) => numberFormatOf(cell(nps, "nps"), words))).toEqual([english, russian]);
  });

  test("shows no sign before zero points and zero money", () => {
    expect(numberFormatOf(cell(-0.004, "points"), en)).toBe("0.0#;0.0#");
    expect(numberFormatOf(cell(-0.00004, "money"), en)).toBe("#,##0.00##;#,##0.00##");
    expect(numberFormatOf(cell(-0.01, "money"), en)).toBe("#,##0.00##");
  });

  test("contains the mark of few answers", () => {
    const formats = [
      cell(99.97, "percent", true),
      cell(55, "percent", true),
      cell(-0.04, "nps", true),
      cell(-99.97, "nps", true),
    ].map((marked) => numberFormatOf(marked, en));
    expect(formats).toEqual(['">99.9%*"', '0.0%"*"', '0.0"*";0.0"*"', '"<−99.9*";"<−99.9*"']);
  });

  test("does not show 100 % for a number that spreadsheets first round to 15 digits", () => {
    expect(numberFormatOf(cell(99.94999999999999, "percent"), en)).toBe('">99.9%"');
  });

  test.each([
    ["wholePercent", 60.4, "0%"],
    ["wholePercent", 100, "0%"],
    ["wholePercent", 99.6, "0.0%"],
    ["wholePercent", 99.97, '">99.9%"'],
    ["wholePercent", 0.4, "0.0%"],
    ["wholeNps", 40.4, '+0;"−"0;0'],
    ["wholeNps", -0.4, plainNps],
    ["wholeNps", 99.97, '">+99.9"'],
  ] as const)(
    "for a %s of %d is %s: whole unless that would be perfect or zero without being so",
    (format, value, shown) => {
      expect(numberFormatOf(cell(value, format), en)).toBe(shown);
    },
  );

  test("of a difference has a sign and the unit", () => {
    expect(numberFormatOf(cell(-3, "pointsDifference"), en)).toBe('+0.0"\u00a0pts";"−"0.0"\u00a0pts";0.0"\u00a0pts"');
    expect(numberFormatOf(cell(-3.2, "wholePointsDifference"), en)).toBe('+0"\u00a0pts";"−"0"\u00a0pts";0"\u00a0pts"');
    expect(numberFormatOf(cell(0.3, "wholePointsDifference"), en)).toBe(
      '+0.0"\u00a0pts";"−"0.0"\u00a0pts";0.0"\u00a0pts"',
    );
    expect(numberFormatOf(cell(13, "secondsDifference"), ru)).toBe('+#,##0"\u00a0с";"−"#,##0"\u00a0с";0"\u00a0с"');
    expect(numberFormatOf(cell(5, "difference"), en)).toBe('+#,##0;"−"#,##0;0');
  });

  test("is null for text", () => {
    const formats = (["text", "prose"] as const).map((format) =>
      numberFormatOf({ ...cell(1, format), value: "a" }, en),
    );
    expect(formats).toEqual([null, null]);
  });

  const parts = fc.integer({ min: 1, max: 20_000 }).chain((n) => fc.record({ n: fc.constant(n), k: fc.nat(n) }));

  propertyTest.prop([parts])("is the plain format if and only if the mail shows a plain share", ({ k, n }) => {
    const share = (100 * k) / n;
    const inMail = en.format.figure("percent", share);
    expect(numberFormatOf(cell(share, "percent"), en)).toBe(/[<>]/.test(inMail) ? `"${inMail}"` : "0.0%");
  });
});
