import { describe, expect, test } from "vitest";
import type { Driver, History } from "../../functions/daily-report/domain/history/history.ts";
import type { Report } from "../../functions/daily-report/domain/report.ts";
import { driversSection } from "../../functions/daily-report/email/sections/drivers.ts";
import { incidentDay, incidentPeriod, quietHistory } from "../furnished-history.ts";
import { busyDay } from "../texts/busy-day.ts";
import { sectionText } from "./section-text.ts";

const day = incidentDay();

/** The day with one row of the lost rate, changed as told. */
function withRow(fields: Partial<Driver>): Report {
  const drivers = incidentDay().history?.drivers;
  const [row] = drivers?.lost_rate.rows ?? [];
  const quiet = quietHistory(day);
  const lostRate = { difference: 4.2, rows: row ? [{ ...row, ...fields }] : [], parts: [] };
  return { ...day, history: { ...quiet, drivers: { ...quiet.drivers, lost_rate: lostRate } } satisfies History };
}

describe("the section on where the difference lies", () => {
  test("names the rows of each metric in which the difference lies", () => {
    expect(sectionText(driversSection, day)).toEqual([
      "WHERE IT DIFFERS FROM THE 28 DAYS BEFORE",
      "Lost (+4 points): Channel telegram: 20% lost (61 of 312), before 6%; Hour 13:00–14:00: 23% lost (50 of 220), before 6%.",
      "Answered in time (−9 points): Group First line: 27% answered in time (80 of 300), before 60%.",
      "NPS (−13 points): Sessions without an operator: NPS −12 (50 ratings), before +40.",
    ]);
    expect(sectionText(driversSection, day, "ru")).toEqual([
      "ЧТО ОТЛИЧАЕТСЯ ОТ 28 ДНЕЙ ДО ЭТОГО",
      "Потеряно (+4 п. п.): Канал telegram: потеряно 20 % (61 из 312), раньше 6 %; Час 13:00–14:00: потеряно 23 % (50 из 220), раньше 6 %.",
      "Ответили вовремя (−9 п. п.): Группа First line: вовремя ответили в 27 % (80 из 300), раньше в 60 %.",
      "NPS (−13 п.): Сессии без оператора: NPS −12 (50 оценок), раньше +40.",
    ]);
  });

  test("compares a week with the 8 weeks before", () => {
    expect(sectionText(driversSection, incidentPeriod("week"))[0]).toBe("WHERE IT DIFFERS FROM THE 8 WEEKS BEFORE");
    expect(sectionText(driversSection, incidentPeriod("month"), "ru")[0]).toBe("ЧТО ОТЛИЧАЕТСЯ ОТ 8 МЕСЯЦЕВ ДО ЭТОГО");
  });

  test.each([
    [1, "1 rating", "1 оценка"],
    [2, "2 ratings", "2 оценки"],
    [5, "5 ratings", "5 оценок"],
    [21, "21 ratings", "21 оценка"],
  ])("counts %d ratings in the right plural form", (n, en, ru) => {
    const history = incidentDay().history as History;
    const rows = history.drivers.nps.rows.map((row) => ({ ...row, day: { ...row.day, n } }));
    const report = incidentDay({ drivers: { ...history.drivers, nps: { ...history.drivers.nps, rows } } });
    expect(sectionText(driversSection, report).at(-1)).toContain(`(${en}), before`);
    expect(sectionText(driversSection, report, "ru").at(-1)).toContain(`(${ru}), раньше`);
  });

  test("cuts a long name", () => {
    const [, line] = sectionText(driversSection, withRow({ name: "x".repeat(100_000) }));
    expect(line?.length).toBeLessThan(400);
    expect(line).toContain("x…: 20% lost (61 of 312)");
  });

  test("is absent without a history, and if no row differs by more than chance", () => {
    expect(sectionText(driversSection, busyDay())).toEqual([]);
    expect(sectionText(driversSection, { ...day, history: quietHistory(day) })).toEqual([]);
  });
});
