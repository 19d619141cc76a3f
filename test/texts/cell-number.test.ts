import { expect, test } from "vitest";
import { cellNumber } from "../../functions/daily-report/texts/cell-number.ts";

test.each([0, -5, 0.1, 5e-324, 9e306, Number.MAX_SAFE_INTEGER])("cellNumber returns %d unchanged", (value) => {
  expect(cellNumber(value)).toBe(value);
});

test.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])(
  "cellNumber returns null for %d",
  (value) => {
    expect(cellNumber(value)).toBeNull();
  },
);

test("cellNumber returns text for a number too large for spreadsheets", () => {
  expect([cellNumber(1e307), cellNumber(-Number.MAX_VALUE)]).toEqual(["1e+307", "-1.7976931348623157e+308"]);
});
