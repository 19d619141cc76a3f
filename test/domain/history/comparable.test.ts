import { describe, expect, test } from "vitest";
import { type EarlierDay, obstaclesOf } from "../../../functions/daily-report/domain/history/comparable.ts";
import { metricIds, metricsOf, metricVersions } from "../../../functions/daily-report/domain/metrics/catalogue.ts";
import { noFilters } from "../../../functions/daily-report/domain/session-filters.ts";
import { figuresOf } from "../../../functions/daily-report/domain/tally.ts";
import { day, handled, settings, tallyRows } from "../../session-rows.ts";

const asked = { zone: day.zone, filters: noFilters, settings, versions: metricVersions };
const earlier: EarlierDay = { ...asked, declared: 1, tally: tallyRows([handled()]) };

const whole = (reason: string) => [{ reason, metrics: null }];

describe("obstaclesOf", () => {
  test("finds none for a day made under the same conditions", () => {
    expect(obstaclesOf(earlier, asked)).toEqual([]);
    expect(obstaclesOf({ ...earlier, declared: null }, asked)).toEqual([]);
  });

  test("names one obstacle only if the day is left out wholly: zone before filters before missing sessions", () => {
    const incomplete = { ...earlier, declared: 2, settings: { ...settings, firstReplySeconds: 5 } };
    const filtered = { ...incomplete, filters: { ...noFilters, botId: "b" } };

    expect(obstaclesOf(incomplete, asked)).toEqual(whole("incomplete"));
    expect(obstaclesOf(filtered, asked)).toEqual(whole("filters"));
    expect(obstaclesOf({ ...filtered, zone: "UTC" }, asked)).toEqual(whole("zone"));
  });

  test("leaves out all metrics that other targets change, and no other", () => {
    const rows = [handled({}, 30), handled({}, 50)];
    const metricsUnder = (firstReplySeconds: number) =>
      metricsOf(figuresOf(tallyRows(rows, day, { ...settings, firstReplySeconds }), "day", ""));
    const [strict, lax] = [metricsUnder(40), metricsUnder(60)];
    const changed = metricIds.filter((id) => JSON.stringify(strict[id]) !== JSON.stringify(lax[id]));

    expect(obstaclesOf({ ...earlier, settings: { ...settings, firstReplySeconds: 40 } }, asked)).toEqual([
      { reason: "settings", metrics: changed },
    ]);
  });

  test("compares the targets of groups whatever their order", () => {
    const targets = (groupFirstReplySeconds: Record<string, number>) => ({ ...settings, groupFirstReplySeconds });
    const [one, other] = [targets({ a: 1, b: 2 }), targets({ b: 2, a: 1 })];

    expect(obstaclesOf({ ...earlier, settings: one }, { ...asked, settings: other })).toEqual([]);
    expect(obstaclesOf({ ...earlier, settings: one }, { ...asked, settings: targets({ a: 1, b: 3 }) })).toHaveLength(1);
  });

  test("leaves out a metric whose formula had another version or did not exist", () => {
    const { csi: _, ...versions } = { ...metricVersions, nps: 2 };

    expect(obstaclesOf({ ...earlier, versions }, asked)).toEqual([{ reason: "versions", metrics: ["nps", "csi"] }]);
  });
});
