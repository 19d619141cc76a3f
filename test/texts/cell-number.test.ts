import { expect, test } from "vitest";
import { cellNumber } from "../../functions/daily-report/texts/cell-number.ts";

test.each([0, -5, 0.1, 5e-324, 9e306, Number.MAX_SAFE_INTEGER])("%d stands in a cell as it is", (value) => {
  expect(cellNumber(value)).toBe(value);
});

test.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])("%d is nothing", (value) => {
  expect(cellNumber(value)).toBeNull();
});

test("a number larger than spreadsheets hold is its text", () => {
  expect([cellNumber(1e307), cellNumber(-Number.MAX_VALUE)]).toEqual(["1e+307", "-1.7976931348623157e+308"]);
});
