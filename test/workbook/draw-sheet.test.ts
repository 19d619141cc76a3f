import ExcelJS from "exceljs";
import { describe, expect, test } from "vitest";
import { wordsFor } from "../../functions/daily-report/texts/words.ts";
import { drawSheet } from "../../functions/daily-report/workbook/draw-sheet.ts";
import { type Cell, type CellFormat, tableOf } from "../../functions/daily-report/workbook/sheet.ts";

/** Draws a sheet of one cell below a title. */
function drawnSheet(value: unknown, format: CellFormat, { title = "Title", width = 10 } = {}): ExcelJS.Worksheet {
  const workbook = new ExcelJS.Workbook();
  const columns = [{ header: "Head", width, format, cell: (row: unknown) => row as Cell }];
  const tables = [tableOf({ columns, rows: [value] })];
  const sheet = { name: "Sheet", title, notes: [], warning: null, tables, keepsHead: true, frozenColumns: 0 };
  drawSheet(workbook, sheet, wordsFor("en", null));
  return workbook.worksheets[0] as ExcelJS.Worksheet;
}

/** Draws one cell and returns it. */
function drawn(value: unknown, format: CellFormat): ExcelJS.Cell {
  return drawnSheet(value, format).getCell("A4");
}

test("the title of a sheet is wrapped if it is longer than a line, so that it is neither cut nor widens the page", () => {
  const heightOf = (title: string) => drawnSheet(1, "count", { title, width: 100 }).getRow(1).height;
  expect(heightOf("Support · Monday, 2 March 2026")).toBe(24);
  expect(heightOf("Support ".repeat(25))).toBeGreaterThan(3 * 20);
  expect(drawnSheet(1, "count", { title: "Support ".repeat(25) }).getCell("A1").alignment.wrapText).toBe(true);
});

describe("a cell of the workbook", () => {
  test.each<[CellFormat, number, number, string]>([
    ["percent", 38.25, 0.3825, "0.0%"],
    ["duration", 90, 90 / 86_400, "[h]:mm:ss"],
    ["nps", -50, -50, '+0.0;"−"0.0;0.0'],
    ["count", 0, 0, "#,##0"],
  ])("of format %s stores %d as the number %d", (format, value, stored, numberFormat) => {
    const cell = drawn(value, format);
    expect([cell.value, cell.numFmt]).toEqual([stored, numberFormat]);
  });

  test.each<[CellFormat, number, number, string]>([
    ["percent", 100 / 3000, 1 / 3000, '"<0.1%"'],
    ["percent", 100, 1, "0.0%"],
    ["nps", -0.04, -0.04, "0.0;0.0"],
    ["nps", -99.97, -99.97, '"<−99.9";"<−99.9"'],
  ])(
    "of format %s stores %d without rounding and shows the same text as the mail",
    (format, value, stored, numberFormat) => {
      const cell = drawn(value, format);
      expect(cell.value).toBeCloseTo(stored, 15);
      expect(cell.numFmt).toBe(numberFormat);
    },
  );

  test.each([
    [45.5, 46],
    [42.5, 43],
    [49.5, 50],
    [0.5, 1],
    [86_400.5, 86_401],
    // As the mail rounds it: this is the largest number below 45.5.
    [45.49999999999999, 45],
    [45.49, 45],
    [45.51, 46],
    [46, 46],
  ])("of a duration of %d s is %d s in a program that rounds it to seconds, as in the mail", (seconds, shown) => {
    const days = Number(drawn(seconds, "duration").value);
    // Excel keeps 15 digits.
    const rounded = [days, Number(days.toPrecision(15))].map((value) => Math.round(value * 86_400));
    expect([...rounded, Math.round(seconds)]).toEqual([shown, shown, shown]);
    expect(Math.abs(days * 86_400 - seconds)).toBeLessThan(2e-7);
  });

  test("shares its style object with cells of the same style", () => {
    const styles = [0.01, 0.02, 0.01, 50].map((value) => drawn(value, "percent").style);
    expect(new Set(styles).size).toBe(2);
  });

  const formats: CellFormat[] = [
    ...([
      "text",
      "prose",
      "count",
      "number",
      "percent",
      "wholePercent",
      "nps",
      "wholeNps",
      "duration",
      "points",
    ] as const),
    ...([
      "decimal",
      "money",
      "difference",
      "pointsDifference",
      "wholePointsDifference",
      "npsDifference",
      "wholeNpsDifference",
      "secondsDifference",
      "date",
      "dateTime",
    ] as const),
  ];

  test.each([null, Number.NaN, Number.POSITIVE_INFINITY, -Infinity, new Date(Number.NaN), undefined, true])(
    "is empty for %s in a column of numbers or dates, and a dash in one of texts",
    (value) => {
      for (const format of formats) {
        const isText = format === "text" || format === "prose";
        expect(drawn(value, format).value, format).toBe(isText ? "—" : null);
      }
    },
  );

  test("is text for a duration that spreadsheets would show after the year 9999", () => {
    expect(drawn(2_958_465 * 86_400 - 1, "duration").value).toBeCloseTo(2_958_465, 3);
    expect(drawn(2_958_465 * 86_400 + 61, "duration").value).toBe("71003160:01:01");
  });

  test("is text for a number too large for spreadsheets", () => {
    expect(drawn(Number.MAX_VALUE, "money").value).toBe("1.7976931348623157e+308");
  });

  test.each([
    { formula: "1+1", result: 2 },
    { sharedFormula: "A1" },
    { text: "click", hyperlink: "http://example.com" },
    { richText: [{ text: "bold" }] },
    { error: "#N/A" },
    [1, 2],
  ])("is a dash for an object such as %o", (value) => {
    expect(drawn(value, "text").value).toBe("—");
  });
});
