import { expect, test } from "vitest";
import { hoursSection } from "../../functions/daily-report/email/sections/hours.ts";
import { handled, reportOf } from "../session-rows.ts";
import { sectionText } from "./section-text.ts";

/** `n` sessions of an hour, `late` of which were answered after the target. */
function hour(at: string, n: number, late: number) {
  const createdAt = `2026-03-02T${at}:00:00+03:00`;
  const times = (of: number, reply: number) =>
    Array.from({ length: of }, () => handled({ createdAt, closedAt: null }, reply));
  return [...times(n - late, 30), ...times(late, 90)];
}

test("the section on hours says which hours have sessions enough to be the slowest", () => {
  const report = reportOf([...hour("09", 40, 10), ...hour("12", 22, 13), ...hour("21", 10, 8)]);
  expect(sectionText(hoursSection, report)[1]).toBe(
    "Peak 9–10 h: 40 sessions. Slowest 12–13 h (of hours with 20 sessions or more): 41% within 1 min (9 of 22).",
  );
  expect(sectionText(hoursSection, report, "ru")[1]).toBe(
    "Пик 9–10 ч: 40 сессий. Медленнее всего отвечали в 12–13 ч (из часов, где сессий от 20): за 1 мин — 41 % (9 из 22).",
  );
});
