import { add } from "../functions/daily-report/domain/counts.ts";
import { metricsOf, rowMetricsOf } from "../functions/daily-report/domain/metrics/catalogue.ts";
import { breakdownIds } from "../functions/daily-report/domain/metrics/metric.ts";
import type { BreakdownRow, Report } from "../functions/daily-report/domain/report.ts";
import type { RowCounts } from "../functions/daily-report/domain/tally.ts";
import { type SeededRandom, seededRandom } from "../local/twin-emulator/invention/seeded-random.ts";

/**
 * Days of an invented contact centre whose operators are drawn at random for every session, so that all are equally good and
 * every name is false; and the same with one operator who is worse.
 */
export type OperatorDay = {
  readonly seed: number;
  readonly operators: number;
  readonly sessions: number;
  /** The first operator, with so many sessions, who does worse; null if nobody does. */
  readonly bad?: BadOperator | null;
};

export type BadOperator = { readonly sessions: number; readonly rates: Rates };

/** The shares of sessions that are lost, answered late, rated badly by those who rate, and given a detractor's mark. */
export type Rates = {
  readonly lost: number;
  readonly late: number;
  readonly unsatisfied: number;
  readonly detractors: number;
};

export const usualRates: Rates = { lost: 0.08, late: 0.4, unsatisfied: 0.15, detractors: 0.2 };

/** The name of the operator who does worse. */
export const BAD = "operator-1";

/** Shares of the handled sessions with ratings: an opinion decides both marks, so an unsatisfied client is often a detractor. */
const [RATED_CSI, RATED_NPS] = [0.35, 0.25];
const PASSIVES = 0.2;
/** How often a client who gives both marks gives them by one opinion. */
const SAME_OPINION = 0.7;

export function operatorDay({
  seed,
  operators,
  sessions,
  bad = null,
}: OperatorDay): Pick<Report, "breakdowns" | "metrics"> {
  const random = seededRandom(seed);
  const keys = Array.from({ length: operators }, (_, index) => `operator-${index + 1}`);
  const others = bad === null ? keys : keys.filter((key) => key !== BAD);
  // Some operators work twice as long as others.
  const weights = others.map(() => random.logNormal(1, 0.4));
  const rows = new Map<string, RowCounts>(keys.map((key) => [key, new Map()]));
  for (let session = 0; session < sessions - (bad?.sessions ?? 0); session += 1) {
    countSession(rows.get(random.weighted(others, weights)), usualRates, random);
  }
  for (let session = 0; session < (bad?.sessions ?? 0); session += 1) {
    countSession(rows.get(BAD), bad?.rates ?? usualRates, random);
  }
  const found = [...rows].map(
    ([key, row]): BreakdownRow => ({ key, name: key, metrics: rowMetricsOf(row, "operators") }),
  );
  const none = Object.fromEntries(breakdownIds.map((id) => [id, []])) as unknown as Report["breakdowns"];
  return { breakdowns: { ...none, operators: found }, metrics: metricsOf(new Map()) };
}

function countSession(row: RowCounts | undefined, rates: Rates, random: SeededRandom): void {
  if (row === undefined) return;
  const isLost = random.chance(rates.lost);
  add(row, "class", isLost ? "lost" : "handled", 1);
  if (isLost) return;
  const isLate = random.chance(rates.late);
  add(row, "frt", isLate ? "90" : "30", 1);
  if (!isLate) add(row, "frt_within_target", "", 1);
  const opinion = random.next();
  if (random.chance(RATED_CSI)) {
    const isUnsatisfied = opinion < rates.unsatisfied;
    add(row, "csi", isUnsatisfied ? "2/5" : "5/5", 1);
    if (!isUnsatisfied) add(row, "csi_top_box", "", 1);
  }
  if (random.chance(RATED_NPS)) {
    const its = random.chance(SAME_OPINION) ? opinion : random.next();
    add(row, "nps", its < rates.detractors ? "3" : its < rates.detractors + PASSIVES ? "8" : "10", 1);
  }
}
