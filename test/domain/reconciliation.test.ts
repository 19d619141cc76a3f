import { fc, test as lawTest } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { type Reconciliation, reconciliationSums } from "../../functions/daily-report/domain/reconciliation.ts";
import { botOnly, handled, reportOfTally, tallyRows } from "../session-rows.ts";
import { busyDay } from "../texts/busy-day.ts";

const twice = handled({ id: "twice" });

/** Of a day of three sessions in five rows. */
const reconciled = (declared: number): Reconciliation =>
  reportOfTally(tallyRows([twice, twice, twice, botOnly(), botOnly()]), { declared }).reconciliation;

describe("short", () => {
  test.each([
    [8, 3, "the API announced three rows more than it listed"],
    [6, 1, "one row more"],
    [5, 0, "its count includes the repeats"],
    [4, 0, "its count includes some of them"],
    [3, 0, "its count leaves them out"],
    [2, -1, "a session came in after the count"],
    [0, -3, "all did"],
  ])("of 3 sessions in 5 rows, %d declared, is %d: %s", (declared, short) => {
    expect(reconciled(declared)).toMatchObject({ received: 5, duplicate: 2, short });
  });
});

describe("the sums", () => {
  test("name every part of the reconciliation", () => {
    const { reconciliation } = busyDay();
    const sums = reconciliationSums(reconciliation);
    const named = new Set(sums.flatMap(({ total, terms }) => [total, ...terms]).map(({ part }) => part));

    expect(Object.keys(reconciliation).filter((part) => !named.has(part as keyof Reconciliation))).toEqual([]);
  });

  test("can show a forgotten part: the busy day has each above zero, except the difference itself", () => {
    const parts = reconciliationSums(busyDay().reconciliation).flatMap(({ total, terms }) => [total, ...terms]);

    expect(parts.filter(({ part, value }) => part !== "short" && value <= 0)).toEqual([]);
  });

  test("tell the duplicates that the API's count leaves out only where there are any", () => {
    const parts = (declared: number) => reconciliationSums(reconciled(declared))[2]?.terms;

    expect(parts(5)).toEqual([
      { part: "declared", value: 5, sign: 1 },
      { part: "received", value: 5, sign: -1 },
    ]);
    expect(parts(2)).toEqual([
      { part: "declared", value: 2, sign: 1 },
      { part: "received", value: 5, sign: -1 },
      { part: "uncounted", value: 2, sign: 1 },
    ]);
  });

  lawTest.prop([fc.nat({ max: 12 })])("add up, whatever was declared", (declared) => {
    for (const { reconciliation } of [busyDay(), { reconciliation: reconciled(declared) }]) {
      for (const { total, terms } of reconciliationSums(reconciliation)) {
        expect(terms.reduce((sum, { value, sign }) => sum + sign * value, 0)).toBe(total.value);
      }
    }
  });
});
