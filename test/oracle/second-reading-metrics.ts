import { add, exact, mean, multiply, nearest, roundHalfAway, subtract, sum } from "./exact-fraction.ts";
import {
  isValid,
  type Judged,
  judgeCsi,
  judgeDuration,
  judgeFirstReply,
  judgeNps,
  judgeValue,
  leftOut,
  validOf,
} from "./second-reading-judgements.ts";
import { classOf, type Session, type SessionClass } from "./second-reading-session.ts";

export type Metric = Record<string, number | null | number[]>;
export type Metrics = Record<string, Metric>;
export type FirstReply = {
  firstReplySeconds: number;
  groups: Readonly<Record<string, { name?: string; firstReplySeconds?: number }>>;
};

export const Z = 1.959964;

export const percent = (part: number, whole: number): number | null => (whole === 0 ? null : (100 * part) / whole);

const rate = (numerator: number, denominator: number): Metric => ({
  value: percent(numerator, denominator),
  n: denominator,
  numerator,
  denominator,
});

/** Wilson limits in percent for k of n; both null if n is 0. */
export function wilson(k: number, n: number): { low: number | null; high: number | null } {
  if (n === 0) return { low: null, high: null };
  const centre = (k + Z ** 2 / 2) / (n + Z ** 2);
  const half = (Z / (n + Z ** 2)) * Math.sqrt((k * (n - k)) / n + Z ** 2 / 4);
  const low = k === 0 ? 0 : Math.max(0, 100 * (centre - half));
  return { low, high: k === n ? 100 : Math.min(100, 100 * (centre + half)) };
}

/** NPS and its adjusted Wald limits from the numbers of promoters, passives and detractors. */
export function npsScore(promoters: number, passives: number, detractors: number): Metric {
  const n = promoters + passives + detractors;
  const counts = { n, promoters, passives, detractors };
  if (n === 0) return { value: null, ...counts, low: null, high: null };
  const [p, d] = [(promoters + 0.75) / (n + 3), (detractors + 0.75) / (n + 3)];
  const half = Z * Math.sqrt((p + d - (p - d) ** 2) / (n + 3));
  const low = Math.max(-100, 100 * (p - d - half));
  const high = Math.min(100, 100 * (p - d + half));
  return { value: (100 * (promoters - detractors)) / n, ...counts, low, high };
}

/** Percentile of type 7, `rank` in percent; null if there are no values. */
export function percentile(values: readonly number[], rank: number): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  const place = (sorted.length - 1) * rank;
  const lower = sorted[Math.floor(place / 100)];
  if (lower === undefined) return null;
  const upper = sorted[Math.floor(place / 100) + 1] ?? lower;
  const step = multiply(subtract(exact(upper), exact(lower)), { num: BigInt(place % 100), den: 100n });
  return nearest(add(exact(lower), step));
}

/** T1 of a session, in seconds. */
export function targetOf(session: Session, { firstReplySeconds, groups }: FirstReply): number {
  const ids = (session.operatorGroupIds.value ?? []).filter((id) => Object.hasOwn(groups, id));
  const targets = ids.map((id) => groups[id]?.firstReplySeconds).filter((target) => target !== undefined);
  return targets.length === 0 ? firstReplySeconds : Math.min(...targets);
}

const isKnown = (session: Session, field: "switchAnotherOperator" | "noResponseOperatorToClient" | "fcr") =>
  session[field].value !== null;

function yesRate(
  sessions: readonly Session[],
  field: "switchAnotherOperator" | "noResponseOperatorToClient" | "fcr",
): Metric {
  const known = sessions.filter((session) => isKnown(session, field));
  return rate(known.filter((session) => session[field].value === true).length, known.length);
}

function messages(
  live: readonly Session[],
  field: "clientMessageCount" | "operatorMessageCount" | "botMessageCount",
): Metric {
  const counts = live.map((session) => session[field].value).filter((count) => count !== null);
  return { value: counts.length === 0 ? null : nearest(sum(counts.map(exact))), n: counts.length };
}

function nps(sessions: readonly Session[]): Metric {
  const judged = sessions.map(judgeNps);
  const marks = validOf(judged);
  const promoters = marks.filter((mark) => mark >= 9).length;
  const passives = marks.filter((mark) => mark === 7 || mark === 8).length;
  const detractors = marks.filter((mark) => mark <= 6).length;
  return { ...npsScore(promoters, passives, detractors), ...leftOut(judged) };
}

function csiMetrics(handled: readonly Session[]): Metrics {
  const judged = handled.map(judgeCsi);
  const shares = validOf(judged);
  const n = shares.length;
  const top = shares.filter(({ topBox }) => topBox).length;
  return {
    csi: {
      value: mean(shares.map(({ share }) => share)),
      n,
      ...leftOut(judged),
      derived: shares.filter(({ derived }) => derived).length,
      mismatch: shares.filter(({ mismatch }) => mismatch).length,
    },
    csat_top_box: { ...rate(top, n), ...wilson(top, n) },
    csi_coverage: rate(n, handled.length),
  };
}

function averaged(judged: readonly Judged<number>[]): Metric {
  const values = validOf(judged);
  return { value: mean(values.map(exact)), n: values.length, ...leftOut(judged) };
}

const percentileFrom = (values: readonly number[], rank: number, least: number): Metric => ({
  value: values.length >= least ? percentile(values, rank) : null,
  n: values.length,
});

function firstReplyMetrics(handled: readonly Session[], offered: number, settings: FirstReply): Metrics {
  const judged = handled.map(judgeFirstReply);
  const times = validOf(judged);
  const { missing, invalid } = leftOut(judged);
  const inTime = handled.filter((session) => {
    const reply = judgeFirstReply(session);
    return isValid(reply) && reply.valid <= targetOf(session, settings);
  }).length;
  const edges = [-Infinity, 15, 30, 60, 120, 300, 900, Infinity];
  const bands = edges.slice(1).map((edge, i) => times.filter((t) => t > (edges[i] ?? NaN) && t <= edge).length);
  const sl1 = rate(inTime, offered - missing - invalid);
  return {
    frt: { ...averaged(judged), max: times.length === 0 ? null : Math.max(...times), bands },
    frt_p50: percentileFrom(times, 50, 1),
    frt_p90: percentileFrom(times, 90, 10),
    frt_p95: percentileFrom(times, 95, 20),
    sl1: handled.length > 0 && times.length === 0 ? { ...sl1, value: null } : sl1,
    sl1_answered: rate(inTime, times.length),
  };
}

function durationMetrics(handled: readonly Session[]): Metrics {
  const judged = handled.map(judgeDuration);
  const seconds = validOf(judged);
  return {
    duration: averaged(judged),
    duration_p50: percentileFrom(seconds, 50, 1),
    duration_p90: percentileFrom(seconds, 90, 10),
  };
}

function priceMetrics(live: readonly Session[]): Metrics {
  const judged = live.map(({ price }) => judgeValue(price));
  const million = exact(1e6);
  const millionths = validOf(judged).map((price) => roundHalfAway(multiply(exact(price), million)));
  const prices = millionths.map((num) => ({ num, den: 1_000_000n }));
  const sides = { n: prices.length, ...leftOut(judged) };
  return {
    price_total: { value: prices.length === 0 ? null : nearest(sum(prices)), ...sides },
    price_per_session: { value: mean(prices), ...sides },
  };
}

/** Every metric over sessions of the day. Spam sessions count only in `spam`. */
export function metricsOf(sessions: readonly Session[], settings: FirstReply): Metrics {
  const of = (...classes: SessionClass[]) => sessions.filter((session) => classes.includes(classOf(session)));
  const live = sessions.filter((session) => classOf(session) !== "spam");
  const [handled, lost, unanswered, waiting] = [of("handled"), of("lost"), of("unanswered"), of("waiting")];
  const offered = of("handled", "lost", "unanswered", "waiting");
  const botOnly = of("bot_only");
  const closed = (some: readonly Session[]) => some.filter(({ closedAt }) => closedAt.value !== null).length;
  const count = (some: readonly Session[]): Metric => ({ value: some.length });
  const elsewhere = [...lost, ...unanswered, ...waiting];
  const scores = nps(handled);
  return {
    sessions: count(live),
    offered: count(offered),
    handled: count(handled),
    lost: count(lost),
    unanswered: count(unanswered),
    waiting: count(waiting),
    bot_only: count(botOnly),
    open: { value: live.length - closed(live) },
    spam: count(of("spam")),
    lost_rate: rate(lost.length, offered.length),
    unanswered_rate: rate(unanswered.length, offered.length),
    containment: rate(closed(botOnly), closed(botOnly) + closed(offered)),
    transfer_rate: yesRate(handled, "switchAnotherOperator"),
    no_reply_to_last: yesRate(handled, "noResponseOperatorToClient"),
    closed_without_reply: count(unanswered.filter(({ closedByOperatorName }) => closedByOperatorName.value !== null)),
    messages_client: messages(live, "clientMessageCount"),
    messages_operator: messages(live, "operatorMessageCount"),
    messages_bot: messages(live, "botMessageCount"),
    nps: scores,
    nps_bot: nps(botOnly),
    nps_coverage: rate(Number(scores.n), handled.length),
    ...csiMetrics(handled),
    rating: averaged(handled.map(({ rating }) => judgeValue(rating))),
    ratings_elsewhere: count(elsewhere.filter(({ nps, csi }) => nps.value !== null || csi.value !== null)),
    ...firstReplyMetrics(handled, offered.length, settings),
    ...durationMetrics(handled),
    fcr: yesRate(handled, "fcr"),
    fcr_coverage: rate(handled.filter((session) => isKnown(session, "fcr")).length, handled.length),
    ...priceMetrics(live),
  };
}
