import { judgeDuration } from "../judge.ts";
import { mean } from "../statistics.ts";
import {
  type CheckedValue,
  checked,
  type Figures,
  histogram,
  type MeasuredValue,
  type Metric,
  type Note,
  type Subject,
} from "./metric.ts";
import { percentileFrom } from "./response-time.ts";

/** Dialog duration. */
export function observeDuration({ session, class: name }: Subject, note: Note): void {
  if (name !== "handled") return;
  const duration = judgeDuration(session);
  if (duration.is === "valid") note("duration", duration.value);
  else note(duration.is, "duration");
}

export const durationMetrics = {
  duration: {
    version: 1,
    unit: "seconds",
    value: (figures: Figures): CheckedValue => checked(figures, "duration", mean(histogram(figures, "duration"))),
  },
  duration_p50: {
    version: 1,
    unit: "seconds",
    value: (figures: Figures): MeasuredValue => percentileFrom(figures, "duration", { percent: 50, from: 1 }),
  },
  duration_p90: {
    version: 1,
    unit: "seconds",
    value: (figures: Figures): MeasuredValue => percentileFrom(figures, "duration", { percent: 90, from: 10 }),
  },
} satisfies Record<string, Metric<unknown>>;
