import { describe, expect, test } from "vitest";
import type { FindingId } from "../../functions/daily-report/domain/findings.ts";
import type { Report } from "../../functions/daily-report/domain/report.ts";
import { type PreviewKind, previewDay, previewKinds } from "../../local/preview-days.ts";
import { checkedReport } from "../checked-day.ts";
import { day } from "../session-rows.ts";

/** What each kind of day must show. */
const shows: Record<PreviewKind, (report: Report) => boolean> = {
  busy: ({ metrics }) => metrics.sessions.value > 3000,
  usual: (report) => !hasIncident(report),
  incident: hasIncident,
  quiet: ({ metrics }) => metrics.sessions.value > 0 && metrics.nps.n < 10,
  "one-operator": ({ breakdowns }) => breakdowns.operators.filter(({ key }) => key !== "none").length === 1,
  unrated: ({ metrics }) => metrics.handled.value > 0 && metrics.nps.n === 0 && metrics.csi.n === 0,
  "many-operators": ({ breakdowns }) => breakdowns.operators.filter(({ key }) => key !== "none").length === 427,
  "hostile-names": ({ breakdowns }) => breakdowns.operators.some(({ name }) => name.startsWith("=")),
  empty: ({ reconciliation }) => reconciliation.in_day === 0,
  "unusually-quiet": (report) => finds(report, "no_sessions_unusual"),
  incomplete: ({ reconciliation }) => reconciliation.short === 120,
  unreadable: (report) => finds(report, "rows_unreadable"),
  doubtful: (report) => ids.every((id) => finds(report, id)),
};

function hasIncident({ metrics, breakdowns }: Report): boolean {
  return breakdowns.channels.some(
    ({ key, metrics: { lost_rate } }) =>
      key === "telegram" && (lost_rate.value ?? 0) > 2 * (metrics.lost_rate.value ?? 0),
  );
}

const ids: FindingId[] = ["sessions_listed_twice", "ids_not_exact", "duration_beyond_session"];

function finds({ findings }: Report, sought: FindingId): boolean {
  return findings.some(({ id }) => id === sought);
}

describe.each(previewKinds)("the preview of a day of the kind %s", (kind) => {
  test("shows what the kind promises, and no sessions outside the day", () => {
    const { rows, declared, weekday } = previewDay(kind, { day, seed: 1 });
    const report = checkedReport(rows, { weekday, declared, fields: Object.keys(Object(rows[0])) });

    expect(shows[kind](report)).toBe(true);
    expect(finds(report, "rows_outside_time_asked")).toBe(false);
  });

  test("is the same for the same seed", () => {
    expect(previewDay(kind, { day, seed: 3 })).toEqual(previewDay(kind, { day, seed: 3 }));
  });
});
