import { describe, expect, test } from "vitest";
import type { ComparedOperator, History } from "../../functions/daily-report/domain/history/history.ts";
import type { LeftOut } from "../../functions/daily-report/domain/history/past.ts";
import type { Report } from "../../functions/daily-report/domain/report.ts";
import { timeBeforeSection } from "../../functions/daily-report/email/sections/time-before.ts";
import { emptyHistory, incidentDay, incidentPeriod, quietHistory } from "../furnished-history.ts";
import { busyDay } from "../texts/busy-day.ts";
import { sectionText } from "./section-text.ts";

const day = incidentDay();
const furnished = day.history as History;

function withOperators(rows: ComparedOperator[]): Report {
  return incidentDay({ operators: { ...furnished.operators, rows } });
}

function withLeftOut(leftOut: LeftOut[]): Report {
  return incidentDay({ before: { ...furnished.before, leftOut } });
}

const holidays = (n: number): LeftOut[] =>
  Array.from({ length: n }, (_, i) => ({
    date: `2026-11-${String(i + 1).padStart(2, "0")}`,
    reason: "holiday",
    metrics: null,
  }));

describe("the section on the days before", () => {
  test("shows the scores beside those of the days before, which days are known, and who differs from the others", () => {
    expect(sectionText(timeBeforeSection, day)).toEqual([
      "THE 28 DAYS BEFORE",
      "Figure                 The day  28 days",
      "NPS                      +31.0    +44.0",
      "CSI                      86.5%    87.1%",
      "CSAT: ratings 4 and 5    86.1%    88.0%",
      "FCR                      65.0%   7 of 9",
      "Nikita Pavlov: 57.9% of 214 satisfied, all operators 87.0%: below the 99.8% limit, getting worse in the second fortnight.",
      "Nikita Pavlov: 12.0% of 250 lost, all operators 5.0%: above the 99.8% limit.",
      "Anna Smirnova: 96.0% of 250 satisfied, all operators 87.0%: above the 99.8% limit, getting better in the second fortnight.",
      "99.8% limits: chance alone puts about 1 operator of 500 beyond them.",
      "Known: 27 of 28 days.",
      "Left out: 1 day (holiday), 2 days (another target for the first reply, so not in SL, SL of answered).",
    ]);
    expect(sectionText(timeBeforeSection, day, "ru")).toEqual([
      "28 ДНЕЙ ДО ЭТОГО",
      "Показатель          День  28 дней",
      "NPS                +31,0    +44,0",
      "CSI               86,5 %   87,1 %",
      "CSAT: оценки 4–5  86,1 %   88,0 %",
      "FCR               65,0 %   7 из 9",
      "Nikita Pavlov: довольны 57,9 % из 214, у всех операторов 87,0 %: ниже границы 99,8 %, во вторые две недели хуже.",
      "Nikita Pavlov: потеряно 12,0 % из 250, у всех операторов 5,0 %: выше границы 99,8 %.",
      "Anna Smirnova: довольны 96,0 % из 250, у всех операторов 87,0 %: выше границы 99,8 %, во вторые две недели лучше.",
      "Границы 99,8 %: случайно за ними оказывается примерно 1 оператор из 500.",
      "Известно: 27 из 28 дней.",
      "Не учтены: 1 день (праздник), 2 дня (другая норма первого ответа; показатели: SL, SL по отвеченным).",
    ]);
  });

  test("is short if nobody differs and no day is left out", () => {
    const quiet = { ...day, history: quietHistory(day) };
    expect(sectionText(timeBeforeSection, quiet).slice(-2)).toEqual([
      "No operator differs from the others by more than chance.",
      "Known: 28 of 28 days.",
    ]);
    expect(sectionText(timeBeforeSection, quiet, "ru").at(-2)).toBe(
      "Ни один оператор не отличается от других настолько, чтобы это нельзя было объяснить случаем.",
    );
  });

  test("compares nobody if there is only one operator", () => {
    const [one] = quietHistory(day).operators.rows;
    expect(sectionText(timeBeforeSection, withOperators(one ? [one] : [])).at(-1)).toMatch(/^Left out/);
  });

  test("names at most five differences, those that are worse and concern most sessions first", () => {
    const rows = Array.from({ length: 12 }, (_, i) => {
      const [best, , worst] = furnished.operators.rows;
      const { rates } = (i < 6 ? best : worst) ?? { rates: undefined };
      return { key: String(i), name: `Operator ${i}`, sessions: 1, rates } as ComparedOperator;
    });
    const named = sectionText(timeBeforeSection, withOperators(rows)).filter((line) => line.startsWith("Operator "));
    expect(named.map((line) => line.slice(0, 24))).toEqual(
      [6, 7, 8, 9, 10, 11].slice(0, 5).map((i) => `Operator ${i}: 57.9% of 214`.slice(0, 24)),
    );
  });

  test.each([
    ["week", "THE 8 WEEKS BEFORE", "Known: 7 of 8 weeks.", "getting worse in the last 4 weeks"],
    ["month", "THE 8 MONTHS BEFORE", "Known: 7 of 8 months.", "getting worse in the last 4 months"],
  ] as const)("speaks of %ss in a report over them", (kind, heading, known, trend) => {
    const lines = sectionText(timeBeforeSection, incidentPeriod(kind));
    expect(lines[0]).toBe(heading);
    expect(lines).toContain(known);
    expect(lines.join("\n")).toContain(trend);
  });

  test.each([
    [1, "1 day (holiday)", "1 день (праздник)"],
    [2, "2 days (holiday)", "2 дня (праздник)"],
    [5, "5 days (holiday)", "5 дней (праздник)"],
    [21, "21 days (holiday)", "21 день (праздник)"],
  ])("counts %d days left out in the right plural form", (n, en, ru) => {
    expect(sectionText(timeBeforeSection, withLeftOut(holidays(n)))).toContain(`Left out: ${en}.`);
    expect(sectionText(timeBeforeSection, withLeftOut(holidays(n)), "ru")).toContain(`Не учтены: ${ru}.`);
  });

  test("names at most three metrics that a day is left out of", () => {
    const metrics = ["nps", "nps_bot", "nps_coverage", "csi"] as const;
    const lines = sectionText(
      timeBeforeSection,
      withLeftOut([{ date: "2026-11-01", reason: "versions", metrics: [...metrics] }]),
    );
    expect(lines).toContain("Left out: 1 day (another formula, so not in NPS, NPS, bot only, NPS coverage, …).");
  });

  test("has no table if no score has a value", () => {
    const metrics = { ...furnished.before.metrics };
    for (const id of ["nps", "csi", "csat_top_box", "rating", "fcr"] as const) {
      Object.assign(metrics, { [id]: { ...metrics[id], value: null, n: 0 } });
    }
    const lines = sectionText(timeBeforeSection, incidentDay({ before: { ...furnished.before, metrics } }));
    expect(lines[1]).toMatch(/^Nikita Pavlov: 57.9% of 214/);
  });

  test("is absent without a history, and if no earlier day is known", () => {
    expect(sectionText(timeBeforeSection, busyDay())).toEqual([]);
    expect(sectionText(timeBeforeSection, { ...day, history: emptyHistory(day) })).toEqual([]);
  });
});
