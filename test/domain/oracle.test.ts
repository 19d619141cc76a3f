import { fc, test } from "@fast-check/vitest";
import { expect } from "vitest";
import { hoursOfDay, localHour, reportDay } from "../../functions/daily-report/domain/report-day.ts";
import { hostileRows } from "../oracle/hostile-rows.ts";
import { secondReading } from "../oracle/second-reading.ts";
import { reportOfTally, tallyRows, watchRows } from "../session-rows.ts";
import { differences } from "./differences.ts";

/** Group "77" has no session on any of the days. */
const groups = {
  "1": { firstReplySeconds: 30, goals: { sl1: 70, csi: 66.6, frt_p90: 900 } },
  "2": { firstReplySeconds: 120, name: "Second line", goals: { lost_rate: 20, csat_top_box: 60, nps: 0 } },
  "77": { name: "Night shift", goals: { nps: 40 } },
};
const goals = { sl1: 60, lost_rate: 25, csi: 75, csat_top_box: 70, nps: -30, frt_p90: 300 };
const groupNames = { "1": null, "2": "Second line", "77": "Night shift" };
const noGoal = { sl1: null, lost_rate: null, csi: null, csat_top_box: null, nps: null, frt_p90: null };
const groupGoals = Object.fromEntries(Object.entries(groups).map(([id, own]) => [id, { ...noGoal, ...own.goals }]));
const settings = { firstReplySeconds: 60, groupFirstReplySeconds: { "1": 30, "2": 120 } };

const days = [
  ["Europe/Moscow", "2026-03-02"],
  ["Europe/Berlin", "2026-03-29"],
  ["Europe/Berlin", "2026-10-25"],
  ["America/Santiago", "2026-04-04"],
  ["Australia/Lord_Howe", "2026-04-05"],
  ["Asia/Kathmandu", "2026-05-01"],
] as const;

for (const [zone, date] of days) {
  const day = reportDay(date, zone);

  test.prop([hostileRows(day, 150), fc.nat({ max: 10 })], { numRuns: 60 })(
    `the report of hostile rows on ${date} in ${zone} agrees with the independent second reading to 1e-9`,
    (rows, uncounted) => {
      const declared = Math.max(0, rows.length + 2 - uncounted);
      const report = reportOfTally(tallyRows(rows, day, settings), {
        declared,
        of: day,
        under: settings,
        groupNames,
        watch: watchRows(rows, day, settings),
        goals: { report: goals, groups: groupGoals },
      });
      const expected = secondReading({
        rows,
        declared,
        day,
        localHour: (instant) => localHour(day, instant),
        hoursOfDay: hoursOfDay(day),
        firstReplySeconds: 60,
        groups,
        goals,
      });

      const { reconciliation, metrics, breakdowns, quality, sessions, goals: reached } = report;
      const found = { reconciliation, metrics, breakdowns, quality, sessions, goals: reached };
      expect(differences(found, expected)).toEqual([]);
    },
    120_000,
  );
}

test("the generator of hostile rows gives every class, every invalid reason and a value of every metric", () => {
  const rows = fc.sample(hostileRows(reportDay("2026-03-02", "Europe/Moscow"), 150), { numRuns: 20, seed: 7 }).flat();
  const day = reportDay("2026-03-02", "Europe/Moscow");
  const report = reportOfTally(tallyRows(rows, day, settings), { declared: rows.length + 1, of: day, under: settings });
  const { reconciliation, metrics, quality } = report;

  expect(Object.entries(reconciliation).filter(([name, n]) => name !== "declared" && n === 0)).toEqual([]);
  expect(Object.entries(quality.invalid).filter(([, n]) => n === 0)).toEqual([]);
  expect(Object.entries(metrics).filter(([, { value }]) => value === null)).toEqual([]);
});
