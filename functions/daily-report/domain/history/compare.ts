import { catalogue, type MetricId, type MetricValues, metricIds, metricsOf } from "../metrics/catalogue.ts";
import { figuresOf, type Tally } from "../tally.ts";
import { npsChange, rateChange } from "./change.ts";
import { driversOf, type NameOf } from "./drivers.ts";
import { type Change, type ChangeId, changeIds, type History, type LateData, trendOf, type Usual } from "./history.ts";
import { compareOperators } from "./operators.ts";
import { type HeadlineId, headlineIds, type Past } from "./past.ts";
import { type Headlines, usualMetric } from "./usual.ts";

/**
 * What earlier days say about a day, or earlier weeks or months about one (`docs/metrics.md` section 8). `nameOf` returns the
 * name of a row of the day.
 */
export function historyOf(tally: Tally, past: Past, nameOf: NameOf): Omit<History, keyof LateData> {
  const { isHoliday, before, halves, trend } = past;
  const { pool, spread, leftOut, ...dates } = before;
  const [day, earlier] = [metricsOf(figuresOf(tally, "day", "")), mergedMetrics(before)];
  return {
    holiday: isHoliday,
    usual: usualOfEach(day, past),
    before: { ...dates, leftOut: [...leftOut], fewer: fewerDays(before), metrics: earlier },
    changes: changesOf(day, earlier),
    drivers: driversOf(tally, pool, nameOf, spread),
    operators: compareOperators(pool, halves),
    trend: trendOf(trend),
  };
}

function usualOfEach(day: Headlines, { alike }: Past): Record<HeadlineId, Usual> {
  const usual = headlineIds.map((id) => {
    const earlier = alike.known.flatMap(({ metrics }) => metrics[id]?.value ?? []);
    return [id, usualMetric(id, day, earlier, alike.asked)];
  });
  return Object.fromEntries(usual);
}

/** Every metric over the days that it can use. */
function mergedMetrics({ pool }: Past["before"]): MetricValues {
  const values = metricIds.map((id) => [id, catalogue[id].value(figuresOf(pool.tally(id), "day", ""))]);
  return Object.fromEntries(values);
}

function fewerDays({ pool, known }: Past["before"]): Partial<Record<MetricId, number>> {
  return Object.fromEntries(metricIds.flatMap((id) => (pool.days(id) < known ? [[id, pool.days(id)]] : [])));
}

function changesOf(day: MetricValues, earlier: MetricValues): Record<ChangeId, Change> {
  const changes = changeIds.map((id) => [
    id,
    id === "nps" ? npsChange(day.nps, earlier.nps) : rateChange(day[id], earlier[id]),
  ]);
  return Object.fromEntries(changes);
}
