import type { Report } from "../../functions/daily-report/domain/report.ts";
import { handled, type Item, lost, reportOf } from "../session-rows.ts";

/** Days with thousands of sessions, of which a single one makes the result not quite perfect or not quite zero. */

const happy = { csi: 5, csiMax: 5, fcr: true };

/** 3000 sessions: `spoilt` of them are lost, and as many others have a bad rating. All answered sessions were answered in time. */
export function dayWithSpoilt(spoilt: number): Report {
  return reportOf([
    ...times(3000 - 2 * spoilt, () => handled(happy)),
    ...times(spoilt, () => handled({ csi: 1, csiMax: 5, fcr: false })),
    ...times(spoilt, () => lost()),
  ]);
}

/** A day with one operator, whose NPS is 100 (promoters - detractors) / (promoters + detractors + 1). */
export function dayWithNps({ promoters, detractors }: { promoters: number; detractors: number }): Report {
  return reportOf([
    ...times(promoters, () => handled({ nps: 10 })),
    handled({ nps: 8 }),
    ...times(detractors, () => handled({ nps: 0 })),
  ]);
}

/** Days with an NPS that rounds to zero or to ±100, by their NPS. */
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
