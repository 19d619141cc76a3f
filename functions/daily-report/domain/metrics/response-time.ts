import { judgeFirstReply } from "../judge.ts";
import { mean, size } from "../statistics.ts";
import {
  type CheckedValue,
  checked,
  count,
  countClasses,
  countOffered,
  type Family,
  type Figures,
  histogram,
  type MeasuredValue,
  type Metric,
  type Note,
  percentileFrom,
  type RateValue,
  rate,
  type Subject,
} from "./metric.ts";

const counters = ["frt", "frt_within_target"] as const;

type Counter = (typeof counters)[number];

/** Upper limits of the bands in seconds, inclusive. One more band counts longer times. */
export const frtBandEnds = [15, 30, 60, 120, 300, 900] as const;

export type FirstReplyValue = CheckedValue & { max: number | null; bands: number[] };

/** Counts handled sessions by first reply time, and those within their target. */
function observe({ session, class: sessionClass, targetSeconds }: Subject, note: Note<Counter>): void {
  if (sessionClass !== "handled") return;
  const reply = judgeFirstReply(session);
  if (reply.is !== "valid") {
    note(reply.is, "frt");
    return;
  }
  note("frt", reply.value);
  if (reply.value <= targetSeconds) note("frt_within_target");
}

function frt(figures: Figures<Counter>): FirstReplyValue {
  const times = histogram(figures, "frt");
  const bands = new Map<number, number>();
  let max: number | null = null;
  for (const [key, sessions] of times) {
    const seconds = Number(key);
    const band = frtBandEnds.filter((end) => seconds > end).length;
    bands.set(band, (bands.get(band) ?? 0) + sessions);
    max = Math.max(max ?? 0, seconds);
  }
  const counts = Array.from({ length: frtBandEnds.length + 1 }, (_, band) => bands.get(band) ?? 0);
  return { ...checked(figures, "frt", mean(times)), max, bands: counts };
}

/** The share of first replies within a time; `seconds` is included. */
export function repliesWithin(figures: Figures<Counter>, seconds: number): RateValue {
  const times = histogram(figures, "frt");
  const within = [...times].reduce((sum, [key, sessions]) => (Number(key) <= seconds ? sum + sessions : sum), 0);
  return rate(within, size(times));
}

/** A percentile of first response time; null if fewer than `from` sessions have one. */
function frtPercentile(percent: number, from: number): Metric<MeasuredValue, Counter> {
  return {
    version: 1,
    unit: "seconds",
    smallN: "shown",
    value: (figures) => percentileFrom(figures, "frt", { percent, from }),
  };
}

/** The share of offered sessions that were answered in time. Leaves out unknown times; a session without a reply is a miss. */
function serviceLevel(figures: Figures<Counter>): RateValue {
  const { n, missing, invalid } = checked(figures, "frt", null);
  const level = rate(count(figures, "frt_within_target"), countOffered(figures) - missing - invalid);
  // If sessions were handled but no time is known, only misses are left, and 0 % would be wrong.
  return countClasses(figures, "handled") > 0 && n === 0 ? { ...level, value: null } : level;
}

/** First response time and the service level computed from it. */
export const responseTime = {
  counters,
  observe,
  metrics: {
    frt: { version: 1, unit: "seconds", smallN: "shown", value: frt },
    frt_p50: frtPercentile(50, 1),
    frt_p90: frtPercentile(90, 10),
    frt_p95: frtPercentile(95, 20),
    sl1: { version: 1, unit: "percent", smallN: "suppressed", value: serviceLevel },
    sl1_answered: {
      version: 1,
      unit: "percent",
      smallN: "suppressed",
      value: (figures) => rate(count(figures, "frt_within_target"), size(histogram(figures, "frt"))),
    },
  },
} satisfies Family<Counter>;
