import { compareTexts } from "../compare-texts.ts";
import { catalogue } from "../metrics/catalogue.ts";
import { FEWEST_ANSWERS, type RateValue, rate } from "../metrics/metric.ts";
import { nameOf } from "../report.ts";
import { wilsonLimits } from "../statistics.ts";
import { figuresOf, NO_KEY } from "../tally.ts";
import { rateChange } from "./change.ts";
import { funnelPlace } from "./funnel.ts";
import {
  type ComparedId,
  type ComparedOperator,
  type ComparedRate,
  comparedIds,
  type OperatorComparison,
} from "./history.ts";
import type { Pool } from "./past.ts";

/**
 * Compares the named operators over merged days; `halves` are the first and the second half of these days. The centre is all
 * named operators together: sessions without an operator are mostly lost ones, and would make every operator look good.
 */
export function compareOperators(pool: Pool, halves: readonly [Pool, Pool]): OperatorComparison {
  const named = ratesOf(pool);
  const [first, second] = [ratesOf(halves[0]), ratesOf(halves[1])];
  const keys = new Set(comparedIds.flatMap((id) => [...named[id]].flatMap(([key, of]) => (isEnough(of) ? [key] : []))));
  const mean = eachRate((id) => meanOf([...named[id].values()]));
  const scores = eachRate((id) => [...named[id].values()].filter(isEnough).map((its) => scoreOf(id, its)));
  const rows = [...keys].map((key): ComparedOperator => {
    const rates = eachRate((id): ComparedRate => {
      const its = rateOf(named[id], key);
      return {
        ...its,
        ...limitsOf(its),
        place: isEnough(its) ? funnelPlace(its.numerator, its.n, mean[id].numerator / mean[id].denominator) : null,
        rank: isEnough(its) ? rankOf(scoreOf(id, its), scores[id]) : null,
        trend: trendOf(rateOf(first[id], key), rateOf(second[id], key)),
      };
    });
    const figures = figuresOf(pool.tally("sessions"), "operators", key);
    return { key, name: nameOf(key, figures), sessions: catalogue.sessions.value(figures).value, rates };
  });
  return { mean, rows: rows.sort(byRank) };
}

type OperatorRates = ReadonlyMap<string, RateValue>;

/** The rates of the named operators by key. A metric may use other days than another one. */
function ratesOf(pool: Pool): Record<ComparedId, OperatorRates> {
  return eachRate((id) => {
    const tally = pool.tally(id);
    const keys = [...(tally.get("operators")?.keys() ?? [])].filter((key) => key !== NO_KEY);
    return new Map(keys.map((key) => [key, catalogue[id].value(figuresOf(tally, "operators", key))]));
  });
}

function eachRate<T>(of: (id: ComparedId) => T): Record<ComparedId, T> {
  return Object.fromEntries(comparedIds.map((id) => [id, of(id)])) as Record<ComparedId, T>;
}

const NONE = rate(0, 0);

/** The four numbers of a rate, without the limits that some metrics have. */
function rateOf(rates: OperatorRates, key: string): RateValue {
  const { value, n, numerator, denominator } = rates.get(key) ?? NONE;
  return { value, n, numerator, denominator };
}

function limitsOf({ value, numerator, denominator }: RateValue) {
  return value === null ? wilsonLimits(0, 0) : wilsonLimits(numerator, denominator);
}

/** An operator with fewer sessions is not compared: in the funnel, in the order, and in each half for the trend. */
function isEnough({ value, n }: RateValue): boolean {
  return value !== null && n >= FEWEST_ANSWERS;
}

/** All operators together. One whose rate is unknown, although sessions count for it, is left out. */
function meanOf(rates: readonly RateValue[]): RateValue {
  const known = rates.filter(({ value }) => value !== null);
  const sumOf = (part: "numerator" | "denominator") => known.reduce((sum, its) => sum + its[part], 0);
  return rate(sumOf("numerator"), sumOf("denominator"));
}

/** The place among the scores; equal scores share a place. */
function rankOf(score: number, scores: readonly number[]): number {
  return 1 + scores.filter((other) => other > score).length;
}

/** By the Wilson limit on the bad side, so that nobody is first or last because of a few sessions. Higher is better. */
function scoreOf(id: ComparedId, { numerator, denominator }: RateValue): number {
  // A rate of 10 sessions or more has limits.
  const { low, high } = wilsonLimits(numerator, denominator) as { low: number; high: number };
  return id === "lost_rate" ? -high : low;
}

function trendOf(first: RateValue, second: RateValue): ComparedRate["trend"] {
  if (!isEnough(first) || !isEnough(second)) return null;
  const { difference, isReal } = rateChange(second, first);
  if (!isReal) return "steady";
  return (difference as number) > 0 ? "higher" : "lower";
}

function byRank(a: ComparedOperator, b: ComparedOperator): number {
  const [one, other] = [a, b].map(({ rates }) => rates.csat_top_box.rank ?? Number.POSITIVE_INFINITY) as [
    number,
    number,
  ];
  // Infinity - Infinity is not a number, which is no difference either.
  return one - other || b.sessions - a.sessions || compareTexts(a.key, b.key);
}
