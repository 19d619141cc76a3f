import type { HeadlineId } from "./history/past.ts";
import type { MetricValues } from "./metrics/catalogue.ts";

/** The metrics whose values may be unusable in so many sessions that nothing should be said of them. */
export const doubtIds = ["frt", "csi", "nps"] as const;
export type DoubtId = (typeof doubtIds)[number];

type DoubtedId = HeadlineId | "frt_p90";

/** Which values a metric is computed from. The others need no value that may be invalid. */
const SOURCES: Partial<Record<DoubtedId, DoubtId>> = {
  sl1: "frt",
  frt_p50: "frt",
  frt_p90: "frt",
  csi: "csi",
  csat_top_box: "csi",
  nps: "nps",
};

/** Above this share of invalid values, in percent, the valid ones may be a selection that says nothing of the others. */
const MOST_INVALID = 10;

/** The metrics more than 10 % of whose values are invalid (`docs/metrics.md` section 8.1). */
export function doubtfulIn(metrics: Pick<MetricValues, DoubtId>): DoubtId[] {
  return doubtIds.filter((id) => {
    const { n, invalid } = metrics[id];
    return 100 * invalid > MOST_INVALID * (n + invalid);
  });
}

/** Whether a metric is computed from values of which more than 10 % are invalid. */
export function isDoubtful(id: DoubtedId, metrics: Pick<MetricValues, DoubtId>): boolean {
  const source = SOURCES[id];
  return source !== undefined && doubtfulIn(metrics).includes(source);
}
