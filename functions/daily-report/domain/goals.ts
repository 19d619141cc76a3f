import { compareTexts } from "./compare-texts.ts";
import { isDoubtful } from "./doubt.ts";
import { catalogue, type MetricId } from "./metrics/catalogue.ts";
import { FEWEST_ANSWERS, type Figures, type MeasuredValue, type RateValue } from "./metrics/metric.ts";
import { repliesWithin } from "./metrics/response-time.ts";
import { csiLimits } from "./metrics/satisfaction.ts";
import { type Limits, wilsonLimits } from "./statistics.ts";
import { figuresOf, type Tally } from "./tally.ts";

/** The metrics that may have a goal, in the order in which they are shown. */
export const goalIds = [
  "sl1",
  "lost_rate",
  "csi",
  "csat_top_box",
  "nps",
  "frt_p90",
] as const satisfies readonly MetricId[];
export type GoalId = (typeof goalIds)[number];

/** Goals in the units of the metrics; null: no goal. */
export type Goals = Readonly<Record<GoalId, number | null>>;

/** The goals of the whole report, and of the groups that have some, by id. */
export type GoalSettings = { readonly report: Goals | null; readonly groups: Readonly<Record<string, Goals>> };

/** `close`: the value is on the bad side of the goal, but its limits are not, so that chance can explain the difference. */
export const goalStates = ["met", "close", "missed"] as const;
export type GoalState = (typeof goalStates)[number];

/**
 * A goal and what was reached. `low` and `high` are the 95 % limits that decide: those of the value, and for `frt_p90` those of
 * `share`, the percentage of first replies within the goal, which is null for other metrics. `state` is null without a
 * value, with fewer than 10 answers or sessions, and if the metric is doubtful.
 */
export type GoalResult = Limits & {
  goal: number;
  value: number | null;
  n: number;
  share: number | null;
  state: GoalState | null;
};

export type GoalResults = Partial<Record<GoalId, GoalResult>>;

/** The results of the whole report, which are none if only groups have goals, and of groups in the order of their rows. */
export type ReportGoals = { metrics: GoalResults; groups: GroupGoals[] };
export type GroupGoals = { key: string; name: string; metrics: GoalResults };

/** Judges all goals (`docs/metrics.md` section 11); null if there are none. `nameOf` returns the name of a group. */
export function goalsOf(
  tally: Tally,
  { report, groups }: GoalSettings,
  nameOf: (group: string) => string,
): ReportGoals | null {
  // Not in the order of the object, in which JavaScript puts numbers first.
  const ofGroups = Object.entries(groups).sort(([a], [b]) => compareTexts(a, b));
  if (report === null && ofGroups.length === 0) return null;
  return {
    metrics: report === null ? {} : resultsOf(figuresOf(tally, "day", ""), report),
    groups: ofGroups.map(([key, goals]) => ({
      key,
      name: nameOf(key),
      metrics: resultsOf(figuresOf(tally, "groups", key), goals),
    })),
  };
}

function resultsOf(figures: Figures, goals: Goals): GoalResults {
  const results = goalIds.flatMap((id) => {
    const goal = goals[id];
    return goal === null ? [] : [[id, resultOf(id, goal, figures)] as const];
  });
  return Object.fromEntries(results);
}

function resultOf(id: GoalId, goal: number, figures: Figures): GoalResult {
  const { value, n }: MeasuredValue = catalogue[id].value(figures);
  const { share, ...limits } = value === null ? NOTHING : judged[id](figures, goal);
  const isJudged = n >= FEWEST_ANSWERS && !isDoubtful(id, valuesOf(figures));
  return { goal, value, n, share, ...limits, state: isJudged ? goalState(id, goal, { value, ...limits }) : null };
}

const NOTHING = { share: null, low: null, high: null };

/** The values that may be doubtful. */
function valuesOf(figures: Figures) {
  const { frt, csi, nps } = catalogue;
  return { frt: frt.value(figures), csi: csi.value(figures), nps: nps.value(figures) };
}

type Judged = Limits & { share: number | null };

/** The limits that decide about each goal. */
const judged: Record<GoalId, (figures: Figures, goal: number) => Judged> = {
  sl1: (figures) => ofValue(wilsonOf(catalogue.sl1.value(figures))),
  lost_rate: (figures) => ofValue(wilsonOf(catalogue.lost_rate.value(figures))),
  csi: (figures) => ofValue(csiLimits(figures)),
  csat_top_box: (figures) => ofValue(catalogue.csat_top_box.value(figures)),
  nps: (figures) => ofValue(catalogue.nps.value(figures)),
  frt_p90: (figures, goal) => {
    const within = repliesWithin(figures, goal);
    return { share: within.value, ...wilsonOf(within) };
  },
};

function ofValue({ low, high }: Limits): Judged {
  return { share: null, low, high };
}

function wilsonOf({ numerator, denominator }: RateValue): Limits {
  return wilsonLimits(numerator, denominator);
}

/** The metrics of which less is better. */
const atMost: ReadonlySet<GoalId> = new Set(["lost_rate", "frt_p90"]);

/** Whether the goal is the largest good value; otherwise it is the smallest. */
export function isAtMost(id: GoalId): boolean {
  return atMost.has(id);
}

/** "90 % of first replies within the goal" is a share that should reach this. */
const REPLIES_WITHIN = 90;

/**
 * The state of a value with its limits; null without a value. A value that reaches the goal has met it, whatever its limits: the
 * goal is about this day. It is missed only if the limits lie wholly on the bad side.
 */
export function goalState(
  id: GoalId,
  goal: number,
  { value, low, high }: Limits & { readonly value: number | null },
): GoalState | null {
  if (value === null || low === null || high === null) return null;
  if (isAtMost(id) ? value <= goal : value >= goal) return "met";
  const isBeyond = id === "frt_p90" ? high < REPLIES_WITHIN : isAtMost(id) ? low > goal : high < goal;
  return isBeyond ? "missed" : "close";
}
