import { describe, expect, test } from "vitest";
import type { ComparedOperator, History } from "../../functions/daily-report/domain/history/history.ts";
import type { LeftOut } from "../../functions/daily-report/domain/history/past.ts";
import type { Report } from "../../functions/daily-report/domain/report.ts";
import { standOutsOf } from "../../functions/daily-report/domain/stand-out.ts";
import { timeBeforeSection } from "../../functions/daily-report/email/sections/time-before.ts";
import { wordsFor } from "../../functions/daily-report/texts/words.ts";
import { emptyHistory, incidentDay, incidentPeriod, quietHistory } from "../furnished-history.ts";
import { reportOf } from "../session-rows.ts";
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
      "Figure            The day  28 days",
      "Lost                  12%       8%",
      "Answered in time      51%      60%",
      "CSI                   87%      87%",
      "Ratings 4–5           86%      88%",
      "NPS                   +31      +44",
      "“28 days” is all of them together, “usual” only what is usual on Fridays.",
      "Not this day, but the 28 days before: operators who differed from the others.",
      "Nikita Pavlov: 58% of 214 ratings were 4–5, all operators 87%: clearly below the others, worse in the last two weeks; 12% of 250 lost, all operators 5%: clearly above the others.",
      "Anna Smirnova: 96% of 250 ratings were 4–5, all operators 87%: clearly above the others, better in the last two weeks.",
      "“Clearly”: by chance alone this happens to about 1 operator in 500.",
      "27 of the 28 days are known.",
      expect.stringMatching(/^Not compared: 1 day \(holiday\), 2 days \(another first reply target; figures: .*\)\.$/),
    ]);
    expect(sectionText(timeBeforeSection, day, "ru")).toEqual([
      "28 ДНЕЙ ДО ЭТОГО",
      "Показатель        День  28 дней",
      "Потеряно          12 %      8 %",
      "Ответили вовремя  51 %     60 %",
      "CSI               87 %     87 %",
      "Оценки 4–5        86 %     88 %",
      "NPS                +31      +44",
      "«28 дней» — все они вместе, «обычно» — только по пятницам.",
      "Не за этот день, а за 28 дней до этого: кто из операторов отличался от остальных.",
      "Nikita Pavlov: оценок 4–5 — 58 % (всего 214), у всех операторов 87 %: явно ниже остальных, в последние две недели хуже; потеряно 12 % сессий (всего 250), у всех операторов 5 %: явно выше остальных.",
      "Anna Smirnova: оценок 4–5 — 96 % (всего 250), у всех операторов 87 %: явно выше остальных, в последние две недели лучше.",
      "«Явно»: случайно такое бывает примерно у 1 оператора из 500.",
      "Из 28 дней до этого известны 27.",
      expect.stringMatching(
        /^Не сравниваются: 1 день \(праздник\), 2 дня \(другая норма первого ответа; показатели: .*\)\.$/,
      ),
    ]);
  });

  test("draws the first figure of the verdict in each known day and in the report, the report's in red if it is worse", () => {
    const trend = Array.from({ length: 40 }, (_, i) => ({
      date: new Date(Date.UTC(2026, 9, 18 + i)).toISOString().slice(0, 10),
      values: { lost_rate: i === 39 ? null : i < 20 ? 5 : 3 + (i % 2) },
    }));
    const section = timeBeforeSection(incidentDay({ trend }), wordsFor("en", null));
    const [bars] = section?.blocks.filter((block) => block.kind === "bars") ?? [];
    expect(bars?.bars).toHaveLength(28);
    expect(bars?.bars.map(({ isWorse }) => isWorse).indexOf(true)).toBe(27);
    expect(bars?.bars[0]?.share).toBeCloseTo(5 / ((100 * 284) / 2290), 10);
    expect(sectionText(timeBeforeSection, incidentDay({ trend }))).toContain(
      "Lost in the 28 days before: from 3% to 5%. The last bar is this report.",
    );
    expect(sectionText(timeBeforeSection, incidentDay({ trend }), "ru")).toContain(
      "Потеряно за 28 дней до этого: от 3 % до 5 %. Последний столбик — этот отчёт.",
    );
  });

  test("is short if nobody differs and no day is left out", () => {
    const quiet = { ...day, history: quietHistory(day) };
    expect(sectionText(timeBeforeSection, quiet).slice(-3)).toEqual([
      "NPS                   +31      +44",
      "“28 days” is all of them together, “usual” only what is usual on Fridays.",
      "Nobody clearly differs from the others; small differences may be chance.",
    ]);
    expect(sectionText(timeBeforeSection, quiet, "ru").at(-1)).toBe(
      "Никто явно не отличается от остальных; небольшие различия могут быть случайными.",
    );
  });

  test("compares nobody if there is only one operator", () => {
    const [one] = quietHistory(day).operators.rows;
    expect(sectionText(timeBeforeSection, withOperators(one ? [one] : [])).at(-1)).toMatch(/^Not compared/);
  });

  test("names at most five operators, those who are worse and whose difference concerns most sessions first, and counts the others", () => {
    const rows = Array.from({ length: 12 }, (_, i) => {
      const [best, , worst] = furnished.operators.rows;
      const { rates } = (i < 6 ? best : worst) ?? { rates: undefined };
      return { key: `o-${i}`, name: `Operator ${i}`, sessions: 1, rates } as ComparedOperator;
    });
    const lines = sectionText(timeBeforeSection, withOperators(rows));
    expect(lines).toContain("7 more operators clearly differ; see the Excel file, sheet “Comparison”.");
    expect(sectionText(timeBeforeSection, withOperators(rows.slice(0, 6)), "ru")).toContain(
      "Явно отличается ещё 1 оператор, см. файл Excel, лист «Сравнение».",
    );
    expect(sectionText(timeBeforeSection, withOperators(rows.slice(0, 5))).join()).not.toContain("more operator");
    const named = lines.filter((line) => /^Operator \d/.test(line));
    expect(named.map((line) => line.slice(0, 24))).toEqual(
      [6, 7, 8, 9, 10, 11].slice(0, 5).map((i) => `Operator ${i}: 58% of 214 ratings`.slice(0, 24)),
    );
  });

  test.each([
    ["week", "THE 8 WEEKS BEFORE", "7 of the 8 weeks are known.", "worse in the last 4 weeks"],
    ["month", "THE 8 MONTHS BEFORE", "7 of the 8 months are known.", "worse in the last 4 months"],
    [
      "week",
      "THE 8 WEEKS BEFORE",
      "Not this week, but the 8 weeks before: operators",
      "together, “usual” the mean of the weeks.",
    ],
    [
      "month",
      "THE 8 MONTHS BEFORE",
      "Not this month, but the 8 months before: operators",
      "“usual” the mean of the months.",
    ],
  ] as const)("speaks of %ss in a report over them", (kind, heading, known, trend) => {
    const lines = sectionText(timeBeforeSection, incidentPeriod(kind));
    expect(lines[0]).toBe(heading);
    expect(lines.join("\n")).toContain(known);
    expect(lines.join("\n")).toContain(trend);
  });

  test.each([
    [1, "1 day (holiday)", "1 день (праздник)"],
    [2, "2 days (holiday)", "2 дня (праздник)"],
    [5, "5 days (holiday)", "5 дней (праздник)"],
    [21, "21 days (holiday)", "21 день (праздник)"],
  ])("counts %d days left out in the right plural form", (n, en, ru) => {
    expect(sectionText(timeBeforeSection, withLeftOut(holidays(n)))).toContain(`Not compared: ${en}.`);
    expect(sectionText(timeBeforeSection, withLeftOut(holidays(n)), "ru")).toContain(`Не сравниваются: ${ru}.`);
  });

  test("names at most three metrics that a day is left out of", () => {
    const metrics = ["nps", "nps_bot", "nps_coverage", "csi"] as const;
    const lines = sectionText(
      timeBeforeSection,
      withLeftOut([{ date: "2026-11-01", reason: "versions", metrics: [...metrics] }]),
    );
    expect(lines.at(-1)).toMatch(/^Not compared: 1 day \(figures computed in another way; figures: NPS, .*, …\)\.$/);
  });

  test("has no table if no figure has a value", () => {
    const metrics = { ...furnished.before.metrics };
    for (const id of ["nps", "csi", "csat_top_box", "sl1", "lost_rate"] as const) {
      Object.assign(metrics, { [id]: { ...metrics[id], value: null, n: 0 } });
    }
    const lines = sectionText(timeBeforeSection, incidentDay({ before: { ...furnished.before, metrics } }));
    expect(lines[1]).toBe("Not this day, but the 28 days before: operators who differed from the others.");
  });

  test("keeps the operators whom the day names, so that one bad day can be told from many", () => {
    const { talkTo, praise } = standOutsOf(day);
    const lines = sectionText(timeBeforeSection, day).join("\n");
    const named = [...talkTo, ...praise].filter(({ key }) =>
      furnished.operators.rows.some((row) => row.key === key && row.rates.csat_top_box.place === "above_998"),
    );
    expect(named.map(({ name }) => name)).toEqual(["Anna"]);
    expect(lines).toContain("Anna Smirnova: ");
  });

  test("has one line for each of at most 5 operators, whatever the number of figures that differ", () => {
    const worst = furnished.operators.rows.find(({ name }) => name === "Nikita Pavlov") as ComparedOperator;
    const rows = Array.from({ length: 7 }, (_, i) => ({ ...worst, key: `${i}`, name: `Operator ${i}` }));
    const named = sectionText(timeBeforeSection, withOperators(rows)).filter((line) => /^Operator \d/.test(line));
    expect(named).toHaveLength(5);
    for (const line of named) expect(line.match(/clearly/g)).toHaveLength(2);
  });

  test("says nothing of operators on a day without sessions", () => {
    const empty = { ...reportOf([]), history: furnished };
    expect(sectionText(timeBeforeSection, empty)).toEqual([
      "THE 28 DAYS BEFORE",
      "27 of the 28 days are known.",
      expect.stringMatching(/^Not compared: /),
    ]);
  });

  test("is absent without a history, and if no earlier day is known", () => {
    expect(sectionText(timeBeforeSection, busyDay())).toEqual([]);
    expect(sectionText(timeBeforeSection, { ...day, history: emptyHistory(day) })).toEqual([]);
  });
});
