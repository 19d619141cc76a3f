import type { GoalResults } from "../../functions/daily-report/domain/goals.ts";
import type { History, Usual } from "../../functions/daily-report/domain/history/history.ts";
import type { HeadlineId } from "../../functions/daily-report/domain/history/past.ts";
import type { MetricValues } from "../../functions/daily-report/domain/metrics/catalogue.ts";
import { rate } from "../../functions/daily-report/domain/metrics/metric.ts";
import type { Report } from "../../functions/daily-report/domain/report.ts";
import { checkedReport } from "../checked-day.ts";
import { incidentDay, quietHistory } from "../furnished-history.ts";
import { reportOf } from "../session-rows.ts";
import { busyDay } from "./busy-day.ts";

/** What the sentences of a day are made of. */
export type Told = {
  date: string;
  metrics: Partial<MetricValues>;
  usual?: Partial<Record<HeadlineId, Partial<Usual>>>;
  drivers?: Partial<History["drivers"]>;
  goals?: GoalResults;
};

const unrated = { value: null, n: 0, low: null, high: null };

/** A day with the given figures; without `usual` it has no history. Its figures are usual unless told otherwise. */
export function dayWith({ date, metrics, usual, drivers = {}, goals }: Told): Report {
  const day = incidentDay();
  const { csi, nps } = day.metrics;
  const report: Report = {
    ...day,
    day: { ...day.day, date },
    metrics: { ...day.metrics, csi: { ...csi, ...unrated }, nps: { ...nps, ...unrated }, ...metrics },
    history: null,
    goals: goals === undefined ? null : { metrics: goals, groups: [] },
  };
  if (usual === undefined) return report;
  const quiet = quietHistory(day);
  const entries = Object.entries(quiet.usual).map(([id, one]) => [id, { ...one, ...usual[id as HeadlineId] }]);
  return {
    ...report,
    history: { ...quiet, usual: Object.fromEntries(entries), drivers: { ...quiet.drivers, ...drivers } },
  };
}

const { csi: ratedCsi, nps: ratedNps, frt } = busyDay().metrics;
const [csi, nps] = [
  { ...ratedCsi, invalid: 0 },
  { ...ratedNps, invalid: 0 },
];
const noRatings = { csi: { ...csi, ...unrated }, nps: { ...nps, ...unrated } };

const volume = (sessions: number, handled: number, lost: number, unanswered = 0) => ({
  sessions: { value: sessions },
  handled: { value: handled },
  lost: { value: lost },
  unanswered: { value: unanswered },
  bot_only: { value: 0 },
  waiting: { value: 0 },
});
const [dayOf60, dayOf685, dayOf1109] = [volume(60, 50, 10), volume(685, 685, 0), volume(1109, 657, 452)];

/** Days of the kinds that a sentence tells apart. Their figures are made up or taken from other days. */
export const toldDays = {
  first: {
    ...dayWith({
      date: "2026-11-27",
      metrics: {
        sl1: rate(1369, 2289),
        lost_rate: rate(183, 2290),
        csi: { ...csi, value: 86.5, n: 755 },
        nps: { ...nps, value: 39.6, n: 510, low: 33.4, high: 45.3 },
        csat_top_box: { ...rate(664, 755), low: 85.4, high: 90.1 },
        ...volume(3159, 2035, 183, 67),
        bot_only: { value: 869 },
        waiting: { value: 5 },
      },
    }),
    fetchedAt: "2026-03-03T05:29:00.000Z",
  },
  worse: dayWith({
    date: "2021-03-29",
    metrics: {
      sl1: rate(14, 60),
      lost_rate: rate(10, 60),
      ...noRatings,
      csi: { ...csi, value: 66.1, n: 50 },
      csat_top_box: { ...rate(24, 50), low: 34.8, high: 61.5 },
      ...dayOf60,
    },
    usual: {
      sl1: { verdict: "unusually_low", mean: 38.2 },
      lost_rate: { mean: 16.4 },
      csi: { mean: 69.3 },
      sessions: { mean: 57, low: 49.7, high: 63.9 },
    },
  }),
  usual: dayWith({
    date: "2019-11-25",
    metrics: { sl1: rate(346, 1109), lost_rate: rate(452, 1109), ...noRatings, ...dayOf1109 },
    usual: {
      sl1: { mean: 33.1 },
      lost_rate: { mean: 39.8 },
      sessions: { mean: 1090, low: 871, high: 1309 },
    },
  }),
  empty: {
    ...checkedReport([], { weekday: { known: 4, withSessions: 4 } }),
    day: { ...reportOf([]).day, date: "2021-04-05" },
    history: {
      ...quietHistory(incidentDay()),
      usual: {
        ...quietHistory(incidentDay()).usual,
        sessions: { verdict: "unusually_low", mean: 55, low: 50.2, high: 59.8, known: 8, of: 8 },
      },
    },
  },
  doubtful: dayWith({
    date: "2023-08-28",
    metrics: {
      sl1: rate(30, 52),
      lost_rate: rate(0, 685),
      frt: { ...frt, n: 52, invalid: 633 },
      ...noRatings,
      ...dayOf685,
    },
  }),
} satisfies Record<string, Report>;
