import { isDoubtful } from "./doubt.ts";
import { differenceOf, type Estimate } from "./history/change.ts";
import { type Judgement, judgementOf } from "./history/direction.ts";
import type { RowMetrics } from "./metrics/catalogue.ts";
import { FEWEST_ANSWERS } from "./metrics/metric.ts";
import type { BreakdownRow, Report } from "./report.ts";
import { npsLimits, wilsonLimits, Z99 } from "./statistics.ts";
import { NO_KEY } from "./tally.ts";

/** The metrics by which operators are compared, in the order in which they are told. */
export const standOutIds = ["nps", "csat_top_box", "sl1", "lost_rate"] as const;
export type StandOutId = (typeof standOutIds)[number];

/** `value` of `n` answers or sessions; `hits` are those counted, null for nps. `others`: the value of all other named operators. */
export type StandOutReason = { id: StandOutId; value: number; n: number; hits: number | null; others: number };

export type StandOut = { key: string; name: string; reasons: StandOutReason[] };

/** The operators of a day who differ from the others by more than chance, those who differ most first. */
export type StandOuts = { talkTo: StandOut[]; praise: StandOut[] };

/**
 * Two-sided limits of 99.8 %. 20 operators with 4 metrics are 80 comparisons a day: with 99 % limits alone, chance would name
 * somebody to talk to on every third day.
 */
const Z998 = 3.090232;
const MOST_TO_TALK_TO = 3;
const MOST_TO_PRAISE = 2;

/** What a metric counts: hits of n; the hits of nps are promoters less detractors. */
type Counts = { readonly n: number; readonly hits: number; readonly detractors: number };

/**
 * Compares each operator with all other named operators (`docs/metrics.md` section 8.3). An operator is named if the limits
 * of the difference leave out 0, those of 99 % in two metrics or more or those of 99.8 % in one, with 10 answers or sessions or
 * more on both sides. Sessions without an operator are left out: most of them are lost, so beside them everybody would look
 * good. An operator who is worse in one metric is not praised.
 */
export function standOutsOf({ breakdowns, metrics }: Pick<Report, "breakdowns" | "metrics">): StandOuts {
  const named = breakdowns.operators.filter(({ key }) => key !== NO_KEY);
  const ids = standOutIds.filter((id) => !isDoubtful(id, metrics));
  const totals = new Map(ids.map((id) => [id, totalOf(named.map((row) => countsOf(id, row.metrics)))]));
  const compared = named.map((row) => {
    const found = [...totals].flatMap(([id, total]) => compareOne(id, countsOf(id, row.metrics), total));
    const side = (is: Found["judgement"]) => found.filter(({ judgement }) => judgement === is);
    return { row, worse: side("worse"), better: side("better") };
  });
  return {
    talkTo: ranked(compared.map(({ row, worse }) => ({ row, found: worse }))).slice(0, MOST_TO_TALK_TO),
    praise: ranked(
      compared.filter(({ worse }) => worse.length === 0).map(({ row, better }) => ({ row, found: better })),
    ).slice(0, MOST_TO_PRAISE),
  };
}

type Found = {
  readonly reason: StandOutReason;
  readonly judgement: Judgement;
  readonly isSure: boolean;
  readonly excess: number;
};

/** One metric is enough only beyond the wider limits. */
function isEnough(found: readonly Found[]): boolean {
  return found.length > 1 || found.some(({ isSure }) => isSure);
}

/** Those with most metrics first, then with the largest excess: how many hits more or fewer than at the rate of the others. */
function ranked(all: readonly { row: BreakdownRow; found: readonly Found[] }[]): StandOut[] {
  const excess = (found: readonly Found[]) => found.reduce((sum, one) => sum + one.excess, 0);
  return all
    .filter(({ found }) => isEnough(found))
    .sort((a, b) => b.found.length - a.found.length || excess(b.found) - excess(a.found))
    .map(({ row: { key, name }, found }) => ({ key, name, reasons: found.map(({ reason }) => reason) }));
}

function compareOne(id: StandOutId, own: Counts, total: Counts): Found[] {
  const others = less(total, own);
  if (own.n < FEWEST_ANSWERS || others.n < FEWEST_ANSWERS) return [];
  const judgement = judgementOf(id, sideBeyond(id, own, others, Z99));
  if (judgement === null) return [];
  const [value, share] = [scoreOf(own), scoreOf(others)];
  return [
    {
      reason: { id, value, n: own.n, hits: id === "nps" ? null : own.hits, others: share },
      judgement,
      isSure: sideBeyond(id, own, others, Z998) !== 0,
      excess: Math.abs(own.hits - (share / 100) * own.n),
    },
  ];
}

/** Whether the limits of the difference leave out 0: 1 if it is above 0, -1 if it is below, otherwise 0. */
function sideBeyond(id: StandOutId, own: Counts, others: Counts, z: number): number {
  const { low, high } = differenceOf(estimateOf(id, own, z), estimateOf(id, others, z));
  return low > 0 ? 1 : high < 0 ? -1 : 0;
}

function countsOf(id: StandOutId, metrics: RowMetrics): Counts {
  if (id !== "nps") return { n: metrics[id].n, hits: metrics[id].numerator, detractors: 0 };
  const { n, promoters, detractors } = metrics.nps;
  return { n, hits: promoters - detractors, detractors };
}

function totalOf(counts: readonly Counts[]): Counts {
  const sum = (of: (one: Counts) => number) => counts.reduce((total, one) => total + of(one), 0);
  return { n: sum(({ n }) => n), hits: sum(({ hits }) => hits), detractors: sum(({ detractors }) => detractors) };
}

function less(total: Counts, own: Counts): Counts {
  return { n: total.n - own.n, hits: total.hits - own.hits, detractors: total.detractors - own.detractors };
}

function estimateOf(id: StandOutId, counts: Counts, z: number): Estimate {
  const { n, hits, detractors } = counts;
  const limits = id === "nps" ? npsLimits(hits + detractors, detractors, n, z) : wilsonLimits(hits, n, z);
  // n is at least 10, so there are limits.
  return { value: scoreOf(counts), low: limits.low as number, high: limits.high as number };
}

function scoreOf({ n, hits }: Counts): number {
  return (100 * hits) / n;
}
