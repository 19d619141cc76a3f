import { describe, expect, test } from "vitest";
import { historyOf } from "../../../functions/daily-report/domain/history/compare.ts";
import { GatheredPast } from "../../../functions/daily-report/domain/history/gather-past.ts";
import { changeIds, driverIds } from "../../../functions/daily-report/domain/history/history.ts";
import { headlineIds } from "../../../functions/daily-report/domain/history/past.ts";
import { withoutCountVerdicts } from "../../../functions/daily-report/domain/history/usual.ts";
import { metricIds, metricsOf } from "../../../functions/daily-report/domain/metrics/catalogue.ts";
import { rowNames } from "../../../functions/daily-report/domain/report.ts";
import { dateDaysBefore } from "../../../functions/daily-report/domain/report-day.ts";
import { figuresOf, mergeTallies, type Tally } from "../../../functions/daily-report/domain/tally.ts";
import { day, handled, type Item, lost, tallyRows } from "../../session-rows.ts";

const times = (n: number, item: () => Item) => Array.from({ length: n }, item);
const channel = (messengerType: string) => ({ messengerType, operatorGroupIds: [12] });

/** A day with 100 offered sessions on each of two channels; so many of them are lost on telegram, and 10 on the web. */
function dayWith(lostOnTelegram: number): Tally {
  return tallyRows([
    ...times(lostOnTelegram, () => lost(channel("telegram"))),
    ...times(100 - lostOnTelegram, () => handled(channel("telegram"))),
    ...times(10, () => lost(channel("web"))),
    ...times(90, () => handled({ ...channel("web"), nps: 9, userId: 8, operatorName: "Boris" })),
  ]);
}

const nameOf = rowNames(dayWith(40), { groupNames: { "12": "First line" } });

/** The 56 days before, on which 9, 10 or 11 of the sessions on telegram are lost; without the last `unknown` weeks. */
function pastOf(unknownDays = 0, obstacles: Parameters<GatheredPast["add"]>[2] = []) {
  const before = { from: dateDaysBefore(day.date, 28), to: dateDaysBefore(day.date, 1), of: 28 };
  const past = new GatheredPast({ isHoliday: false, alike: 8, before });
  const tallies = [9, 10, 11].map(dayWith);
  for (let back = 56; back > unknownDays; back--) {
    const half = back > 28 ? null : back > 14 ? 0 : 1;
    const place = { date: dateDaysBefore(day.date, back), half, isAlike: back % 7 === 0 } as const;
    past.add(place, tallies[back % 3] ?? new Map(), back === 7 ? obstacles : []);
  }
  return past.past();
}

describe("historyOf a day on which a channel lost four times as many sessions as usual", () => {
  const tally = dayWith(40);
  const history = historyOf(tally, pastOf(), nameOf);

  test("says that its lost rate is unusually high, and what would be usual", () => {
    const { verdict, mean, low, high, known, of } = history.usual.lost_rate;

    expect([verdict, known, of]).toEqual(["unusually_high", 8, 8]);
    // On the same weekdays 9, 10 or 11 of 100 are lost on telegram and 10 of 100 on the web.
    expect(mean).toBeCloseTo((100 * (10 + 80 / 8)) / 200, 0);
    expect([low, high].map(Number)).toEqual([expect.any(Number), expect.any(Number)]);
    expect(Number(high)).toBeLessThan(25);
    expect(history.usual.sessions).toMatchObject({ verdict: "usual", mean: 200 });
    expect(Object.keys(history.usual)).toEqual(headlineIds);
  });

  test("compares it with the 28 days before, merged", () => {
    const { from, to, known, of, leftOut, fewer, metrics } = history.before;
    const merged = mergeTallies(...Array.from({ length: 28 }, (_, index) => dayWith(9 + ((28 - index) % 3))));

    expect([from, to, known, of, leftOut, fewer]).toEqual(["2026-02-02", "2026-03-01", 28, 28, [], {}]);
    expect(metrics).toEqual(metricsOf(figuresOf(merged, "day", "")));
    expect(Object.keys(metrics)).toEqual(metricIds);
  });

  test("calls the change of the rate real, and that of an equal rate not", () => {
    const { lost_rate, nps, csat_top_box } = history.changes;

    expect(lost_rate.difference).toBeCloseTo(25 - Number(history.before.metrics.lost_rate.value), 12);
    expect([lost_rate.before, lost_rate.isReal]).toEqual([history.before.metrics.lost_rate.value, true]);
    expect(nps).toMatchObject({ before: 100, difference: 0, isReal: false });
    expect(csat_top_box).toEqual({ before: null, difference: null, low: null, high: null, isReal: false });
    expect(Object.keys(history.changes)).toEqual(changeIds);
  });

  test("says that the difference lies in the channel", () => {
    const [first] = history.drivers.lost_rate.rows;

    expect(first).toMatchObject({ breakdown: "channels", key: "telegram", day: { hits: 40, n: 100 }, share: 100 });
    expect(history.drivers.nps.rows).toEqual([]);
    expect(Object.keys(history.drivers)).toEqual(driverIds);
  });

  test("compares the operators over the 28 days", () => {
    // Anna has the sessions on telegram that are not lost: over the 28 days 90 a day.
    expect(history.operators.rows.map(({ name, sessions }) => [name, sessions])).toEqual([
      ["Anna", 28 * 90],
      ["Boris", 28 * 90],
    ]);
  });

  test("has the trend of the 56 days before, the oldest first", () => {
    expect(history.trend).toHaveLength(56);
    expect(history.trend[0]).toMatchObject({ date: "2026-01-05", values: { sessions: 200, csi: null } });
    expect(history.holiday).toBe(false);
  });
});

test("historyOf gives no verdict if fewer than 6 of the same weekdays are known", () => {
  const { usual, before } = historyOf(dayWith(40), pastOf(20), nameOf);

  expect(usual.lost_rate).toMatchObject({ verdict: "unusually_high", known: 6, of: 8 });
  expect(before.known).toBe(8);
  expect(historyOf(dayWith(40), pastOf(28), nameOf).usual.lost_rate).toEqual({
    ...{ verdict: null, mean: null, low: null, high: null, known: 4, of: 8 },
  });
});

test("counts of sessions have no verdict if sessions or days are missing; rates keep theirs", () => {
  const { usual } = historyOf(tallyRows([handled()]), pastOf(), nameOf);

  expect([usual.sessions.verdict, usual.handled.verdict]).toEqual(["unusually_low", "unusually_low"]);
  expect(withoutCountVerdicts(usual)).toEqual({
    ...usual,
    sessions: { ...usual.sessions, verdict: null },
    handled: { ...usual.handled, verdict: null },
  });
});

test("historyOf says how many days a metric can use, if they are fewer", () => {
  const past = pastOf(0, [{ reason: "settings", metrics: ["sl1", "sl1_answered"] }]);
  const { usual, before } = historyOf(dayWith(10), past, nameOf);

  expect([before.known, before.fewer]).toEqual([28, { sl1: 27, sl1_answered: 27 }]);
  expect([usual.sl1.known, usual.lost_rate.known]).toEqual([7, 8]);
  expect(before.metrics.sl1.n).toBe(27 * 200);
});

test("historyOf a day without earlier days has no values to compare with", () => {
  const { usual, before, changes, drivers, operators, trend } = historyOf(dayWith(10), pastOf(56), nameOf);

  expect(usual.nps).toEqual({ verdict: null, mean: null, low: null, high: null, known: 0, of: 8 });
  expect([before.known, before.metrics.sessions.value, before.metrics.nps.value]).toEqual([0, 0, null]);
  expect(changes.lost_rate).toEqual({ before: null, difference: null, low: null, high: null, isReal: false });
  expect(drivers.lost_rate).toEqual({ difference: null, rows: [], parts: [] });
  expect([operators.rows, trend]).toEqual([[], []]);
});

test("rows are named as in the report", () => {
  expect([
    nameOf("groups", "12"),
    nameOf("operators", "8"),
    nameOf("operators", "none"),
    nameOf("channels", "web"),
  ]).toEqual([...["First line", "Boris", "Unassigned", "web"]]);
});
