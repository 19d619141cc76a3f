import { expect, test } from "vitest";
import {
  catalogue,
  families,
  isLeftOut,
  type MetricId,
  metricIds,
  metricVersions,
} from "../../functions/daily-report/domain/metrics/catalogue.ts";
import { breakdownIds, commonCounters, type Unit } from "../../functions/daily-report/domain/metrics/metric.ts";
import { reportOf } from "../session-rows.ts";

/** The units that do not follow from the parts of a value. */
const knownUnits: Partial<Record<Unit, readonly MetricId[]>> = {
  percent: ["csi"],
  nps: ["nps", "nps_bot"],
  seconds: ["frt", "frt_p50", "frt_p90", "frt_p95", "duration", "duration_p50", "duration_p90"],
  messages: ["messages_client", "messages_operator", "messages_bot"],
  points: ["rating"],
  money: ["price_total", "price_per_session"],
};

test.each(Object.entries(knownUnits))("in %s: %s", (unit, ids) => {
  expect(ids.map((id) => catalogue[id].unit)).toEqual(ids.map(() => unit));
});

test("a figure that has a numerator is a percentage, and one that has only a value counts sessions", () => {
  const metrics = Object.entries(reportOf([]).metrics) as [MetricId, object][];
  const unitsOf = (isSuch: (value: object) => boolean) =>
    new Set(metrics.filter(([, value]) => isSuch(value)).map(([id]) => catalogue[id].unit));

  expect(unitsOf((value) => "numerator" in value)).toEqual(new Set(["percent"]));
  expect(unitsOf((value) => Object.keys(value).join() === "value")).toEqual(new Set(["sessions"]));
});

test("no two families have one metric or one counter, and no family has a common counter", () => {
  const ids: string[] = Object.values(families).flatMap(({ metrics }) => Object.keys(metrics));
  const counters: string[] = Object.values(families).flatMap((family) => [...family.counters]);

  expect(ids).toEqual(metricIds);
  expect(new Set(ids).size).toBe(ids.length);
  expect(new Set([...counters, ...commonCounters]).size).toBe(counters.length + commonCounters.length);
});

test("every formula is the first of its id", () => {
  expect(new Set(Object.values(metricVersions))).toEqual(new Set([1]));
});

test("a bot's containment has no place in the rows of operators and groups, everything else has one everywhere", () => {
  const leftOut = metricIds.flatMap((id) =>
    breakdownIds.filter((of) => isLeftOut(catalogue[id], of)).map((of) => [id, of]),
  );

  expect(leftOut).toEqual([
    ["containment", "operators"],
    ["containment", "groups"],
  ]);
});
