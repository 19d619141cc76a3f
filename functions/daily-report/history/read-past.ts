import type { WeekdayHistory } from "../domain/findings.ts";
import { type Obstacle, obstaclesOf } from "../domain/history/comparable.ts";
import { GatheredPast, type Place } from "../domain/history/gather-past.ts";
import type { Past } from "../domain/history/past.ts";
import { comparedPart, dayPart } from "../domain/history/pool.ts";
import { metricVersions } from "../domain/metrics/catalogue.ts";
import { reconcile } from "../domain/reconciliation.ts";
import { dateDaysBefore, type ReportDay } from "../domain/report-day.ts";
import type { SessionFilters } from "../domain/session-filters.ts";
import type { TallySettings } from "../domain/tally.ts";
import { type ArchiveDependencies, earlierDays } from "./earlier-days.ts";

/** The day of a report, and what it is made under. `holidays` are dates. */
export type DayAsked = {
  readonly report: string;
  readonly day: ReportDay;
  readonly filters: SessionFilters;
  readonly settings: TallySettings;
  readonly holidays: readonly string[];
};

/** What the archive knows of the days before a day, and of the same weekday in the four weeks before. */
export type DaysBefore = { readonly past: Past; readonly weekday: WeekdayHistory };

const DAYS_OF_TREND = 56;
const DAYS_BEFORE = 28;
const DAYS_OF_WEEK = 7;

/** Four weeks are enough to see whether a weekday usually has sessions, and a new report soon has them. */
const DAYS_OF_WEEKDAY_HISTORY = 28;

/** An earlier day; `back` is how many days before the day asked for it is. */
type EarlierPlace = Place & { readonly back: number };

/**
 * Reads the tallies of the 56 days before the day, the oldest first. Only one parsed tally is in memory at a time. Days that
 * cannot be compared are left out. A file that cannot be read is left out and logged: it must not
 * prevent the report. Throws if the archive fails.
 */
export async function readPast(asked: DayAsked, dependencies: ArchiveDependencies): Promise<DaysBefore> {
  const { report, day, holidays } = asked;
  const places = Array.from({ length: DAYS_OF_TREND }, (_, index) => placeOf(day.date, DAYS_OF_TREND - index));
  const past = new GatheredPast({
    isHoliday: holidays.includes(day.date),
    alike: DAYS_OF_TREND / DAYS_OF_WEEK,
    before: { from: dateDaysBefore(day.date, DAYS_BEFORE), to: dateDaysBefore(day.date, 1), of: DAYS_BEFORE },
  });
  const conditions = { ...asked, zone: day.zone, versions: metricVersions };
  const sessionsOfWeekday: number[] = [];
  const partOf = ({ half }: Place) => (half === null ? dayPart : comparedPart);
  for await (const [place, found] of earlierDays({ report, places, partOf }, dependencies)) {
    if (found === null) continue;
    const earlier = holidays.includes(place.date) ? "holiday" : found;
    if (typeof earlier === "string") {
      past.leaveOut(place, { reason: earlier, metrics: null });
      continue;
    }
    const obstacles = obstaclesOf(earlier, conditions);
    past.add(place, earlier.tally, obstacles);
    if (isInWeekdayHistory(place, obstacles)) sessionsOfWeekday.push(reconcile(earlier.tally, 0).in_day);
  }
  const withSessions = sessionsOfWeekday.filter((sessions) => sessions > 0).length;
  return { past: past.past(), weekday: { known: sessionsOfWeekday.length, withSessions } };
}

function placeOf(date: string, back: number): EarlierPlace {
  const half = back > DAYS_BEFORE ? null : back > DAYS_BEFORE / 2 ? 0 : 1;
  return { date: dateDaysBefore(date, back), back, half, isAlike: back % DAYS_OF_WEEK === 0 };
}

/** Zone and filters must be the same; a day of which sessions are missing shows that there were some. */
function isInWeekdayHistory({ isAlike, back }: EarlierPlace, obstacles: readonly Obstacle[]): boolean {
  const isSameList = obstacles.every(({ reason }) => reason !== "zone" && reason !== "filters");
  return isAlike && back <= DAYS_OF_WEEKDAY_HISTORY && isSameList;
}
