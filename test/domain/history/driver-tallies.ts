import { add, rowOf } from "../../../functions/daily-report/domain/counts.ts";
import type { BreakdownId } from "../../../functions/daily-report/domain/metrics/metric.ts";
import { mergeTallies, type Tally } from "../../../functions/daily-report/domain/tally.ts";

/** Sessions of a row, by what became of them. Handled sessions have no reply time unless `inTime` or `late` counts some. */
export type RowOfSessions = Partial<
  Record<"handled" | "lost" | "inTime" | "late" | "happy" | "unhappy" | "promoters" | "passives" | "detractors", number>
>;

const counters: Record<keyof RowOfSessions, readonly (readonly [counter: string, key: string])[]> = {
  handled: [["class", "handled"]],
  lost: [["class", "lost"]],
  inTime: [
    ["frt", "10"],
    ["frt_within_target", ""],
  ],
  late: [["frt", "900"]],
  happy: [
    ["csi", "5/5"],
    ["csi_top_box", ""],
  ],
  unhappy: [["csi", "1/5"]],
  promoters: [["nps", "10"]],
  passives: [["nps", "8"]],
  detractors: [["nps", "2"]],
};

/** A tally of the given rows. The whole day is the sum of the rows of the first breakdown. */
export function tallyOfRows(breakdowns: Partial<Record<BreakdownId, Readonly<Record<string, RowOfSessions>>>>): Tally {
  const tally: Tally = new Map();
  for (const [place, [breakdown, rows]] of Object.entries(breakdowns).entries()) {
    for (const [key, sessions] of Object.entries(rows)) {
      for (const [of, n] of Object.entries(sessions)) {
        for (const [counter, its] of counters[of as keyof RowOfSessions]) {
          if (n === 0) continue;
          add(rowOf(tally, breakdown as BreakdownId, key), counter, its, n);
          if (place === 0) add(rowOf(tally, "day", ""), counter, its, n);
        }
      }
    }
  }
  return tally;
}

/** The same tally `times` times. */
export function repeated(tally: Tally, times: number): Tally {
  return mergeTallies(...Array.from({ length: times }, () => tally));
}
