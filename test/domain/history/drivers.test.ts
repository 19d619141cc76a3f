import { describe, expect, test } from "vitest";
import { driversOf } from "../../../functions/daily-report/domain/history/drivers.ts";
import type { DriverBreakdown } from "../../../functions/daily-report/domain/history/history.ts";
import type { Pool } from "../../../functions/daily-report/domain/history/past.ts";
import type { Tally } from "../../../functions/daily-report/domain/tally.ts";
import { type RowOfSessions, repeated, tallyOfRows } from "./driver-tallies.ts";

const rate = (lost: number, n = 100): RowOfSessions => ({ lost, handled: n - lost });
const nameOf = (breakdown: DriverBreakdown, key: string) => `${breakdown} ${key}`;
const poolOf = (tally: Tally, days = 10): Pool => ({ days: () => days, tally: () => tally });

/** Ten equal days before: Telegram and web lose 10 of 100 sessions each. */
const usualDay = tallyOfRows({ channels: { telegram: rate(10), web: rate(10) } });
const pool = poolOf(repeated(usualDay, 10));
const drivers = (tally: Tally, before = pool) => driversOf(tally, before, nameOf);
const namedOf = (tally: Tally, before = pool) =>
  drivers(tally, before).lost_rate.rows.map(({ breakdown, key }) => `${breakdown} ${key}`);

describe("a row that differs from its own days before", () => {
  test("is shown with its counts, its excess and its share of the excess", () => {
    // Usual would be 100 x 100 / 1000 = 10 lost sessions in each channel.
    const tally = tallyOfRows({ channels: { telegram: rate(20), web: rate(10) } });

    expect(drivers(tally).lost_rate).toEqual({
      difference: 5,
      rows: [
        {
          breakdown: "channels",
          key: "telegram",
          name: "channels telegram",
          day: { hits: 20, n: 100, value: 20 },
          before: { hits: 100, n: 1000, value: 10 },
          excess: 10,
          share: 100,
        },
      ],
      parts: [{ breakdown: "channels", mix: 0, rate: expect.closeTo(5, 12) }],
    });
  });

  test("has its share of the excess of all rows in the same direction, shown or not", () => {
    // Web and VK have 12 lost where 10 are usual, and Viber 8: the excess upwards is 20 + 2 + 2.
    const before = poolOf(
      repeated(tallyOfRows({ channels: { telegram: rate(10), web: rate(10), vk: rate(10), viber: rate(10) } }), 10),
    );
    const tally = tallyOfRows({ channels: { telegram: rate(30), web: rate(12), vk: rate(12), viber: rate(8) } });

    expect(drivers(tally, before).lost_rate.rows).toMatchObject([{ key: "telegram", excess: 20, share: 2000 / 24 }]);
  });

  test("is shown only beyond the limit of Holm: for two rows, a chance of 0.25 %", () => {
    // The mid-p of 19 of 100 against 100 of 1000 is 0.00527, that of 20 of 100 is 0.00247.
    expect(namedOf(tallyOfRows({ channels: { telegram: rate(19), web: rate(10) } }))).toEqual([]);
    expect(namedOf(tallyOfRows({ channels: { telegram: rate(20), web: rate(10) } }))).toEqual(["channels telegram"]);
  });

  test("is shown only beyond the limit for the rows of all metrics that differ", () => {
    const row = (lost: number, rest: RowOfSessions) => ({ ...rate(lost), ...rest });
    const marks = { happy: 30, unhappy: 10, promoters: 20, detractors: 10 };
    const before = poolOf(repeated(tallyOfRows({ channels: { telegram: row(10, marks), web: row(10, marks) } }), 10));
    const tally = (more: RowOfSessions) =>
      tallyOfRows({ channels: { telegram: row(21, { ...marks, ...more }), web: row(10, marks) } });

    // The mid-p of 21 of 100 is 0.00110: below 0.5 % / 2 and 0.5 % / 4, but not below 0.5 % / 6. A metric without a difference
    // has no rows to look at.
    expect(namedOf(tally({}), before)).toEqual(["channels telegram"]);
    expect(namedOf(tally({ unhappy: 11 }), before)).toEqual(["channels telegram"]);
    expect(namedOf(tally({ unhappy: 11, detractors: 11 }), before)).toEqual([]);
  });

  test("has the same limit however many rows other breakdowns have, because all breakdowns weigh the same", () => {
    const channels = (lost: number) => ({ telegram: rate(lost), web: rate(10) });
    const operators = (lost: number, many: number) =>
      Object.fromEntries(Array.from({ length: many }, (_, id) => [String(id), rate(lost, 10)]));
    const named = (lost: number, many: number) => {
      const usual = tallyOfRows({ channels: channels(10), operators: operators(1, many) });
      const tally = tallyOfRows({ channels: channels(lost), operators: operators(1, many) });
      return namedOf(tally, poolOf(repeated(usual, 10)));
    };

    // Two breakdowns halve the limit to 0.125 %. The mid-p of 21 of 100 is 0.00110, that of 20 of 100 0.00247.
    expect([named(21, 2), named(21, 200), named(20, 200)]).toEqual([["channels telegram"], ["channels telegram"], []]);
  });

  test("is shown if it is lower and the whole day is, too", () => {
    // The mid-p of 2 of 100 is 0.0016.
    const tally = tallyOfRows({ channels: { telegram: rate(2), web: rate(10) } });

    expect(drivers(tally).lost_rate.rows).toMatchObject([{ key: "telegram", excess: -8, share: 100 }]);
  });

  test("is not shown if the whole day differs the other way, or not at all", () => {
    expect(namedOf(tallyOfRows({ channels: { telegram: rate(0), web: rate(25) } }))).toEqual(["channels web"]);
    expect(namedOf(tallyOfRows({ channels: { telegram: rate(0), web: rate(20) } }))).toEqual([]);
  });

  test("is not shown if its rate differs by day so much that chance and this spread explain it", () => {
    const tally = tallyOfRows({ channels: { telegram: rate(30), web: rate(10) } });
    const rows = (spread: number) => driversOf(tally, pool, nameOf, () => spread).lost_rate.rows.length;

    expect([rows(0), rows(0.001), rows(0.05)]).toEqual([1, 1, 0]);
  });

  test("of nps is compared by the promoters less the detractors", () => {
    const marks = (promoters: number, passives: number, detractors: number) => ({ promoters, passives, detractors });
    const before = poolOf(
      repeated(tallyOfRows({ channels: { telegram: marks(30, 10, 10), web: marks(30, 10, 10) } }), 10),
    );
    const tally = tallyOfRows({ channels: { telegram: marks(10, 10, 30), web: marks(30, 10, 10) } });

    // The usual score of Telegram is +40, so 50 answers would have 20 promoters more than detractors, not 20 fewer.
    expect(drivers(tally, before).nps).toEqual({
      difference: -40,
      rows: [
        {
          breakdown: "channels",
          key: "telegram",
          name: "channels telegram",
          day: { hits: -20, n: 50, value: -40 },
          before: { hits: 200, n: 500, value: 40 },
          excess: -40,
          share: 100,
        },
      ],
      parts: [{ breakdown: "channels", mix: 0, rate: expect.closeTo(-40, 12) }],
    });
  });
});

describe("no row is shown", () => {
  const bad = tallyOfRows({ channels: { telegram: rate(40), web: rate(10) } });

  test("if fewer than 6 days are known", () => {
    const rows = [5, 6].map((days) => drivers(bad, poolOf(repeated(usualDay, days), days)).lost_rate.rows.length);

    expect(rows).toEqual([0, 1]);
  });

  test("if the day or the days before have no value; then there are no parts either", () => {
    const none = { difference: null, rows: [], parts: [] };

    expect(drivers(bad, poolOf(new Map())).lost_rate).toEqual(none);
    expect(drivers(new Map()).lost_rate).toEqual(none);
    expect(drivers(bad).nps).toEqual(none);
  });

  test("that has fewer than 10 sessions on the day or before", () => {
    const before = poolOf(
      repeated(tallyOfRows({ channels: { telegram: rate(1, 10), web: rate(10), viber: rate(0, 1) } }), 9),
    );

    expect(namedOf(tallyOfRows({ channels: { telegram: rate(9, 9), web: rate(10) } }), before)).toEqual([]);
    expect(namedOf(tallyOfRows({ channels: { telegram: rate(10, 10), web: rate(10) } }), before)).toEqual([
      "channels telegram",
    ]);
    expect(namedOf(tallyOfRows({ channels: { viber: rate(50, 50), web: rate(10) } }), before)).toEqual([]);
  });

  test("that has more than 90 % of the sessions of the day", () => {
    const before = poolOf(repeated(tallyOfRows({ channels: { telegram: rate(10), web: rate(10) } }), 10));

    expect(namedOf(tallyOfRows({ channels: { telegram: rate(60, 180), web: rate(2, 20) } }), before)).toEqual([
      "channels telegram",
    ]);
    expect(namedOf(tallyOfRows({ channels: { telegram: rate(60, 181), web: rate(2, 20) } }), before)).toEqual([]);
  });

  test("for sessions without an operator, but one for sessions without a channel is", () => {
    const usual = (scope: "channels" | "operators") =>
      poolOf(repeated(tallyOfRows({ [scope]: { none: rate(10), other: rate(10) } }), 10));
    const tally = (scope: "channels" | "operators") => tallyOfRows({ [scope]: { none: rate(40), other: rate(10) } });

    expect(namedOf(tally("operators"), usual("operators"))).toEqual([]);
    expect(namedOf(tally("channels"), usual("channels"))).toEqual(["channels none"]);
  });

  test("that has no value in the metric: no known reply time, or nothing that varies", () => {
    const timed = (inTime: number, late: number) => ({ handled: 100, inTime, late });
    const before = poolOf(
      repeated(tallyOfRows({ channels: { telegram: timed(80, 20), web: timed(80, 20), vk: timed(100, 0) } }), 10),
    );
    const tally = tallyOfRows({ channels: { telegram: timed(40, 60), web: { handled: 100 }, vk: timed(100, 0) } });

    expect(drivers(tally, before).sl1.rows).toMatchObject([{ key: "telegram", excess: -40, share: 100 }]);
  });
});

describe("of several rows", () => {
  test("the three with the largest excess are shown, the largest first, and equal ones by key", () => {
    const rows = { a: rate(10), b: rate(10), c: rate(10), d: rate(10), e: rate(10) };
    const before = poolOf(repeated(tallyOfRows({ channels: rows }), 10));
    const tally = tallyOfRows({ channels: { a: rate(30), b: rate(10), c: rate(40), d: rate(30), e: rate(30) } });
    const shown = drivers(tally, before).lost_rate.rows;

    expect(shown.map(({ key }) => key)).toEqual(["c", "a", "d"]);
    // The excess is 20 + 0 + 30 + 20 + 20.
    expect(shown.map(({ share }) => share)).toEqual([3000 / 90, 2000 / 90, 2000 / 90]);
  });

  test("that hold the same sessions, the first breakdown's is shown", () => {
    const rows = (of: RowOfSessions) => ({ channels: { a: of, b: rate(10) }, bots: { "1": of, "2": rate(10) } });
    const before = poolOf(repeated(tallyOfRows(rows(rate(10))), 10));

    expect(namedOf(tallyOfRows(rows(rate(40))), before)).toEqual(["channels a"]);
  });

  test("one that only holds its part of the sessions of another is left out", () => {
    // Each bot has half of each channel, and the lost sessions of Telegram are 40 more than usual: 20 more in each bot.
    const rows = (lost: number) => ({
      channels: { telegram: rate(lost, 200), web: rate(20, 200) },
      bots: { "1": rate((lost + 20) / 2, 200), "2": rate((lost + 20) / 2, 200) },
    });
    const before = poolOf(repeated(tallyOfRows(rows(20)), 10));
    const withoutChannels = (tally: Tally) => new Map([...tally].filter(([scope]) => scope !== "channels"));

    expect(namedOf(tallyOfRows(rows(80)), before)).toEqual(["channels telegram"]);
    expect(namedOf(withoutChannels(tallyOfRows(rows(80))), before)).toEqual(["bots 1", "bots 2"]);
  });

  test("both are shown if one has more of the excess than its part of the sessions of the other", () => {
    // The excess of Telegram lies in one of ten hours.
    const hours = (lost: number) =>
      Object.fromEntries(Array.from({ length: 10 }, (_, hour) => [String(hour), rate(hour === 3 ? lost : 4, 40)]));
    const before = poolOf(
      repeated(tallyOfRows({ channels: { telegram: rate(16, 160), web: rate(24, 240) }, hours: hours(4) }), 10),
    );
    const tally = tallyOfRows({ channels: { telegram: rate(44, 160), web: rate(24, 240) }, hours: hours(32) });

    expect(namedOf(tally, before)).toEqual(["channels telegram", "hours 3"]);
  });

  test("that would explain each other, the one with the larger excess is shown", () => {
    const rows = (lost: number, more: number) => ({
      channels: { telegram: rate(lost, 300), web: rate(20, 100) },
      bots: { "1": rate(lost + more, 320), "2": rate(20 - more, 80) },
    });
    const before = poolOf(repeated(tallyOfRows(rows(30, 2)), 10));

    expect(namedOf(tallyOfRows(rows(90, 4)), before)).toEqual(["bots 1"]);
    expect(namedOf(tallyOfRows(rows(90, 0)), before)).toEqual(["channels telegram"]);
  });
});

describe("mix and rate", () => {
  test("are given in points for every breakdown except groups", () => {
    const rows = { a: rate(10), b: rate(30) };
    const all = { channels: rows, groups: rows, hours: rows, bots: rows, operators: rows };
    const tally = tallyOfRows({ ...all, channels: { a: rate(20, 200), b: rate(30) } });
    const before = poolOf(repeated(tallyOfRows(all), 10));
    const { difference, parts } = drivers(tally, before).lost_rate;

    // Channel a has its usual rate, and two thirds of the sessions instead of a half: 50 / 300 instead of 20 %.
    expect(difference).toBeCloseTo(-10 / 3, 12);
    expect(parts.map(({ breakdown }) => breakdown)).toEqual(["channels", "hours", "bots", "operators"]);
    expect(parts[0]).toEqual({ breakdown: "channels", mix: expect.closeTo(-10 / 3, 12), rate: 0 });
  });
});
