import type { Subject } from "../../functions/daily-report/domain/metrics/metric.ts";
import { sortOut } from "../../functions/daily-report/domain/sort-out.ts";
import { targetSeconds } from "../../functions/daily-report/domain/tally.ts";
import { day } from "../session-rows.ts";

export const settings = { firstReplySeconds: 60, groupFirstReplySeconds: { "1": 30, "2": 120 } };

/** The sessions of the day among the rows, as the metrics see them. */
export function subjectsOf(rows: readonly unknown[]): Subject[] {
  return sortOut(rows, day).sessions.map(({ session, class: name }) => ({
    session,
    class: name,
    targetSeconds: targetSeconds(session, settings),
  }));
}
