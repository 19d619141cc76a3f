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
  test("names the rows of each metric and what they make of the difference, and one division into mix and figures", () => {
    expect(sectionText(driversSection, day)).toEqual([
      "WHERE THE DIFFERENCE FROM THE 28 DAYS BEFORE LIES",
      "Lost rate, +4.2 points:",
      "• Channel telegram: 61 of 312 lost (19.6%), usually 6.0%: 42 more than usual, 88.0% of the excess across all channels.",
      "• Hour 13:00–14:00: 50 of 220 lost (22.7%), usually 6.0%: 37 more than usual, 76.5% of the excess across all hours.",
      "Of the +4.2 points, +0.3 lie in the mix of channels and +3.9 in the figures of the channels themselves.",
      "SL, -8.9 points:",
      "• Group First line: 80 of 300 answered in time (26.7%), usually 60.0%: 100 fewer than usual, 60.0% of the shortfall across all groups.",
      "Of the -8.9 points, -0.5 lie in the mix of bots and -8.4 in the figures of the bots themselves.",
      "NPS, -13.0 points:",
      "• Sessions without an operator: NPS -12.0 from 50 ratings, usually +40.0: 41.2% of the shortfall across all operators.",
    ]);
    expect(sectionText(driversSection, day, "ru")).toEqual([
      "В ЧЁМ ОТЛИЧИЕ ОТ 28 ДНЕЙ ДО ЭТОГО",
      "Доля потерянных, +4,2 пункта:",
      "• Канал telegram: потеряно 61 из 312 (19,6 %), обычно 6,0 %: на 42 больше обычного, 88,0 % всего избытка по каналам.",
      "• Час 13:00–14:00: потеряно 50 из 220 (22,7 %), обычно 6,0 %: на 37 больше обычного, 76,5 % всего избытка по часам.",
      "Из +4,2 пункта на состав каналов приходится +0,3, на показатели самих каналов — +3,9.",
      "SL, -8,9 пункта:",
      "• Группа First line: вовремя отвечено в 80 из 300 (26,7 %), обычно 60,0 %: на 100 меньше обычного, 60,0 % всей нехватки по группам.",
      "Из -8,9 пункта на состав ботов приходится -0,5, на показатели самих ботов — -8,4.",
      "NPS, -13,0 пункта:",
      "• Сессии без оператора: NPS -12,0 (50 оценок), обычно +40,0: 41,2 % всей нехватки по операторам.",
    ]);
  });

  test("compares a week with the 8 weeks before", () => {
    expect(sectionText(driversSection, incidentPeriod("week"))[0]).toBe(
      "WHERE THE DIFFERENCE FROM THE 8 WEEKS BEFORE LIES",
    );
    expect(sectionText(driversSection, incidentPeriod("month"), "ru")[0]).toBe("В ЧЁМ ОТЛИЧИЕ ОТ 8 МЕСЯЦЕВ ДО ЭТОГО");
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
    expect(sectionText(driversSection, report).at(-1)).toContain(`from ${en}, usually`);
    expect(sectionText(driversSection, report, "ru").at(-1)).toContain(`(${ru}), обычно`);
  });

  test("cuts a long name", () => {
    const [, , line] = sectionText(driversSection, withRow({ name: "x".repeat(100_000) }));
    expect(line?.length).toBeLessThan(400);
    expect(line).toContain("x…: 61 of 312 lost");
  });

  test("is absent without a history, and if no row differs by more than chance", () => {
    expect(sectionText(driversSection, busyDay())).toEqual([]);
    expect(sectionText(driversSection, { ...day, history: quietHistory(day) })).toEqual([]);
  });
});
