import { judgeFirstReply } from "../judge.ts";
import { mean, percentile, size } from "../statistics.ts";
import {
  type CheckedValue,
  checked,
  count,
  countClasses,
  countOffered,
  type Figures,
  histogram,
  type MeasuredValue,
  type Metric,
  type Note,
  type RateValue,
  rate,
  type Subject,
} from "./metric.ts";

/** Upper ends of the bands in seconds, inclusive; a last band holds what took longer. */
export const frtBandEnds = [15, 30, 60, 120, 300, 900] as const;

export type FirstReplyValue = CheckedValue & { max: number | null; bands: number[] };

/** First response time and the service level made of it. */
export function observeResponseTime({ session, class: name, targetSeconds }: Subject, note: Note): void {
  if (name !== "handled") return;
  const reply = judgeFirstReply(session);
  if (reply.is !== "valid") {
    note(reply.is, "frt");
    return;
  }
  note("frt", reply.value);
  if (reply.value <= targetSeconds) note("frt_within_target");
}

function frt(figures: Figures): FirstReplyValue {
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

/** A percentile of first response time; null below the number of sessions from which it says something. */
function frtPercentile(percent: number, from: number): Metric<MeasuredValue> {
  return { version: 1, unit: "seconds", value: (figures) => percentileFrom(figures, "frt", { percent, from }) };
}

export function percentileFrom(
  figures: Figures,
  counter: "frt" | "duration",
  { percent, from }: { percent: number; from: number },
): MeasuredValue {
  const values = histogram(figures, counter);
  const n = size(values);
  return { value: n < from ? null : percentile(values, percent), n };
}

/** Of all sessions offered, but for those whose time is unknown: who got no reply counts as a miss. */
function serviceLevel(figures: Figures): RateValue {
  const { n, missing, invalid } = checked(figures, "frt", null);
  const level = rate(count(figures, "frt_within_target"), countOffered(figures) - missing - invalid);
  // Handled, but no time known: a level made of the misses alone would be a false 0 %.
  return countClasses(figures, "handled") > 0 && n === 0 ? { ...level, value: null } : level;
}

export const responseTimeMetrics = {
  frt: { version: 1, unit: "seconds", value: frt },
  frt_p50: frtPercentile(50, 1),
  frt_p90: frtPercentile(90, 10),
  frt_p95: frtPercentile(95, 20),
  sl1: { version: 1, unit: "percent", value: serviceLevel },
  sl1_answered: {
    version: 1,
    unit: "percent",
    value: (figures: Figures): RateValue => rate(count(figures, "frt_within_target"), size(histogram(figures, "frt"))),
  },
} satisfies Record<string, Metric<unknown>>;
