import { describe, expect, test } from "vitest";
import type { GoalState } from "../../functions/daily-report/domain/goals.ts";
import type { Report } from "../../functions/daily-report/domain/report.ts";
import { checkedSentence } from "../../functions/daily-report/texts/checked-words.ts";
import { wordsFor } from "../../functions/daily-report/texts/words.ts";
import { incidentDay, quietHistory } from "../furnished-history.ts";
import { handled, reportOf } from "../session-rows.ts";

describe("what was checked", () => {
  const incident = incidentDay();
  const { breakdowns, metrics } = incident;
  const tenHandled = Array.from({ length: 10 }, () => handled());
  const operators = breakdowns.operators.slice(0, 2).map((row) => ({ ...row, metrics: reportOf(tenHandled).metrics }));
  /** A day like all others on which nobody waits and nobody stands out. */
  const calm: Report = {
    ...incident,
    metrics: { ...metrics, waiting: { value: 0 } },
    breakdowns: { ...breakdowns, operators },
    history: quietHistory(incident),
    findings: [],
  };
  const nobodyWaits = "Checked at 07:30: no client was waiting for an operator.";
  const textOf = (report: Report, locale: "en" | "ru" = "en") =>
    checkedSentence(report, wordsFor(locale, null))?.replaceAll("\u00a0", " ") ?? null;

  test("is said with the sentence that nothing is urgent if all of it is in order", () => {
    expect(textOf(calm)).toBe(
      "Nothing urgent today. Checked at 07:30: no client was waiting for an operator; no figure is worse than usual; no operator was far behind the others.",
    );
    expect(textOf(calm, "ru")).toBe(
      "Сегодня ничего срочного. Проверено в 07:30: никто из клиентов не ждал оператора; ни один показатель не хуже обычного; никто из операторов сильно не отстал от остальных.",
    );
  });

  test("does not name operators if they have too few sessions to be compared", () => {
    const few = operators.map((row) => ({ ...row, metrics: reportOf([handled()]).metrics }));
    expect(textOf({ ...calm, breakdowns: { ...breakdowns, operators: few } })).not.toContain("behind");
  });

  test("does not name operators if there is only one, and names goals if there are some", () => {
    const one = { ...calm, breakdowns: { ...breakdowns, operators: operators.slice(0, 1) } };
    const met = { goal: 80, value: 90, n: 100, share: null, low: 80, high: 95, state: "met" as const };
    expect(textOf({ ...one, goals: { metrics: { sl1: met }, groups: [] } })).toBe(
      "Nothing urgent today. Checked at 07:30: no client was waiting for an operator; no figure is worse than usual; all goals are met.",
    );
    const groups = [{ key: "a", name: "Sales", metrics: { sl1: met } }];
    expect(textOf({ ...one, goals: { metrics: {}, groups } }, "ru")).toContain("все цели достигнуты");
  });

  test("does not say that goals are met if some are only close or unknown, and nothing of goals that are all unknown", () => {
    const goal = (state: GoalState | null) => ({ goal: 80, value: 78, n: 100, share: null, low: 69, high: 85, state });
    const said = (sl1: GoalState | null, csi: GoalState | null) =>
      textOf({ ...calm, goals: { metrics: { sl1: goal(sl1), csi: goal(csi) }, groups: [] } })?.match(
        /[^;]*goal[^;]*/,
      )?.[0];
    expect(said("met", "close")).toBe(" no goal is clearly missed");
    expect(said("met", null)).toBe(" no goal is clearly missed");
    expect(said(null, null)).toBeUndefined();
    const groups = [{ key: "a", name: "Sales", metrics: { sl1: goal("close") } }];
    const ofGroup: Report = { ...calm, goals: { metrics: { sl1: goal("met") }, groups } };
    expect(textOf(ofGroup, "ru")).toContain("явно недостигнутых целей нет");
  });

  const missed = { goal: 80, value: 60, n: 100, share: null, low: 50, high: 69, state: "missed" as const };
  const openSession = {
    openFirst: [],
    waiting: { counts: { waiting: 0, last_message_open: 1, last_message_closed: 0 }, rows: [] },
  };
  test.each<readonly [string, Partial<Report>]>([
    ["a figure is worse than usual", { history: incident.history }],
    ["nothing can be compared", { history: null }],
    ["a goal is missed", { goals: { metrics: { sl1: missed }, groups: [] } }],
    [
      "a group misses a goal",
      { goals: { metrics: {}, groups: [{ key: "a", name: "Sales", metrics: { sl1: missed } }] } },
    ],
    ["an operator is to be talked to", { breakdowns }],
    ["many values are invalid", { metrics: { ...calm.metrics, csi: { ...metrics.csi, n: 80, invalid: 20 } } }],
    ["a client waits for an answer", { sessions: openSession }],
    ["data contradicts the assumptions", { findings: [{ id: "nps_zero_for_unrated", count: 3, of: 20, fields: [] }] }],
  ])("is only that nobody waits if %s", (_, part) => {
    expect(textOf({ ...calm, ...part })).toBe(nobodyWaits);
  });

  test("is not said if clients wait, if sessions are missing or unreadable, and of an old or empty day", () => {
    const { reconciliation } = calm;
    const unreadable = { id: "rows_unreadable" as const, count: 10, of: 20, fields: [] };
    const parts: Partial<Report>[] = [
      { metrics: { ...calm.metrics, waiting: { value: 1 } } },
      { reconciliation: { ...reconciliation, short: 1 } },
      { findings: [unreadable] },
      { fetchedAt: "2026-12-01T12:00:00.000Z" },
    ];
    expect(parts.map((part) => textOf({ ...calm, ...part }))).toEqual([null, null, null, null]);
    expect(textOf(reportOf([]))).toBeNull();
  });
});
