import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { driverDayOf, spreadOf } from "../../../functions/daily-report/domain/history/day-spread.ts";
import { decompose } from "../../../functions/daily-report/domain/history/decomposition.ts";
import { driversOf } from "../../../functions/daily-report/domain/history/drivers.ts";
import { higherShareP } from "../../../functions/daily-report/domain/history/higher-share.ts";
import { driverIds } from "../../../functions/daily-report/domain/history/history.ts";
import { holm } from "../../../functions/daily-report/domain/history/holm.ts";
import { mergeTallies, type Tally } from "../../../functions/daily-report/domain/tally.ts";
import { type RowOfSessions, tallyOfRows } from "./driver-tallies.ts";

const share = fc.nat({ max: 500 }).chain((n) => fc.record({ hits: fc.nat({ max: n }), n: fc.constant(n) }));
const pairs = fc.array(fc.record({ day: share, before: share }), { maxLength: 12 });

describe("mix and rate", () => {
  test.prop([pairs])("add up to the difference of the rates", (rows) => {
    const whole = (side: "day" | "before") => {
      const n = rows.reduce((sum, row) => sum + row[side].n, 0);
      return rows.reduce((sum, row) => sum + row[side].hits, 0) / n;
    };
    const parts = decompose(rows);
    fc.pre(parts !== null);

    expect(parts.mix + parts.rate).toBeCloseTo(whole("day") - whole("before"), 12);
  });

  test.prop([pairs])("change their signs if the sides are exchanged", (rows) => {
    const parts = decompose(rows);
    const exchanged = decompose(rows.map(({ day, before }) => ({ day: before, before: day })));

    expect(exchanged?.mix ?? 0).toBeCloseTo(-(parts?.mix ?? 0), 12);
    expect(exchanged?.rate ?? 0).toBeCloseTo(-(parts?.rate ?? 0), 12);
  });
});

test.prop([fc.array(fc.double({ min: 0, max: 1, noNaN: true })), fc.double({ min: 0.001, max: 0.2, noNaN: true })])(
  "Holm rejects all that Bonferroni rejects, and never a p value above the level",
  (ps, level) => {
    const hypotheses = ps.map((p) => ({ p, weight: 1 }));
    const { rejected } = holm(hypotheses, level);

    for (const hypothesis of hypotheses) {
      if (hypothesis.p <= level / ps.length) expect(rejected).toContain(hypothesis);
      if (hypothesis.p > level) expect(rejected).not.toContain(hypothesis);
    }
  },
);

test.prop([share, share])(
  "a chance and that of the opposite add up to 1, and more hits are less likely by chance",
  (one, other) => {
    const p = higherShareP(one, other);
    fc.pre(one.hits < one.n);

    expect(p + higherShareP(other, one)).toBeCloseTo(1, 10);
    expect(higherShareP({ ...one, hits: one.hits + 1 }, other)).toBeLessThanOrEqual(p);
  },
);

const small = fc.nat({ max: 60 });
const sessions: fc.Arbitrary<RowOfSessions> = fc
  .record({
    lost: small,
    inTime: small,
    late: small,
    happy: small,
    unhappy: small,
    promoters: small,
    passives: small,
    detractors: small,
  })
  .map((row) => ({ ...row, handled: row.inTime + row.late }));
const keys = ["a", "b", "c", "d"] as const;
const rowsOf = fc.tuple(sessions, sessions, sessions, sessions);
type Rows = readonly [RowOfSessions, RowOfSessions, RowOfSessions, RowOfSessions];
const together = (one: RowOfSessions, other: RowOfSessions): RowOfSessions =>
  Object.fromEntries(Object.entries(one).map(([of, n]) => [of, n + (other[of as keyof RowOfSessions] ?? 0)]));
/** Four channels, and two bots that have two channels each. */
const named = (names: readonly string[], rows: Rows) =>
  tallyOfRows({
    channels: Object.fromEntries(rows.map((row, index) => [names[index] ?? "", row])),
    bots: { [`bot ${names[0]}`]: together(rows[0], rows[1]), [`bot ${names[1]}`]: together(rows[2], rows[3]) },
  });
const days = fc.array(rowsOf, { minLength: 6, maxLength: 9 });

function drivers(tally: Tally, before: readonly Tally[]) {
  const merged = mergeTallies(...before);
  const kept = before.map(driverDayOf);
  return driversOf(
    tally,
    { days: () => before.length, tally: () => merged },
    (_, key) => key,
    spreadOf(() => kept),
  );
}

describe("the rows that are named", () => {
  test.prop([rowsOf, days])("are the same in any order of the days before", (day, before) => {
    const tallies = before.map((rows) => named(keys, rows));
    const [one, other] = [drivers(named(keys, day), tallies), drivers(named(keys, day), tallies.toReversed())];

    for (const metric of driverIds) {
      expect(other[metric].difference).toBe(one[metric].difference);
      expect(other[metric].rows.map(({ key }) => key)).toEqual(one[metric].rows.map(({ key }) => key));
    }
  });

  test.prop([rowsOf, days])("are the same if all rows have other keys", (day, before) => {
    const others = ["w", "x", "y", "z"];
    const one = drivers(
      named(keys, day),
      before.map((rows) => named(keys, rows)),
    );
    const other = drivers(
      named(others, day),
      before.map((rows) => named(others, rows)),
    );

    for (const metric of driverIds) {
      expect(other[metric].rows.map(({ excess, share: part }) => [excess, part])).toEqual(
        one[metric].rows.map(({ excess, share: part }) => [excess, part]),
      );
      expect(other[metric].parts).toEqual(one[metric].parts);
    }
  });

  test.prop([rowsOf, days])(
    "have shares above 0 and together at most 100 in a breakdown, and the direction of the difference",
    (day, before) => {
      const found = drivers(
        named(keys, day),
        before.map((rows) => named(keys, rows)),
      );

      for (const metric of driverIds) {
        const { difference, rows, parts } = found[metric];
        for (const breakdown of ["channels", "bots"]) {
          const shares = rows.filter((row) => row.breakdown === breakdown).map((row) => row.share);
          expect(Math.min(1, ...shares)).toBeGreaterThan(0);
          expect(shares.reduce((sum, part) => sum + part, 0)).toBeLessThan(100 + 1e-9);
        }
        for (const { excess } of rows) expect(Math.sign(excess)).toBe(Math.sign(difference ?? 0));
        for (const { mix, rate } of parts) expect(mix + rate).toBeCloseTo(difference ?? Number.NaN, 9);
      }
    },
  );
});
