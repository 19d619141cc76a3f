import { describe, expect, test } from "vitest";
import type { History, Restatement } from "../../functions/daily-report/domain/history/history.ts";
import { readAgainSection } from "../../functions/daily-report/email/sections/read-again.ts";
import { incidentDay, quietHistory } from "../furnished-history.ts";
import { busyDay } from "../texts/busy-day.ts";
import { sectionText } from "./section-text.ts";

const day = incidentDay();
const [changed] = (day.history as History).restatements;

/** A report before which `n` days changed. */
function withChanged(n: number) {
  const restatements = Array.from({ length: n }, () => changed as Restatement);
  return incidentDay({ restatements, notReadAgain: [] });
}

describe("the section on earlier days that were read again", () => {
  test("shows main figures before and after, and the days that were not read again by reason", () => {
    expect(sectionText(readAgainSection, day)).toEqual([
      "EARLIER DAYS, UPDATED",
      "Wed 25 November: NPS 9 ratings before, now +40.",
      "Not updated: Thu 26 November; Mon 23 November (the data could not be read).",
      "Not updated: Sun 22 November (there was not enough time).",
    ]);
    expect(sectionText(readAgainSection, day, "ru")).toEqual([
      "УТОЧНЁННЫЕ ДАННЫЕ ЗА ПРОШЛЫЕ ДНИ",
      "ср, 25 ноября: NPS — было 9 оценок, стало +40.",
      "Не уточнены: чт, 26 ноября; пн, 23 ноября (данные получить не удалось).",
      "Не уточнены: вс, 22 ноября (не хватило времени).",
    ]);
  });

  test("leaves out a figure that looks the same, and a day without other figures", () => {
    const sessions = { metric: "sessions", before: { value: 3000, n: null }, after: { value: 3004, n: null } } as const;
    const same = { metric: "csi", before: { value: 87.01, n: 500 }, after: { value: 87.04, n: 503 } } as const;
    const restatements = [
      { date: "2026-11-24", from: 1, revision: 2, changes: [same] },
      { date: "2026-11-25", from: 1, revision: 2, changes: [same, sessions] },
    ];
    expect(sectionText(readAgainSection, incidentDay({ restatements, notReadAgain: [] })).slice(1)).toEqual([
      "Wed 25 November: Sessions 3,000 before, now 3,004.",
    ]);
  });

  test.each([
    [1, "1 more day was updated;", "Уточнён ещё 1 день,"],
    [2, "2 more days were updated;", "Уточнены ещё 2 дня,"],
    [5, "5 more days were updated;", "Уточнены ещё 5 дней,"],
    [21, "21 more days were updated;", "Уточнён ещё 21 день,"],
  ])("counts %d days beyond the first five in the right plural form", (n, en, ru) => {
    const lines = sectionText(readAgainSection, withChanged(5 + n));
    expect(lines).toHaveLength(1 + 5 + 1);
    expect(lines.at(-1)).toBe(`${en} see the Excel file, sheet “Comparison”.`);
    expect(sectionText(readAgainSection, withChanged(5 + n), "ru").at(-1)).toBe(
      `${ru} см. файл Excel, лист «Сравнение».`,
    );
  });

  test("is absent without a history, and if no day changed or was missed", () => {
    expect(sectionText(readAgainSection, busyDay())).toEqual([]);
    expect(sectionText(readAgainSection, { ...day, history: quietHistory(day) })).toEqual([]);
  });
});
