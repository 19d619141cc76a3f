import { size } from "../statistics.ts";
import {
  countClasses,
  type Figures,
  histogram,
  type Metric,
  type Note,
  type RateValue,
  rate,
  type Subject,
  yesRate,
} from "./metric.ts";

/** First contact resolution, as declared on the session. */
export function observeResolution({ session, class: name }: Subject, note: Note): void {
  if (name === "handled" && session.fcr.value !== null) note("fcr", String(session.fcr.value));
}

export const resolutionMetrics = {
  fcr: { version: 1, unit: "percent", value: (figures: Figures): RateValue => yesRate(figures, "fcr") },
  fcr_coverage: {
    version: 1,
    unit: "percent",
    value: (figures: Figures): RateValue => rate(size(histogram(figures, "fcr")), countClasses(figures, "handled")),
  },
} satisfies Record<string, Metric<unknown>>;
