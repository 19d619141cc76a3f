import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { sessionClasses } from "../../functions/daily-report/domain/classify.ts";
import { breakdownIds } from "../../functions/daily-report/domain/metrics/metric.ts";
import type { BreakdownRow, Report } from "../../functions/daily-report/domain/report.ts";
import { createdAtOf } from "../../functions/daily-report/domain/session.ts";
import { encodeTally, mergeTallies } from "../../functions/daily-report/domain/tally.ts";
import { hostileRows } from "../oracle/hostile-rows.ts";
import { day, reportOf, tallyRows } from "../session-rows.ts";

const rows = hostileRows(day, 80);
const seeds = fc.infiniteStream(fc.nat({ max: 1_000_000 }));

/** The same elements in an order that the stream of numbers decides. */
function shuffled<T>(items: readonly T[], random: Iterator<number>): T[] {
  const ranked = items.map((item) => ({ item, rank: random.next().value as number }));
  return ranked.sort((a, b) => a.rank - b.rank).map(({ item }) => item);
}

/** Rows cut into pieces at the given instants; those without a readable time make a piece of their own. */
function cut(items: readonly unknown[], instants: readonly number[]): unknown[][] {
  const pieces = new Map<number, unknown[]>();
  for (const item of items) {
    const createdAt = createdAtOf(item);
    const piece = createdAt === null ? -1 : instants.filter((instant) => instant <= createdAt).length;
    pieces.set(piece, [...(pieces.get(piece) ?? []), item]);
  }
  return [...pieces.values()];
}

describe("the tally of a day does not depend on", () => {
  test.prop([rows, seeds])("the order of its rows", (items, random) => {
    expect(encodeTally(tallyRows(shuffled(items, random)))).toBe(encodeTally(tallyRows(items)));
  });

  test.prop([rows, fc.array(fc.integer({ min: day.from, max: day.to }), { maxLength: 24 }), seeds])(
    "how it was cut, nor on the order in which the pieces were merged",
    (items, instants, random) => {
      const pieces = shuffled(cut(items, instants), random).map((piece) => tallyRows(shuffled(piece, random)));

      expect(encodeTally(mergeTallies(...pieces))).toBe(encodeTally(tallyRows(items)));
    },
  );

  test.prop([rows, rows, rows])("which merge came first", (a, b, c) => {
    const [x, y, z] = [tallyRows(a), tallyRows(b), tallyRows(c)];

    expect(encodeTally(mergeTallies(mergeTallies(x, y), z))).toBe(encodeTally(mergeTallies(x, mergeTallies(z, y))));
  });
});

const counts = ["sessions", "handled", "lost", "unanswered", "waiting", "bot_only", "open", "spam"] as const;

function addUp(report: Report, breakdown: (typeof breakdownIds)[number], count: (typeof counts)[number]): number {
  const table: readonly BreakdownRow[] = report.breakdowns[breakdown];
  return table.reduce((sum, row) => sum + row.metrics[count].value, 0);
}

describe("the parts", () => {
  test.prop([rows])("of the reconciliation add up exactly", (items) => {
    const { received, duplicate, invalid, outside, in_day, declared, short, ...classes } =
      reportOf(items).reconciliation;

    expect(duplicate + invalid + outside + in_day).toBe(received);
    expect(sessionClasses.reduce((sum, name) => sum + classes[name], 0)).toBe(in_day);
    expect(declared - (received - duplicate)).toBe(short);
  });

  test.prop([rows])("of every breakdown but groups add up to the totals", (items) => {
    const report = reportOf(items);

    for (const breakdown of breakdownIds.filter((id) => id !== "groups")) {
      for (const count of counts) expect(addUp(report, breakdown, count)).toBe(report.metrics[count].value);
    }
  });
});

test.prop([rows])("scores and their limits stay in their range", (items) => {
  const { nps, nps_bot, csat_top_box } = reportOf(items).metrics;

  for (const { value, low, high } of [nps, nps_bot]) {
    for (const figure of [value, low, high]) expect(Math.abs(figure ?? 0)).toBeLessThanOrEqual(100);
    expect(low ?? 0).toBeLessThanOrEqual(high ?? 0);
  }
  expect(csat_top_box.low ?? 0).toBeGreaterThanOrEqual(0);
  expect(csat_top_box.high ?? 0).toBeLessThanOrEqual(100);
});
