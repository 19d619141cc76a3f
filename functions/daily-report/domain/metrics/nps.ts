import { judgeValue, npsGroup } from "../judge.ts";
import { type Limits, npsLimits, percentage } from "../statistics.ts";
import {
  type CheckedValue,
  checked,
  count,
  countClasses,
  type Family,
  type Figures,
  histogram,
  type Note,
  rate,
  type Subject,
} from "./metric.ts";

const counters = ["nps", "nps_bot"] as const;

type Counter = (typeof counters)[number];

export type NpsValue = CheckedValue & Limits & { promoters: number; passives: number; detractors: number };

/** Counts sessions by mark: handled sessions under `nps`, bot_only sessions under `nps_bot`. */
function observe({ session, class: sessionClass }: Subject, note: Note<Counter>): void {
  if (sessionClass !== "handled" && sessionClass !== "bot_only") return;
  const counter = sessionClass === "handled" ? "nps" : "nps_bot";
  const mark = judgeValue(session.nps);
  if (mark.is === "valid") note(counter, mark.value);
  else note(mark.is, counter);
}

/** 100 (P - D) / n (Reichheld 2003) with adjusted-Wald limits. */
function score(figures: Figures<Counter>, counter: Counter): NpsValue {
  const groups = { promoter: 0, passive: 0, detractor: 0 };
  for (const [mark, sessions] of histogram(figures, counter)) groups[npsGroup(Number(mark))] += sessions;
  const { promoter: promoters, passive: passives, detractor: detractors } = groups;
  const n = promoters + passives + detractors;
  const { value, missing, invalid } = checked(figures, counter, percentage(promoters - detractors, n));
  return { value, n, promoters, passives, detractors, ...npsLimits(promoters, detractors, n), missing, invalid };
}

const MOST = 10;

/** The number of handled sessions with each mark, from 0 to 10. */
export function npsMarksOf(figures: Figures<Counter>): number[] {
  return Array.from({ length: MOST + 1 }, (_, mark) => count(figures, "nps", String(mark)));
}

/** Net promoter score. */
export const nps = {
  counters,
  observe,
  metrics: {
    nps: { version: 1, unit: "nps", smallN: "suppressed", value: (figures) => score(figures, "nps") },
    nps_bot: { version: 1, unit: "nps", smallN: "shown", value: (figures) => score(figures, "nps_bot") },
    nps_coverage: {
      version: 1,
      unit: "percent",
      smallN: "shown",
      value: (figures) => rate(score(figures, "nps").n, countClasses(figures, "handled")),
    },
  },
} satisfies Family<Counter>;
