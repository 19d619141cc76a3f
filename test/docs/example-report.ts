import { buildReport, type Report } from "../../functions/daily-report/domain/report.ts";
import { reportDay } from "../../functions/daily-report/domain/report-day.ts";
import { noFilters } from "../../functions/daily-report/domain/session-filters.ts";
import { noGoals, tallyRows, watchRows } from "../session-rows.ts";

/** The report that docs/report-json.md shows: a day of five sessions, of which the API lists one twice; one has a mark out of range, and one is open. */
export function exampleReport(): Report {
  const day = reportDay("2026-03-02", "Europe/Moscow");
  const settings = { firstReplySeconds: 60, groupFirstReplySeconds: { "12": 30 } };
  return buildReport(tallyRows(rows, day, settings), {
    report: "support-daily",
    revision: 1,
    fetchedAt: Date.UTC(2026, 2, 3, 4, 30, 5),
    day,
    filters: { ...noFilters, companyId: 4390 },
    settings,
    groupNames: { "12": "First line" },
    declared: 5,
    inOrder: true,
    weekday: null,
    period: null,
    history: null,
    watch: watchRows(rows, day, settings),
    goals: noGoals,
  });
}

const anna = { userId: 103, operatorName: "Anna", operatorGroupIds: [12], messengerType: "telegram", companyId: 4390 };
const boris = { ...anna, userId: 104, operatorName: "Boris" };
const times = (created: string, reply: string, closed: string) => ({
  createdAt: `2026-03-02T${created}+03:00`,
  operatorAssignedAt: `2026-03-02T${created}+03:00`,
  operatorFirstMessageCreatedAt: `2026-03-02T${reply}+03:00`,
  closedAt: `2026-03-02T${closed}+03:00`,
});

const first = {
  id: "s1",
  ...anna,
  ...times("09:00:00", "09:00:25", "09:10:00"),
  nps: 10,
  csi: 5,
  csiMax: 5,
  fcr: true,
};

const rows = [
  first,
  first,
  { id: "s2", ...anna, ...times("09:20:00", "09:20:40", "09:25:00"), nps: 11, csi: 3, csiMax: 5, fcr: false },
  { id: "s3", ...boris, ...times("09:30:00", "09:31:10", "09:50:00"), csiPercent: 90, operatorDialogDuration: 900 },
  { id: "s4", createdAt: "2026-03-02T10:05:00+03:00", closedAt: null, companyId: 4390, operatorGroupIds: [12] },
  { id: "s5", createdAt: "2026-03-02T10:15:00", closedAt: "2026-03-02T10:16:00", isLostSession: true, companyId: 4390 },
];
