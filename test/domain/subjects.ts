import type { Subject } from "../../functions/daily-report/domain/metrics/metric.ts";
import { sortOut } from "../../functions/daily-report/domain/sort-out.ts";
import { targetSeconds } from "../../functions/daily-report/domain/tally.ts";
import { day } from "../session-rows.ts";

export const settings = { firstReplySeconds: 60, groupFirstReplySeconds: { "1": 30, "2": 120 } };

/** The sessions of the day as input of the metrics. */
export function subjectsOf(rows: readonly unknown[]): Subject[] {
  return sortOut(rows, day).sessions.map(({ session, class: sessionClass }) => ({
    session,
    class: sessionClass,
    targetSeconds: targetSeconds(session, settings),
  }));
}
