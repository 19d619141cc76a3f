import { fc, test as lawTest } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { type Reconciliation, reconciliationSums } from "../../functions/daily-report/domain/reconciliation.ts";
import { botOnly, handled, reportOfTally, tallyRows } from "../session-rows.ts";
import { busyDay } from "../texts/busy-day.ts";

const twice = handled({ id: "twice" });

/** The reconciliation of a day with three sessions in five rows. */
const reconciled = (declared: number): Reconciliation =>
  reportOfTally(tallyRows([twice, twice, twice, botOnly(), botOnly()]), { declared }).reconciliation;

describe("short", () => {
  test.each([
    [8, 3, "the API declared three rows more than it listed"],
    [6, 1, "the API declared one row more than it listed"],
    [5, 0, "the count includes all repeats"],
    [4, 0, "the count includes some repeats"],
    [3, 0, "the count includes no repeats"],
    [2, -1, "one session came in after the count"],
    [0, -3, "all sessions came in after the count"],
  ])("with 3 sessions in 5 rows and a declared count of %d, is %d: %s", (declared, short) => {
    expect(reconciled(declared)).toMatchObject({ received: 5, duplicate: 2, short });
  });
});

describe("reconciliationSums", () => {
  test("contains every part of the reconciliation", () => {
    const { reconciliation } = busyDay();
    const sums = reconciliationSums(reconciliation);
    const named = new Set(sums.flatMap(({ total, terms }) => [total, ...terms]).map(({ part }) => part));

    expect(Object.keys(reconciliation).filter((part) => !named.has(part as keyof Reconciliation))).toEqual([]);
  });

  test("has every part above zero on the busy day, except short, so that a forgotten part changes a sum", () => {
    const parts = reconciliationSums(busyDay().reconciliation).flatMap(({ total, terms }) => [total, ...terms]);

    expect(parts.filter(({ part, value }) => part !== "short" && value <= 0)).toEqual([]);
  });

  test("contains the term uncounted only if it is above zero", () => {
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

  lawTest.prop([fc.nat({ max: 12 })])("adds up for every declared count", (declared) => {
    for (const { reconciliation } of [busyDay(), { reconciliation: reconciled(declared) }]) {
      for (const { total, terms } of reconciliationSums(reconciliation)) {
        expect(terms.reduce((sum, { value, sign }) => sum + sign * value, 0)).toBe(total.value);
      }
    }
  });
});
