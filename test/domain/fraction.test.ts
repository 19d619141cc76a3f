import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import {
  addUp,
  compareFractions,
  decimalOf,
  over,
  times,
  toNumber,
} from "../../functions/daily-report/domain/fraction.ts";

const anyNumber = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0);

describe("decimalOf", () => {
  test("returns the decimal that JavaScript prints for a number", () => {
    expect(decimalOf(18.4)).toEqual({ numerator: 184n, denominator: 10n });
    expect(decimalOf(-0.05)).toEqual({ numerator: -5n, denominator: 100n });
    expect(decimalOf(1.5e-7)).toEqual({ numerator: 15n, denominator: 10n ** 8n });
    expect(decimalOf(2.5e21)).toEqual({ numerator: 25n * 10n ** 20n, denominator: 1n });
  });

  const isNormal = (value: number) => value === 0 || Math.abs(value) >= 2 ** -1022;

  test.prop([anyNumber.filter(isNormal)])("returns a fraction that toNumber converts back to the number", (value) => {
    expect(toNumber(decimalOf(value))).toBe(value);
  });
});

test.prop([fc.array(fc.integer(), { maxLength: 9 }), fc.integer({ min: 1 })])(
  "addUp adds fractions of one denominator like whole numbers",
  (parts, denominator) => {
    const total = addUp(parts.map((part) => ({ numerator: BigInt(part), denominator: BigInt(denominator) })));

    expect(toNumber(total)).toBe(parts.reduce((a, b) => a + b, 0) / denominator);
  },
);

test("addUp returns 0 for an empty list", () => {
  expect(toNumber(addUp([]))).toBe(0);
});

test("addUp returns exactly 1 for three thirds with different denominators", () => {
  const thirds = [3n, 9n, 27n].map((denominator) => ({ numerator: denominator / 3n, denominator }));

  expect(toNumber(addUp(thirds))).toBe(1);
});

test.prop([anyNumber, anyNumber])("compareFractions compares as numbers compare", (a, b) => {
  expect(compareFractions(decimalOf(a), decimalOf(b))).toBe(Math.sign(a - b) || (a < b ? -1 : a > b ? 1 : 0));
});

test("compareFractions compares values, not numerators or denominators", () => {
  const half = { numerator: 1n, denominator: 2n };

  expect(compareFractions(half, decimalOf(0.5))).toBe(0);
  expect(compareFractions(half, decimalOf(0.4))).toBe(1);
  expect(compareFractions(half, decimalOf(0.6))).toBe(-1);
});

test("times and over are exact", () => {
  expect(toNumber(times(decimalOf(0.5), decimalOf(0.25)))).toBe(0.125);
  expect(toNumber(times(decimalOf(-1.5), decimalOf(-2)))).toBe(3);
  expect(toNumber(over(decimalOf(0.5), decimalOf(0.25)))).toBe(2);
  expect(toNumber(over(decimalOf(0.5), decimalOf(3)))).toBe(0.5 / 3);
});

test("over puts the sign into the numerator", () => {
  expect(over(decimalOf(1), decimalOf(-4))).toEqual({ numerator: -1n, denominator: 4n });
  expect(over(decimalOf(1), decimalOf(4))).toEqual({ numerator: 1n, denominator: 4n });
});

test("toNumber rounds once, to the nearest double, ties to even", () => {
  const big = 2n ** 53n;
  expect(toNumber({ numerator: big + 1n, denominator: 1n })).toBe(2 ** 53);
  expect(toNumber({ numerator: big + 3n, denominator: 1n })).toBe(2 ** 53 + 4);
  expect(toNumber({ numerator: (big + 1n) * 3n + 1n, denominator: 3n })).toBe(2 ** 53 + 2);
  expect(toNumber({ numerator: 10n ** 40n, denominator: 3n * 10n ** 40n })).toBe(1 / 3);
  expect(toNumber({ numerator: -(big + 1n) * 3n - 1n, denominator: 3n })).toBe(-(2 ** 53) - 2);
});

test("toNumber does not treat a value as a tie if it is above the tie by a tiny amount", () => {
  const behind = 10n ** 40n;

  expect(toNumber({ numerator: (2n ** 53n + 1n) * behind + 1n, denominator: behind })).toBe(2 ** 53 + 2);
  expect(toNumber({ numerator: (2n ** 53n + 1n) * behind, denominator: behind })).toBe(2 ** 53);
});
