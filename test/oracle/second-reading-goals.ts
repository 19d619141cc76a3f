import { divide, exact, multiply, nearest, subtract, sum } from "./exact-fraction.ts";
import { judgeCsi, judgeFirstReply, validOf } from "./second-reading-judgements.ts";
import { type FirstReply, type Metric, metricsOf, percent, wilson, Z } from "./second-reading-metrics.ts";
import { classOf, type Session } from "./second-reading-session.ts";
import { compareTexts } from "./second-reading-values.ts";

const GOALS = ["sl1", "lost_rate", "csi", "csat_top_box", "nps", "frt_p90"] as const;
type Goal = (typeof GOALS)[number];
export type Goals = Partial<Record<Goal, number>>;

type Settings = Omit<FirstReply, "groups"> & {
  groups: Readonly<Record<string, { name?: string; firstReplySeconds?: number; goals?: Goals }>>;
  goals?: Goals;
};
type Limits = { low: number | null; high: number | null };

/** The goals and what was reached (docs/metrics.md section 11); null if the report and its groups have none. */
export function goalsReached(inDay: readonly Session[], settings: Settings) {
  const withGoals = Object.entries(settings.groups).flatMap(([key, { name, goals }]) =>
    goals === undefined ? [] : [{ key, name: name ?? key, goals }],
  );
  if (settings.goals === undefined && withGoals.length === 0) return null;
  return {
    metrics: results(inDay, settings.goals ?? {}, settings),
    groups: withGoals
      .sort((a, b) => compareTexts(a.key, b.key))
      .map(({ key, name, goals }) => {
        const own = inDay.filter(({ operatorGroupIds }) => operatorGroupIds.value?.includes(key));
        return { key, name, metrics: results(own, goals, settings) };
      }),
  };
}

function results(sessions: readonly Session[], goals: Goals, settings: Settings) {
  const known = GOALS.flatMap((id) => {
    const goal = goals[id];
    return goal === undefined ? [] : [[id, result(id, goal, sessions, settings)] as const];
  });
  return Object.fromEntries(known);
}

function result(id: Goal, goal: number, sessions: readonly Session[], settings: Settings) {
  const metrics = metricsOf(sessions, settings);
  const metric = metrics[id] ?? {};
  const [value, n] = [number(metric, "value"), number(metric, "n") ?? 0];
  if (value === null) return { goal, value, n, share: null, low: null, high: null, state: null };
  const handled = sessions.filter((session) => classOf(session) === "handled");
  const times = validOf(handled.map(judgeFirstReply));
  const within = times.filter((seconds) => seconds <= goal).length;
  const limits: Limits =
    id === "frt_p90" ? wilson(within, times.length) : id === "csi" ? csiLimits(handled) : ownLimits(id, metric);
  const share = id === "frt_p90" ? percent(within, times.length) : null;
  const judged = n >= 10 && !manyInvalid(id, metrics);
  return { goal, value, n, share, ...limits, state: judged ? stateOf(id, goal, value, limits) : null };
}

const number = (metric: Metric, key: string): number | null => {
  const value = metric[key];
  return typeof value === "number" ? value : null;
};

function ownLimits(id: Goal, metric: Metric): Limits {
  if (id === "nps") return { low: number(metric, "low"), high: number(metric, "high") };
  return wilson(number(metric, "numerator") ?? 0, number(metric, "denominator") ?? 0);
}

function csiLimits(handled: readonly Session[]): Limits {
  const shares = validOf(handled.map(judgeCsi)).map(({ share }) => share);
  const [n, z2] = [exact(shares.length + Z ** 2), exact(Z ** 2)];
  const half = divide(z2, exact(2));
  const mean = divide(sum([...shares, multiply(exact(100), half)]), n);
  const squares = shares.map((share) => multiply(share, share));
  const meanSquare = divide(sum([...squares, multiply(exact(10_000), half)]), n);
  const variance = subtract(meanSquare, multiply(mean, mean));
  const width = Z * Math.sqrt(nearest(divide(variance, n)));
  return { low: Math.max(0, nearest(mean) - width), high: Math.min(100, nearest(mean) + width) };
}

/** Whether more than 10 % of the values from which the metric is computed are invalid. */
function manyInvalid(id: Goal, metrics: Readonly<Record<string, Metric>>): boolean {
  const source = { sl1: "frt", frt_p90: "frt", csi: "csi", csat_top_box: "csi", nps: "nps", lost_rate: null }[id];
  const metric = (source === null ? null : metrics[source]) ?? {};
  const [n, invalid] = [number(metric, "n") ?? 0, number(metric, "invalid") ?? 0];
  return 10 * invalid > n + invalid;
}

function stateOf(id: Goal, goal: number, value: number, { low, high }: Limits): "met" | "missed" | "close" {
  if (id === "lost_rate") return value <= goal ? "met" : (low ?? 0) > goal ? "missed" : "close";
  if (id === "frt_p90") return value <= goal ? "met" : (high ?? 100) < 90 ? "missed" : "close";
  return value >= goal ? "met" : (high ?? 100) < goal ? "missed" : "close";
}
