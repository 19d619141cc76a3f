import { isDoubtful } from "./doubt.ts";
import { judgementOf } from "./history/direction.ts";
import { asShares, type DriverCounts, npsCounts, rateCounts } from "./history/driver-counts.ts";
import { higherShareP } from "./history/higher-share.ts";
import { holm } from "./history/holm.ts";
import type { RowMetrics } from "./metrics/catalogue.ts";
import { FEWEST_ANSWERS } from "./metrics/metric.ts";
import type { BreakdownRow, Report } from "./report.ts";
import { NO_KEY } from "./tally.ts";

/** The metrics by which operators are compared, in the order in which they are told. */
export const standOutIds = ["nps", "csat_top_box", "sl1", "lost_rate"] as const;
export type StandOutId = (typeof standOutIds)[number];

/** `value` of `n` answers or sessions; `hits` are those counted, null for nps. `others`: the value of all other named operators. */
export type StandOutReason = { id: StandOutId; value: number; n: number; hits: number | null; others: number };

export type StandOut = { key: string; name: string; reasons: StandOutReason[] };

/** The operators of a day who differ from the others by more than chance, those who differ most first. */
export type StandOuts = { talkTo: StandOut[]; praise: StandOut[] };

/** The chance that chance alone names anybody to talk to, and the same for praise. */
const FAMILY_LEVEL = 0.05;
/** What is told of an operator who is named, and what prevents praise: one side of 99 % limits. */
const REASON_LEVEL = 0.005;
const MOST_TO_TALK_TO = 3;
const MOST_TO_PRAISE = 2;

/**
 * Compares each operator with all other named operators (`docs/metrics.md` section 8.3), in each metric with 10 answers or
 * sessions or more on both sides. An operator is named for a difference in one of them that stands out although all comparisons of the day are
 * tested together. Sessions without an operator are left out: most of them are lost, so beside them everybody would look good.
 * An operator who is worse in one metric is not praised.
 */
export function standOutsOf({ breakdowns, metrics }: Pick<Report, "breakdowns" | "metrics">): StandOuts {
  const rows = breakdowns.operators.filter(({ key }) => key !== NO_KEY);
  const compared = trustedIds(metrics).flatMap((id) => compareAll(id, rows));
  const worse = named(compared, "worse");
  const better = named(compared, "better").filter(({ row }) => !worseRows(compared).has(row));
  return {
    talkTo: worse.slice(0, MOST_TO_TALK_TO).map(toStandOut),
    praise: better.slice(0, MOST_TO_PRAISE).map(toStandOut),
  };
}

/** Whether some operator has 10 answers or sessions or more in a metric, and so have all others together. */
export function canCompareOperators({ breakdowns, metrics }: Pick<Report, "breakdowns" | "metrics">): boolean {
  const rows = breakdowns.operators.filter(({ key }) => key !== NO_KEY);
  return trustedIds(metrics).some((id) => pairsOf(id, rows).length > 0);
}

function trustedIds(metrics: Report["metrics"]): StandOutId[] {
  return standOutIds.filter((id) => !isDoubtful(id, metrics));
}

/** `p`: the chance to be so much worse, or better, than the others. `excess`: how many hits more or fewer than at their rate. */
type Compared = {
  readonly row: BreakdownRow;
  readonly reason: StandOutReason;
  readonly p: Readonly<Record<Side, number>>;
  readonly excess: number;
};

type Side = "worse" | "better";
type Named = { readonly row: BreakdownRow; readonly found: readonly Compared[] };

/** Those with most metrics first, then those with the largest excess. */
function named(compared: readonly Compared[], side: Side): Named[] {
  const tested = compared.map((one) => ({ one, p: one.p[side], weight: 1 }));
  const rejected = new Set(holm(tested, FAMILY_LEVEL).rejected.map(({ one }) => one));
  const rows = new Set([...rejected].map(({ row }) => row));
  const excess = ({ found }: Named) => found.reduce((sum, one) => sum + one.excess, 0);
  return [...rows]
    .map((row) => ({
      row,
      found: compared.filter((one) => one.row === row && (rejected.has(one) || isTold(one, side))),
    }))
    .sort((a, b) => b.found.length - a.found.length || excess(b) - excess(a));
}

function worseRows(compared: readonly Compared[]): Set<BreakdownRow> {
  return new Set(compared.flatMap((one) => (isTold(one, "worse") ? [one.row] : [])));
}

function isTold({ p }: Compared, side: Side): boolean {
  return p[side] <= REASON_LEVEL;
}

function toStandOut({ row: { key, name }, found }: Named): StandOut {
  return { key, name, reasons: found.map(({ reason }) => reason) };
}

/** Every operator with 10 answers or more and the others together, if these have 10 or more. */
function pairsOf(id: StandOutId, rows: readonly BreakdownRow[]) {
  const counts = rows.map((row) => ({ row, own: countsOf(id, row.metrics) }));
  const total = totalOf(counts.map(({ own }) => own));
  return counts
    .map(({ row, own }) => ({ row, own, others: less(total, own) }))
    .filter(({ own, others }) => own.hits.n >= FEWEST_ANSWERS && others.hits.n >= FEWEST_ANSWERS);
}

/** The pairs in which not all answers are alike. */
function compareAll(id: StandOutId, rows: readonly BreakdownRow[]): Compared[] {
  return pairsOf(id, rows).flatMap(({ row, own, others }) => {
    const shares = asShares(own, others);
    if (shares === null) return [];
    const higher = higherShareP(...shares);
    const p =
      judgementOf(id, 1) === "worse" ? { worse: higher, better: 1 - higher } : { worse: 1 - higher, better: higher };
    const { n, hits } = own.hits;
    const [value, share] = [scoreOf(own), scoreOf(others)];
    const reason = { id, value, n, hits: id === "nps" ? null : hits, others: share };
    return [{ row, reason, p, excess: Math.abs(hits - (share / 100) * n) }];
  });
}

function countsOf(id: StandOutId, metrics: RowMetrics): DriverCounts {
  return id === "nps" ? npsCounts(metrics.nps) : rateCounts(metrics[id]);
}

function totalOf(counts: readonly DriverCounts[]): DriverCounts {
  const sum = (of: (one: DriverCounts) => number) => counts.reduce((total, one) => total + of(one), 0);
  const [n, hits] = [sum((one) => one.hits.n), sum((one) => one.hits.hits)];
  return {
    hits: { hits, n, value: null },
    points: sum(({ points }) => points),
    squares: sum(({ squares }) => squares),
  };
}

function less(total: DriverCounts, own: DriverCounts): DriverCounts {
  return {
    hits: { hits: total.hits.hits - own.hits.hits, n: total.hits.n - own.hits.n, value: null },
    points: total.points - own.points,
    squares: total.squares - own.squares,
  };
}

function scoreOf({ hits: { n, hits } }: DriverCounts): number {
  return (100 * hits) / n;
}
