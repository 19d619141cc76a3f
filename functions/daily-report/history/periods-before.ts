import { type Conditions, type Obstacle, obstaclesOf } from "../domain/history/comparable.ts";
import { GatheredPast, type Place } from "../domain/history/gather-past.ts";
import type { Past } from "../domain/history/past.ts";
import { comparedPart } from "../domain/history/pool.ts";
import { metricVersions } from "../domain/metrics/catalogue.ts";
import { datesOf, type PeriodDates, periodBefore } from "../domain/report-period.ts";
import { addTally, type Tally } from "../domain/tally.ts";
import { type ArchiveDependencies, earlierDays } from "./earlier-days.ts";
import type { PeriodAsked } from "./merge-period.ts";

const PERIODS_BEFORE = 8;

/**
 * Reads the 8 weeks or months before, the oldest first, from the days of the daily report. A week or month counts only if all
 * its days are in the archive. It is left out if one of its days cannot be compared, and a week also if one of its days is a
 * holiday; months nearly all have some. Only one parsed tally is in memory at a time, besides the sums.
 */
export async function periodsBefore(
  asked: PeriodAsked & { readonly holidays: readonly string[] },
  dependencies: ArchiveDependencies,
): Promise<Past> {
  const { period, holidays, zone } = asked;
  const earlier = earlierPeriods(period);
  const past = new GatheredPast({
    isHoliday: false,
    alike: PERIODS_BEFORE,
    before: { from: earlier[0]?.from ?? period.from, to: earlier.at(-1)?.to ?? period.to, of: PERIODS_BEFORE },
  });
  for (const [index, before] of earlier.entries()) {
    const place: Place = { date: before.from, half: index < PERIODS_BEFORE / 2 ? 0 : 1, isAlike: true };
    const dates = datesOf(before, zone);
    if (period.kind === "week" && dates.some((date) => holidays.includes(date))) {
      past.leaveOut(place, { reason: "holiday", metrics: null });
      continue;
    }
    const found = await readWhole({ ...asked, period: before }, dependencies);
    if (found === null) continue;
    if ("reason" in found) past.leaveOut(place, found);
    else past.add(place, found.tally, found.obstacles);
  }
  return past.past();
}

/** The oldest first. */
function earlierPeriods(period: PeriodDates): PeriodDates[] {
  const earlier: PeriodDates[] = [];
  for (let at = period; earlier.length < PERIODS_BEFORE; ) {
    at = periodBefore(at);
    earlier.unshift(at);
  }
  return earlier;
}

type Whole = { readonly tally: Tally; readonly obstacles: readonly Obstacle[] };

/** The merged days of a past week or month; the reason if it is left out wholly, null if one of its days is not in the archive. */
async function readWhole(asked: PeriodAsked, dependencies: ArchiveDependencies): Promise<Whole | Obstacle | null> {
  const tally: Tally = new Map();
  const obstacles: Obstacle[] = [];
  const conditions: Conditions = { ...asked, versions: metricVersions };
  const places = datesOf(asked.period, asked.zone).map((date) => ({ date }));
  for await (const [, day] of earlierDays({ report: asked.of, places, partOf: () => comparedPart }, dependencies)) {
    if (day === null) return null;
    if (day === "unreadable") return { reason: day, metrics: null };
    const found = obstaclesOf(day, conditions);
    const whole = found.find(({ metrics }) => metrics === null);
    if (whole !== undefined) return whole;
    obstacles.push(...found);
    addTally(tally, day.tally);
  }
  return { tally, obstacles: withoutDoubles(obstacles) };
}

/** One obstacle for each reason, with the metrics of all. */
function withoutDoubles(obstacles: readonly Obstacle[]): Obstacle[] {
  const byReason = [...Map.groupBy(obstacles, ({ reason }) => reason)];
  return byReason.map(([reason, same]) => ({
    reason,
    metrics: [...new Set(same.flatMap(({ metrics }) => metrics ?? []))],
  }));
}
