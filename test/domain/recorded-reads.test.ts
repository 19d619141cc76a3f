import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { families } from "../../functions/daily-report/domain/metrics/catalogue.ts";
import { sessionFields } from "../../functions/daily-report/domain/session.ts";
import { figuresOf } from "../../functions/daily-report/domain/tally.ts";
import { inventSessions } from "../../local/twin-emulator/invent-sessions.ts";
import { hostileItems } from "../chaos/hostile-items.ts";
import { hostileRows } from "../oracle/hostile-rows.ts";
import { day, reportOf, tallyRows } from "../session-rows.ts";
import { recordReads } from "./recorded-reads.ts";

/** The rows of each generator, and how many good values each reader must find in each field that it reads. */
const generators = {
  "test/oracle/hostile-rows.ts": {
    rows: fc.sample(hostileRows(day, 150), { numRuns: 40, seed: 7 }).flat(),
    enough: 10,
  },
  "local/twin-emulator/invent-sessions.ts": { rows: inventSessions({ ...day, seed: 7, count: 12_800 }), enough: 10 },
  // This generator draws the value of each field at random, so most of them are not good.
  "test/chaos/hostile-items.ts": { rows: hostileItems(10_000, 7), enough: 1 },
};

/** The generators whose days must have a value of every metric. */
const typical = ["test/oracle/hostile-rows.ts", "local/twin-emulator/invent-sessions.ts"] as const;

describe.each(Object.entries(generators))("%s", (_, { rows, enough }) => {
  test("has good values of every field that a class, metric, breakdown, check or flag reads", () => {
    const reads = [...recordReads(rows)].flatMap(([reader, fields]) =>
      [...fields].map(([field, good]) => ({ reader, field, good })),
    );

    expect(reads.filter(({ good }) => good < enough)).toEqual([]);
  });
});

describe.each(typical)("%s", (name) => {
  const { rows } = generators[name];
  const metrics = Object.entries(reportOf(rows).metrics);

  test("has a value of every metric, and no count is 0", () => {
    expect(metrics.filter(([, { value }]) => value === null)).toEqual([]);
    expect(metrics.filter(([, metric]) => !("n" in metric) && metric.value === 0)).toEqual([]);
  });

  test("has no rate of 0 % or 100 %", () => {
    const rates = metrics.flatMap(([id, metric]) => ("numerator" in metric ? [{ id, ...metric }] : []));

    expect(rates.filter(({ numerator, denominator }) => numerator === 0 || numerator === denominator)).toEqual([]);
  });

  test("has sessions under every counter of every family", () => {
    const figures = figuresOf(tallyRows(rows), "day", "");
    const counters: string[] = Object.values(families).flatMap((family) => [...family.counters]);

    expect(counters.filter((counter) => figures.get(counter) === undefined)).toEqual([]);
  });
});

test("a class, metric, breakdown, check, flag or the choice between duplicates reads every requested field", () => {
  const read = [...recordReads(generators[typical[0]].rows).values()].flatMap((fields) => [...fields.keys()]);

  expect(new Set([...read, "updatedAt"])).toEqual(new Set(sessionFields));
});
