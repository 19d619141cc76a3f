import type { Report } from "../../functions/daily-report/domain/report.ts";
import { handled, type Item, lost, reportOf } from "../session-rows.ts";

/** Days of thousands of sessions that one session keeps from perfect, or from zero. */

const happy = { csi: 5, csiMax: 5, fcr: true };

/** 3000 sessions: `spoilt` of them lost, and as many with a bad mark. All that were answered were answered in time. */
export function dayWithSpoilt(spoilt: number): Report {
  return reportOf([
    ...times(3000 - 2 * spoilt, () => handled(happy)),
    ...times(spoilt, () => handled({ csi: 1, csiMax: 5, fcr: false })),
    ...times(spoilt, () => lost()),
  ]);
}

/** A day whose NPS is 100 (promoters - detractors) / (their sum + 1), of the one operator. */
export function dayWithNps({ promoters, detractors }: { promoters: number; detractors: number }): Report {
  return reportOf([
    ...times(promoters, () => handled({ nps: 10 })),
    handled({ nps: 8 }),
    ...times(detractors, () => handled({ nps: 0 })),
  ]);
}

/** Days of an NPS that rounds to zero or to ±100, by the text of their value. */
export const npsDays = {
  "-0.04": { promoters: 1249, detractors: 1250 },
  "0.04": { promoters: 1250, detractors: 1249 },
  "0": { promoters: 1000, detractors: 1000 },
  "99.97": { promoters: 2999, detractors: 0 },
  "-99.97": { promoters: 0, detractors: 2999 },
};

function times(n: number, make: () => Item): Item[] {
  return Array.from({ length: n }, make);
}
