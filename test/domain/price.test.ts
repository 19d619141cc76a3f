import { fc, test } from "@fast-check/vitest";
import { expect } from "vitest";
import { figuresOf } from "../../functions/daily-report/domain/tally.ts";
import { botOnly, tallyRows } from "../session-rows.ts";

function countedAs(price: unknown): string[] {
  return [
    ...(figuresOf(tallyRows([botOnly({ price })]), "day", "")
      .get("price")
      ?.keys() ?? []),
  ];
}

test.each([
  [0, "0"],
  [2.1, "2100000"],
  ["2.10", "2100000"],
  [-2.1, "-2100000"],
  [0.1 + 0.2, "300000"],
  [1.0000005, "1000001"],
  [-1.0000005, "-1000001"],
  [0.0000004, "0"],
  [-0.0000004, "0"],
  [999_999_999.999999, "999999999999999"],
  [1_000_000_000.000001, "1000000000000001"],
  [1_000_000_000, "1000000000000000"],
  [2 ** 53, "9007199254740992000000"],
  [1e21, "1000000000000000000000000000"],
])("the price %s is counted as %s millionths", (price, millionths) => {
  expect(countedAs(price)).toEqual([millionths]);
});

/** The millionths of a decimal text without an exponent, rounded half away from zero. */
function millionthsOf(decimal: string): string {
  const [, sign, whole, decimals = ""] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(decimal) ?? [];
  const digits = `${whole}${decimals.padEnd(7, "0").slice(0, 7)}`;
  const rounded = (BigInt(digits) + 5n) / 10n;
  return rounded === 0n ? "0" : `${sign}${rounded}`;
}

const decimal = fc
  .tuple(fc.integer({ min: -(2 ** 52), max: 2 ** 52 }), fc.integer({ min: 0, max: 12 }))
  .map(([digits, places]) => digits / 10 ** places);

test.prop([fc.oneof(decimal, fc.double({ min: -1e12, max: 1e12, noNaN: true }))], { numRuns: 1000 })(
  "a price is counted as the millionths of its printed decimal, rounded half away from zero",
  (price) => {
    fc.pre(!String(price).includes("e"));

    expect(countedAs(price)).toEqual([millionthsOf(String(price))]);
  },
);
