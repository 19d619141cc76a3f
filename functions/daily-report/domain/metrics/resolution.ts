import { size } from "../statistics.ts";
import { countClasses, type Family, histogram, type Note, rate, type Subject, yesRate } from "./metric.ts";

const counters = ["fcr"] as const;

type Counter = (typeof counters)[number];

/** Counts handled sessions by their answer. */
function observe({ session, class: sessionClass }: Subject, note: Note<Counter>): void {
  if (sessionClass === "handled" && session.fcr.value !== null) note("fcr", String(session.fcr.value));
}

/** First contact resolution, as declared on the session. */
export const resolution = {
  counters,
  observe,
  metrics: {
    fcr: { version: 1, unit: "percent", smallN: "suppressed", value: (figures) => yesRate(figures, "fcr") },
    fcr_coverage: {
      version: 1,
      unit: "percent",
      smallN: "shown",
      value: (figures) => rate(size(histogram(figures, "fcr")), countClasses(figures, "handled")),
    },
  },
} satisfies Family<Counter>;
