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

/** The units of metrics whose unit is not determined by the form of their value. */
const knownUnits: Partial<Record<Unit, readonly MetricId[]>> = {
  percent: ["csi"],
  nps: ["nps", "nps_bot"],
  seconds: ["frt", "frt_p50", "frt_p90", "frt_p95", "duration", "duration_p50", "duration_p90"],
  messages: ["messages_client", "messages_operator", "messages_bot"],
  points: ["rating"],
  money: ["price_total", "price_per_session"],
};

test.each(Object.entries(knownUnits))("the unit %s belongs to the metrics %s", (unit, ids) => {
  expect(ids.map((id) => catalogue[id].unit)).toEqual(ids.map(() => unit));
});

test("metrics with a numerator are percentages, and metrics with only a value count sessions", () => {
  const metrics = Object.entries(reportOf([]).metrics) as [MetricId, object][];
  const unitsOf = (isSuch: (value: object) => boolean) =>
    new Set(metrics.filter(([, value]) => isSuch(value)).map(([id]) => catalogue[id].unit));

  expect(unitsOf((value) => "numerator" in value)).toEqual(new Set(["percent"]));
  expect(unitsOf((value) => Object.keys(value).join() === "value")).toEqual(new Set(["sessions"]));
});

test("no two families share a metric or a counter, and no family has a common counter", () => {
  const ids: string[] = Object.values(families).flatMap(({ metrics }) => Object.keys(metrics));
  const counters: string[] = Object.values(families).flatMap((family) => [...family.counters]);

  expect(ids).toEqual(metricIds);
  expect(new Set(ids).size).toBe(ids.length);
  expect(new Set([...counters, ...commonCounters]).size).toBe(counters.length + commonCounters.length);
});

test("every metric has formula version 1", () => {
  expect(new Set(Object.values(metricVersions))).toEqual(new Set([1]));
});

test("operator and group rows leave out containment, and no other metric is left out anywhere", () => {
  const leftOut = metricIds.flatMap((id) =>
    breakdownIds.filter((breakdown) => isLeftOut(catalogue[id], breakdown)).map((breakdown) => [id, breakdown]),
  );

  expect(leftOut).toEqual([
    ["containment", "operators"],
    ["containment", "groups"],
  ]);
});
