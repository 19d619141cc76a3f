import { differenceOf, type Estimate } from "../functions/daily-report/domain/history/change.ts";
import { judgementOf } from "../functions/daily-report/domain/history/direction.ts";
import type { RowMetrics } from "../functions/daily-report/domain/metrics/catalogue.ts";
import { FEWEST_ANSWERS } from "../functions/daily-report/domain/metrics/metric.ts";
import type { Report } from "../functions/daily-report/domain/report.ts";
import { standOutIds } from "../functions/daily-report/domain/stand-out.ts";
import { npsLimits, wilsonLimits } from "../functions/daily-report/domain/statistics.ts";

type StandOutId = (typeof standOutIds)[number];
type Counts = { readonly n: number; readonly promoters: number; readonly detractors: number };

/** Who is worse, or better, than all others by the limits of a difference, which do not know how many comparisons there are. */
export function namedByLimits(
  { breakdowns }: Pick<Report, "breakdowns">,
  side: "worse" | "better",
  isEnough: (metrics: number, sure: number) => boolean,
): string[] {
  const rows = breakdowns.operators;
  return rows.flatMap(({ key }, index) => {
    const beyond = (z: number) =>
      standOutIds.filter((id) => judgementOf(id, sideOf(id, rows, index, z)) === side).length;
    return isEnough(beyond(Z99), beyond(Z998)) ? [key] : [];
  });
}

/** Two-sided limits of 99 and 99.8 %. */
const [Z99, Z998] = [2.575829, 3.090232];

/** Whether the limits of the difference leave out 0: 1 if it is above 0, -1 if it is below, otherwise 0. */
function sideOf(id: StandOutId, rows: Report["breakdowns"]["operators"], index: number, z: number): number {
  const counts = rows.map(({ metrics }) => countsOf(id, metrics));
  const own = counts[index] ?? none;
  const others = counts.filter((_, other) => other !== index).reduce(plus, none);
  if (own.n < FEWEST_ANSWERS || others.n < FEWEST_ANSWERS) return 0;
  const { low, high } = differenceOf(estimateOf(id, own, z), estimateOf(id, others, z));
  return low > 0 ? 1 : high < 0 ? -1 : 0;
}

const none: Counts = { n: 0, promoters: 0, detractors: 0 };

/** Hits count as promoters. */
function countsOf(id: StandOutId, metrics: RowMetrics): Counts {
  return id === "nps" ? metrics.nps : { n: metrics[id].n, promoters: metrics[id].numerator, detractors: 0 };
}

function plus(one: Counts, other: Counts): Counts {
  return {
    n: one.n + other.n,
    promoters: one.promoters + other.promoters,
    detractors: one.detractors + other.detractors,
  };
}

function estimateOf(id: StandOutId, { n, promoters, detractors }: Counts, z: number): Estimate {
  const { low, high } = id === "nps" ? npsLimits(promoters, detractors, n, z) : wilsonLimits(promoters, n, z);
  return { value: (100 * (promoters - detractors)) / n, low: low ?? 0, high: high ?? 0 };
}
