import { judgeValue, npsGroup } from "../judge.ts";
import { type Limits, npsLimits, percentage } from "../statistics.ts";
import {
  type CheckedValue,
  checked,
  countClasses,
  type Figures,
  histogram,
  type Metric,
  type Note,
  type RateValue,
  rate,
  type Subject,
} from "./metric.ts";

export type NpsValue = CheckedValue & Limits & { promoters: number; passives: number; detractors: number };

/** Net promoter score: marks are counted apart for what operators handled and what only a bot saw. */
export function observeNps({ session, class: name }: Subject, note: Note): void {
  if (name !== "handled" && name !== "bot_only") return;
  const counter = name === "handled" ? "nps" : "nps_bot";
  const mark = judgeValue(session.nps);
  if (mark.is === "valid") note(counter, mark.value);
  else note(mark.is, counter);
}

/** 100 (P - D) / n (Reichheld 2003) with adjusted-Wald limits. */
function nps(figures: Figures, counter: "nps" | "nps_bot"): NpsValue {
  const groups = { promoter: 0, passive: 0, detractor: 0 };
  for (const [mark, sessions] of histogram(figures, counter)) groups[npsGroup(Number(mark))] += sessions;
  const { promoter: promoters, passive: passives, detractor: detractors } = groups;
  const n = promoters + passives + detractors;
  const { value, missing, invalid } = checked(figures, counter, percentage(promoters - detractors, n));
  return { value, n, promoters, passives, detractors, ...npsLimits(promoters, detractors, n), missing, invalid };
}

export const npsMetrics = {
  nps: { version: 1, unit: "nps", value: (figures: Figures): NpsValue => nps(figures, "nps") },
  nps_bot: { version: 1, unit: "nps", value: (figures: Figures): NpsValue => nps(figures, "nps_bot") },
  nps_coverage: {
    version: 1,
    unit: "percent",
    value: (figures: Figures): RateValue => rate(nps(figures, "nps").n, countClasses(figures, "handled")),
  },
} satisfies Record<string, Metric<unknown>>;
