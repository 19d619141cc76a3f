import { judgeDuration } from "../judge.ts";
import { mean } from "../statistics.ts";
import { checked, type Family, histogram, type Note, percentileFrom, type Subject } from "./metric.ts";

const counters = ["duration"] as const;

type Counter = (typeof counters)[number];

/** Counts handled sessions by dialog duration. */
function observe({ session, class: sessionClass }: Subject, note: Note<Counter>): void {
  if (sessionClass !== "handled") return;
  const duration = judgeDuration(session);
  if (duration.is === "valid") note("duration", duration.value);
  else note(duration.is, "duration");
}

/** Dialog duration. */
export const duration = {
  counters,
  observe,
  metrics: {
    duration: {
      version: 1,
      unit: "seconds",
      smallN: "shown",
      value: (figures) => checked(figures, "duration", mean(histogram(figures, "duration"))),
    },
    duration_p50: {
      version: 1,
      unit: "seconds",
      smallN: "shown",
      value: (figures) => percentileFrom(figures, "duration", { percent: 50, from: 1 }),
    },
    duration_p90: {
      version: 1,
      unit: "seconds",
      smallN: "shown",
      value: (figures) => percentileFrom(figures, "duration", { percent: 90, from: 10 }),
    },
  },
} satisfies Family<Counter>;
