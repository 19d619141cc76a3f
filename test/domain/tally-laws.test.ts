import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { sessionClasses } from "../../functions/daily-report/domain/classify.ts";
import { Counts } from "../../functions/daily-report/domain/counts.ts";
import { breakdownIds } from "../../functions/daily-report/domain/metrics/metric.ts";
import type { BreakdownRow, Report } from "../../functions/daily-report/domain/report.ts";
import { sortOut } from "../../functions/daily-report/domain/sort-out.ts";
import { countRows, encodeTally, mergeTallies } from "../../functions/daily-report/domain/tally.ts";
import { hostileRows } from "../oracle/hostile-rows.ts";
import { day, reportOf, settings, tallyRows } from "../session-rows.ts";
import { cut, shuffled } from "./rows-in-pieces.ts";

const rows = hostileRows(day, 80);
const seeds = fc.infiniteStream(fc.nat({ max: 1_000_000 }));

describe("the tally of a day does not depend on", () => {
  test.prop([rows, seeds])("the order of its rows", (items, random) => {
    expect(encodeTally(tallyRows(shuffled(items, random)))).toBe(encodeTally(tallyRows(items)));
  });

  test.prop([rows, fc.array(fc.integer({ min: day.from, max: day.to }), { maxLength: 24 }), seeds])(
    "how its rows are cut into pieces, nor on the order in which the pieces are merged",
    (items, instants, random) => {
      const pieces = shuffled(cut(items, instants), random).map((piece) => tallyRows(shuffled(piece, random)));

      expect(encodeTally(mergeTallies(...pieces))).toBe(encodeTally(tallyRows(items)));
    },
  );

  test.prop([rows, fc.array(fc.integer({ min: day.from, max: day.to }), { maxLength: 24 }), seeds])(
    "whether its pieces are tallied and merged, or counted one after the other",
    (items, instants, random) => {
      const counts = new Counts();
      for (const piece of shuffled(cut(items, instants), random))
        countRows(counts, sortOut(piece, day), { day, settings });

      expect(encodeTally(counts.tally())).toBe(encodeTally(tallyRows(items)));
    },
  );

  test.prop([rows, rows, rows])("which tallies are merged first", (a, b, c) => {
    const [x, y, z] = [tallyRows(a), tallyRows(b), tallyRows(c)];

    expect(encodeTally(mergeTallies(mergeTallies(x, y), z))).toBe(encodeTally(mergeTallies(x, mergeTallies(z, y))));
  });
});

const counts = ["sessions", "handled", "lost", "unanswered", "waiting", "bot_only", "open", "spam"] as const;

function addUp(report: Report, breakdown: (typeof breakdownIds)[number], count: (typeof counts)[number]): number {
  const table: readonly BreakdownRow[] = report.breakdowns[breakdown];
  return table.reduce((sum, row) => sum + row.metrics[count].value, 0);
}

describe("for hostile rows", () => {
  test.prop([rows])("the parts of the reconciliation add up exactly", (items) => {
    const { received, duplicate, invalid, outside, in_day, declared, short, ...classes } =
      reportOf(items).reconciliation;

    expect(duplicate + invalid + outside + in_day).toBe(received);
    expect(sessionClasses.reduce((sum, sessionClass) => sum + classes[sessionClass], 0)).toBe(in_day);
    // `reportOf` declares as many rows as it has, repeats included.
    expect([declared, short]).toEqual([received, 0]);
  });

  test.prop([rows])("the rows of every breakdown except groups add up to the totals", (items) => {
    const report = reportOf(items);

    for (const breakdown of breakdownIds.filter((id) => id !== "groups")) {
      for (const count of counts) expect(addUp(report, breakdown, count)).toBe(report.metrics[count].value);
    }
  });
});

test.prop([rows])("nps is from -100 to 100 and csat_top_box from 0 to 100, with their limits", (items) => {
  const { nps, nps_bot, csat_top_box } = reportOf(items).metrics;

  for (const { value, low, high } of [nps, nps_bot]) {
    for (const figure of [value, low, high]) expect(Math.abs(figure ?? 0)).toBeLessThanOrEqual(100);
    expect(low ?? 0).toBeLessThanOrEqual(high ?? 0);
  }
  expect(csat_top_box.low ?? 0).toBeGreaterThanOrEqual(0);
  expect(csat_top_box.high ?? 0).toBeLessThanOrEqual(100);
});
