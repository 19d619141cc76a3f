import { describe, expect, test } from "vitest";
import { channels, poolOf, quietHistory, tallyOfDays } from "../../bench/quiet-history.ts";
import { metricsOf, rowMetricsOf } from "../../functions/daily-report/domain/metrics/catalogue.ts";
import {
  encodeTally,
  figuresOf,
  mergeTallies,
  type Scope,
  type Tally,
} from "../../functions/daily-report/domain/tally.ts";

const weeks = Array.from({ length: 28 }, (_, index) => index + 1);
const lostRates = (tally: Tally) =>
  channels.map((row) => rowMetricsOf(figuresOf(tally, "channels", row), "channels").lost_rate);
const sessionsOf = (tally: Tally) => metricsOf(figuresOf(tally, "day", "")).sessions.value;

/** All rows of a scope as one row of a tally, without names, as text. */
function rowsAsOne(tally: Tally, scope: Scope): string {
  const rows = [...(tally.get(scope)?.values() ?? [])].map((row) => [...row].filter(([counter]) => counter !== "name"));
  return encodeTally(mergeTallies(...rows.map((row): Tally => new Map([["day", new Map([["", new Map(row)]])]]))));
}

describe("a quiet history", () => {
  test("is the same for the same seed, whatever was asked before", () => {
    const [first, again, other] = [quietHistory({ seed: 1 }), quietHistory({ seed: 1 }), quietHistory({ seed: 2 })];
    first.day(3);

    expect(encodeTally(tallyOfDays([first.day(0)]))).toBe(encodeTally(tallyOfDays([again.day(0)])));
    expect(encodeTally(tallyOfDays([first.day(0)]))).not.toBe(encodeTally(tallyOfDays([other.day(0)])));
  });

  test("has every session in one channel, hour, bot and operator, so that their counts add up to the day's", () => {
    const tally = tallyOfDays([quietHistory({ seed: 3 }).day(0)]);
    const whole = rowsAsOne(tally, "day");

    for (const scope of ["channels", "hours", "bots", "operators"] as const) {
      expect(rowsAsOne(tally, scope)).toBe(whole);
    }
  });

  test("merges days as tallies do", () => {
    const { day } = quietHistory({ seed: 4 });

    expect(encodeTally(tallyOfDays([day(0), day(1)]))).toBe(
      encodeTally(mergeTallies(tallyOfDays([day(0)]), tallyOfDays([day(1)]))),
    );
  });

  test("has a week of 6.4 times the sessions asked for, in 28 days within 5 %", () => {
    const { day } = quietHistory({ seed: 5, sessions: 1000 });

    expect(sessionsOf(poolOf(weeks.map(day)).tally("sessions")) / (4 * 6370)).toBeCloseTo(1, 1);
  });

  test("changes the lost rate of the incident's channel alone, in its hours", () => {
    const options = { seed: 6, sessions: 3000 };
    const incident = { channel: "telegram", from: 12, to: 15, factor: 8 } as const;
    const quiet = lostRates(tallyOfDays([quietHistory(options).day(0)]));
    const hit = lostRates(tallyOfDays([quietHistory({ ...options, incident }).day(0)]));
    const before = tallyOfDays([quietHistory({ ...options, incident }).day(7)]);

    expect(hit[0]?.value).toBeGreaterThan(1.5 * (quiet[0]?.value ?? 100));
    expect(hit[1]?.value).toBeLessThan(1.3 * (quiet[1]?.value ?? 0));
    expect(encodeTally(before)).toBe(encodeTally(tallyOfDays([quietHistory(options).day(7)])));
  });
});
