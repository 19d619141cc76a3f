import { describe, expect, test } from "vitest";
import { metricVersions } from "../../functions/daily-report/domain/metrics/catalogue.ts";
import {
  datesOf,
  type PeriodDates,
  periodBefore,
  periodNamed,
} from "../../functions/daily-report/domain/report-period.ts";
import { noFilters } from "../../functions/daily-report/domain/session-filters.ts";
import { figuresOf } from "../../functions/daily-report/domain/tally.ts";
import { periodsBefore } from "../../functions/daily-report/history/periods-before.ts";
import { settings } from "../session-rows.ts";
import { archiveTally, type PastWorld, pastWorld, sessionsOf, tallyKey } from "./archived-days.ts";

const zone = "Europe/Moscow";
const week = periodNamed("week", "2026-W48");

/** The week or month so many before. */
function back(period: PeriodDates, periods: number): PeriodDates {
  return periods === 0 ? period : back(periodBefore(period), periods - 1);
}

/** Archives every day of a week or month with so many sessions; `head` is for its first day. */
async function archive(world: PastWorld, period: PeriodDates, sessions: number, head: Record<string, unknown> = {}) {
  for (const date of datesOf(period, zone)) {
    const isFirst = date === period.from;
    await archiveTally(world, date, sessionsOf(date, sessions), isFirst ? head : {});
  }
}

function pastOf(world: PastWorld, period: PeriodDates, holidays: readonly string[] = []) {
  return periodsBefore({ period, of: "support", zone, filters: noFilters, settings, holidays }, world);
}

describe("periodsBefore", () => {
  test("knows nothing of a new report", async () => {
    const past = await pastOf(await pastWorld(), week);

    expect(past).toMatchObject({ isHoliday: false, alike: { asked: 8, known: [] }, trend: [] });
    expect(past.before).toMatchObject({ from: "2026-09-28", to: "2026-11-22", of: 8, known: 0, leftOut: [] });
  });

  test("merges each of the 8 weeks before, in two halves, and counts only whole weeks", async () => {
    const world = await pastWorld();
    for (const weeks of [9, 8, 5, 4, 1, 0]) await archive(world, back(week, weeks), weeks);
    await archive(world, back(week, 2), 100);
    await world.archive.remove(tallyKey(back(week, 2).to));
    const past = await pastOf(world, week);

    const names = [8, 5, 4, 1].map((weeks) => back(week, weeks).from);
    expect(past.trend.map(({ date, metrics }) => [date, metrics.sessions?.value])).toEqual([
      [names[0], 56],
      [names[1], 35],
      [names[2], 28],
      [names[3], 7],
    ]);
    expect(past.alike.known).toEqual(past.trend);
    expect(past.before).toMatchObject({ known: 4, leftOut: [] });
    const handled = past.halves.map((pool) =>
      figuresOf(pool.tally("sessions"), "day", "").get("class")?.get("handled"),
    );
    expect(handled).toEqual([56 + 35, 28 + 7]);
    expect(past.before.pool.days("sessions")).toBe(4);
  });

  test("leaves out a week of which a day cannot be compared, wholly or of the metrics concerned", async () => {
    const world = await pastWorld();
    await archive(world, back(week, 1), 1, { filters: { ...noFilters, botId: "b" } });
    await archive(world, back(week, 2), 1, { tally: "damaged" });
    await archive(world, back(week, 3), 1, { declared: 2 });
    await archive(world, back(week, 4), 1, { settings: { ...settings, firstReplySeconds: 5 } });
    const past = await pastOf(world, week);

    expect(past.before.leftOut).toEqual([
      { date: back(week, 4).from, reason: "settings", metrics: ["sl1", "sl1_answered"] },
      { date: back(week, 3).from, reason: "incomplete", metrics: null },
      { date: back(week, 2).from, reason: "unreadable", metrics: null },
      { date: back(week, 1).from, reason: "filters", metrics: null },
    ]);
    expect([past.before.known, past.before.pool.days("sl1"), past.before.pool.days("nps")]).toEqual([1, 0, 1]);
  });

  test("names a reason once for a week, with the metrics of all its days", async () => {
    const world = await pastWorld();
    const versions = (id: string) => ({ versions: { ...metricVersions, [id]: 99 } });
    const [first = "", second = "", ...others] = datesOf(back(week, 1), zone);
    await archiveTally(world, first, sessionsOf(first, 1), versions("nps"));
    await archiveTally(world, second, sessionsOf(second, 1), versions("csi"));
    for (const date of others) await archiveTally(world, date);

    expect((await pastOf(world, week)).before.leftOut).toEqual([
      { date: first, reason: "versions", metrics: ["nps", "csi"] },
    ]);
  });

  test("leaves out a week with a holiday, but not a month", async () => {
    const world = await pastWorld();
    // October holds three whole weeks.
    const [weekBefore, month] = [back(week, 1), periodNamed("month", "2026-11")];
    await archive(world, weekBefore, 1);
    await archive(world, back(month, 1), 1);

    expect((await pastOf(world, week, [weekBefore.to])).before).toMatchObject({
      known: 3,
      leftOut: [{ date: weekBefore.from, reason: "holiday", metrics: null }],
    });
    expect((await pastOf(world, month, ["2026-10-07"])).before).toMatchObject({
      from: "2026-03-01",
      to: "2026-10-31",
      known: 1,
      leftOut: [],
    });
  });
});
